/** Region keys and their secrets, in SQL: the store's port over two tables. */

import type { Kysely } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { isRegionRight } from '../../pure/region-keys/region-rights.js'
import type { RegionKey, RegionKeySecret, RegionKeyStore } from '../../voice/region-keys/region-key.js'
import type { Tables } from '../schema.js'
import { retried } from './retried.js'

const Texts = Compile(Type.Array(Type.String()))

export function createSqlRegionKeyStore(db: Kysely<Tables>): RegionKeyStore {
  return {
    async list() {
      const rows = await db
        .selectFrom('region_keys')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      const secrets = await db
        .selectFrom('region_key_secrets')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(({ grid, id, name, regions, rights, created_at }): RegionKey => {
        const own = secrets.filter((secret) => secret.grid === grid && secret.key_id === id)
        const named: unknown = JSON.parse(regions)
        return {
          grid,
          id,
          name,
          regions: named === 'all' ? 'all' : textsIn(regions),
          rights: textsIn(rights).filter(isRegionRight),
          createdAt: Number(created_at),
          secrets: own.map(
            (secret): RegionKeySecret => ({
              id: secret.id,
              hash: secret.hash,
              createdAt: Number(secret.created_at),
            }),
          ),
        }
      })
    },
    async save({ grid, id, name, regions, rights, createdAt, secrets }) {
      const values = { name, regions: JSON.stringify(regions), rights: JSON.stringify(rights) }
      await retried(() =>
        db.transaction().execute(async (transaction) => {
          await transaction
            .insertInto('region_keys')
            .values({ grid, id, created_at: createdAt, ...values })
            .onConflict((conflict) => conflict.columns(['grid', 'id']).doUpdateSet(values))
            .execute()
          await transaction
            .deleteFrom('region_key_secrets')
            .where('grid', '=', grid)
            .where('key_id', '=', id)
            .where('id', 'not in', ['', ...secrets.map((secret) => secret.id)])
            .execute()
          for (const secret of secrets) {
            await transaction
              .insertInto('region_key_secrets')
              .values({
                id: secret.id,
                grid,
                key_id: id,
                hash: secret.hash,
                created_at: secret.createdAt,
                last_used_at: null,
                last_used_from: '',
              })
              .onConflict((conflict) => conflict.column('id').doNothing())
              .execute()
          }
        }),
      )
    },
    async delete({ grid, id }) {
      await retried(() =>
        db.transaction().execute(async (transaction) => {
          const secrets = transaction.deleteFrom('region_key_secrets').where('grid', '=', grid)
          await secrets.where('key_id', '=', id).execute()
          await transaction.deleteFrom('region_keys').where('grid', '=', grid).where('id', '=', id).execute()
        }),
      )
    },
    async noteUse({ secretId, at, from }) {
      await db
        .updateTable('region_key_secrets')
        .set({ last_used_at: at, last_used_from: from })
        .where('id', '=', secretId)
        .where((use) => use.or([use('last_used_at', 'is', null), use('last_used_at', '<', at)]))
        .execute()
    },
    async uses() {
      const rows = await db
        .selectFrom('region_key_secrets')
        .select(['id', 'last_used_at', 'last_used_from'])
        .execute()
      return rows.flatMap(({ id: secretId, last_used_at: at, last_used_from: from }) =>
        at === null ? [] : [{ secretId, at: Number(at), from }],
      )
    },
  }
}

/** @throws Error for what this service has not written */
function textsIn(json: string): readonly string[] {
  const value: unknown = JSON.parse(json)
  if (Texts.Check(value)) return value
  throw new Error('A region key in the database cannot be read.')
}
