/** The history of the overview's numbers in SQL: the store's port over one table. */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { Figures } from '../../../pure/figures.js'
import type { HistoryStore } from '../../../voice/history/history-ports.js'
import type { Tables } from '../../schema.js'
import { retried } from '../retried.js'

/** Rows for each statement: databases limit its parameters. */
const ROWS_AT_ONCE = 200

export function createSqlHistoryStore(db: Kysely<Tables>): HistoryStore {
  return {
    async save(entries) {
      const saveAll = async (transaction: Transaction<Tables>) => {
        for (let first = 0; first < entries.length; first += ROWS_AT_ONCE) {
          const rows = entries
            .slice(first, first + ROWS_AT_ONCE)
            .map(({ grid, stepMinutes, at, figures }) => ({
              grid: grid ?? '',
              step_minutes: stepMinutes,
              at,
              figures: JSON.stringify(figures),
            }))
          await transaction
            .insertInto('history')
            .values(rows)
            .onConflict((conflict) =>
              conflict
                .columns(['grid', 'step_minutes', 'at'])
                .doUpdateSet({ figures: sql.ref('excluded.figures') }),
            )
            .execute()
        }
      }
      await retried(() => db.transaction().execute(saveAll))
    },
    async list({ grid, stepMinutes, since }) {
      const rows = await db
        .selectFrom('history')
        .select(['at', 'figures'])
        .where('grid', '=', grid ?? '')
        .where('step_minutes', '=', stepMinutes)
        .where('at', '>=', since)
        .orderBy('at')
        .execute()
      return rows.map(({ at, figures }) => {
        const known: Figures = JSON.parse(figures)
        return { grid, stepMinutes, at: Number(at), figures: known }
      })
    },
    async keepOnly(stepMinutes, { from, to }) {
      await db
        .deleteFrom('history')
        .where('step_minutes', '=', stepMinutes)
        .where(({ or, eb }) => or([eb('at', '<', from), eb('at', '>', to)]))
        .execute()
    },
  }
}
