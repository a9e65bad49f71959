/** Second factors of admins in SQL: the store's port over one table, and one setting. */

import type { Kysely, Selectable } from 'kysely'
import type { AdminFactor, AdminFactorStore } from '../../voice/admins/second-factor/factor-ports.js'
import type { AdminFactorsTable, Tables } from '../schema.js'

const REQUIRED = 'second-factor-required'

export function createSqlAdminFactorStore(db: Kysely<Tables>): AdminFactorStore {
  return {
    async list(adminName) {
      let query = db.selectFrom('admin_factors').selectAll().orderBy('created_at').orderBy('id')
      if (adminName !== undefined) query = query.where('admin_name', '=', adminName)
      return (await query.execute()).map(toFactor)
    },
    async add(factors) {
      const rows = factors.map(({ id, adminName, kind, label, secret, counter, createdAt, lastUsedAt }) => {
        const times = { created_at: createdAt, last_used_at: lastUsedAt }
        return { id, admin_name: adminName, kind, label, secret, counter, ...times }
      })
      await db.insertInto('admin_factors').values(rows).execute()
    },
    async use(id, { counter, at }) {
      const { numUpdatedRows } = await db
        .updateTable('admin_factors')
        .set({ counter, last_used_at: at })
        .where('id', '=', id)
        .where(({ or, and, eb, val }) =>
          or([eb('counter', '<', counter), and([eb('counter', '=', 0), eb(val(counter), '=', 0)])]),
        )
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async delete({ adminName, id, kind }) {
      let query = db.deleteFrom('admin_factors').where('admin_name', '=', adminName)
      if (id !== undefined) query = query.where('id', '=', id)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      return Number((await query.executeTakeFirst()).numDeletedRows)
    },
    async isRequired() {
      const row = await db
        .selectFrom('admin_rules')
        .select('name')
        .where('name', '=', REQUIRED)
        .executeTakeFirst()
      return row !== undefined
    },
    async setRequired(required) {
      if (required) {
        await db
          .insertInto('admin_rules')
          .values({ name: REQUIRED })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      } else await db.deleteFrom('admin_rules').where('name', '=', REQUIRED).execute()
    },
  }
}

function toFactor(row: Selectable<AdminFactorsTable>): AdminFactor {
  const { id, label, secret } = row
  return {
    id,
    adminName: row.admin_name,
    kind: row.kind === 'totp' || row.kind === 'passkey' ? row.kind : 'recovery',
    label,
    secret,
    counter: Number(row.counter),
    createdAt: Number(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : Number(row.last_used_at),
  }
}
