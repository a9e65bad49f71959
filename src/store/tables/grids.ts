/** The grids in SQL: the grid store's port over one table. */

import type { Kysely } from 'kysely'
import type { GridStore } from '../../voice/ports.js'
import type { Tables } from '../schema.js'

export function createSqlGridStore(db: Kysely<Tables>): GridStore {
  return {
    list: () => db.selectFrom('grids').selectAll().orderBy('id').execute(),
    async save({ id, name }) {
      await db
        .insertInto('grids')
        .values({ id, name })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name }))
        .execute()
    },
  }
}
