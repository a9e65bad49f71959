/** The grids in SQL: the grid store's port over one table, and the order in which what belongs to a grid is deleted. */

import type { Kysely, Selectable } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { isSignInWay } from '../../pure/grids/sign-in-ways.js'
import { LANGUAGE_CODES } from '../../pure/languages.js'
import { type GridStore, type HostedGrid, NO_LIMITS } from '../../voice/grids/hosted-grid.js'
import type { GridsTable, Tables } from '../schema.js'
import { retried } from './retried.js'

const Texts = Compile(Type.Array(Type.String()))
const Hashes = Compile(Type.Object({ regionSecret: Type.String(), vivoxPassword: Type.String() }))
const Robust = Compile(
  Type.Object({
    url: Type.String(),
    publicUrl: Type.Optional(Type.String()),
    user: Type.String(),
    sealedPassword: Type.String(),
    /** Earlier versions knew none. */
    sealedRemoteAdminPassword: Type.Optional(Type.String()),
    sealedMessageKey: Type.Optional(Type.String()),
  }),
)
const Limits = Compile(Type.Record(Type.String(), Type.Number()))

/** Every table with a grid: those first that refer to others. */
export const TABLES_OF_GRIDS = [
  'grid_looks',
  'region_key_secrets',
  'region_keys',
  'accounts',
  'bans',
  'speech_rules',
  'channels',
  'blocks',
  'complaints',
  'revoked_sessions',
  'vouched',
  'history',
  'admin_audit',
  'usage_days',
  'usage_people',
] as const

export function createSqlGridStore(db: Kysely<Tables>): GridStore {
  return {
    async list() {
      const rows = await db.selectFrom('grids').selectAll().orderBy('id').execute()
      return rows.map(toGrid)
    },
    async save({ id, ...grid }) {
      const values = {
        name: grid.name,
        sip_domain: grid.sipDomain,
        host_names: JSON.stringify(grid.hostNames),
        vivox_admin_user: grid.vivoxAdminUser,
        hashes: grid.hashes ? JSON.stringify(grid.hashes) : null,
        robust: grid.robust ? JSON.stringify(grid.robust) : null,
        sign_in_ways: JSON.stringify(grid.signInWays),
        language: grid.language,
        limits: JSON.stringify(grid.limits),
      }
      await db
        .insertInto('grids')
        .values({ id, created_at: grid.createdAt, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute()
    },
    async delete(id) {
      await retried(() =>
        db.transaction().execute(async (transaction) => {
          for (const table of TABLES_OF_GRIDS)
            await transaction.deleteFrom(table).where('grid', '=', id).execute()
          const admins = transaction.selectFrom('admins').select('name').where('grid', '=', id)
          for (const table of ['admin_keys', 'admin_factors'] as const)
            await transaction.deleteFrom(table).where('admin_name', 'in', admins).execute()
          await transaction.deleteFrom('admins').where('grid', '=', id).execute()
          await transaction.deleteFrom('grids').where('id', '=', id).execute()
        }),
      )
    },
  }
}

/** @throws Error for what this service has not written */
export function toGrid(row: Selectable<GridsTable>): HostedGrid {
  const robust = row.robust === null ? undefined : read(Robust, row.robust)
  return {
    id: row.id,
    name: row.name,
    sipDomain: row.sip_domain,
    hostNames: read(Texts, row.host_names),
    vivoxAdminUser: row.vivox_admin_user,
    hashes: row.hashes === null ? undefined : read(Hashes, row.hashes),
    robust: robust && {
      ...robust,
      publicUrl: robust.publicUrl,
      sealedRemoteAdminPassword: robust.sealedRemoteAdminPassword ?? '',
      sealedMessageKey: robust.sealedMessageKey ?? '',
    },
    signInWays: read(Texts, row.sign_in_ways).filter(isSignInWay),
    language: LANGUAGE_CODES.find((code) => code === row.language) ?? 'en',
    limits: { ...NO_LIMITS, ...read(Limits, row.limits) },
    createdAt: Number(row.created_at),
  }
}

/** @throws Error for what this service has not written */
function read<T>(schema: { Check(value: unknown): value is T }, json: string): T {
  const value: unknown = JSON.parse(json)
  if (schema.Check(value)) return value
  throw new Error('A grid in the database cannot be read.')
}
