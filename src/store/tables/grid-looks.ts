/** How grids look, in SQL: the look store's port over one table. */

import type { Kysely } from 'kysely'
import type { GridLook, LookStore } from '../../voice/grids/look.js'
import type { Tables } from '../schema.js'

export function createSqlLookStore(db: Kysely<Tables>): LookStore {
  return {
    async list() {
      const rows = await db.selectFrom('grid_looks').selectAll().orderBy('grid').execute()
      return rows.map(({ grid, name, accent, logo_type, logo }): readonly [string, GridLook] => [
        grid,
        {
          name,
          accent,
          logo: logo_type === null || logo === null ? undefined : { type: logo_type, content: logo },
        },
      ])
    },
    async save(grid, { name, accent, logo }) {
      const values = { name, accent, logo_type: logo?.type ?? null, logo: logo?.content ?? null }
      await db
        .insertInto('grid_looks')
        .values({ grid, ...values })
        .onConflict((conflict) => conflict.column('grid').doUpdateSet(values))
        .execute()
    },
  }
}
