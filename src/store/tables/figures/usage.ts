/** What grids used, in SQL: the store's port over two tables. */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { UsageStore } from '../../../voice/usage/usage-ports.js'
import type { Tables } from '../../schema.js'
import { retried } from '../retried.js'

/** Rows for each statement: databases limit its parameters. */
const ROWS_AT_ONCE = 200
/** The row of a day that is over: how many people there were. */
const PEOPLE_ROW = ''

export function createSqlUsageStore(db: Kysely<Tables>): UsageStore {
  return {
    async save(counts, people) {
      const saveAll = async (transaction: Transaction<Tables>) => {
        for (const some of inParts(counts)) {
          await transaction
            .insertInto('usage_days')
            .values(
              some.map((count) => ({
                grid: count.grid,
                day: count.day,
                count_id: count.countId,
                voice_seconds: count.voiceSeconds,
                hub_seconds: count.hubSeconds,
                hub_bytes: count.hubBytes,
              })),
            )
            .onConflict((conflict) =>
              conflict.columns(['grid', 'day', 'count_id']).doUpdateSet({
                voice_seconds: sql.ref('excluded.voice_seconds'),
                hub_seconds: sql.ref('excluded.hub_seconds'),
                hub_bytes: sql.ref('excluded.hub_bytes'),
              }),
            )
            .execute()
        }
        for (const some of inParts(people)) {
          await transaction
            .insertInto('usage_people')
            .values(some.map(({ grid, day, person }) => ({ grid, day, person })))
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
      }
      if (counts.length + people.length > 0) await retried(() => db.transaction().execute(saveAll))
    },
    async list({ grid, from }) {
      const { sum, countAll } = db.fn
      let days = db
        .selectFrom('usage_days')
        .select([
          'grid',
          'day',
          sum('people').as('people'),
          sum('voice_seconds').as('voice_seconds'),
          sum('hub_seconds').as('hub_seconds'),
          sum('hub_bytes').as('hub_bytes'),
        ])
        .where('day', '>=', from)
        .groupBy(['grid', 'day'])
      let open = db
        .selectFrom('usage_people')
        .select(['grid', 'day', countAll().as('people')])
        .where('day', '>=', from)
        .groupBy(['grid', 'day'])
      if (grid !== undefined) {
        days = days.where('grid', '=', grid)
        open = open.where('grid', '=', grid)
      }
      const known = new Map(
        (await days.execute()).map((row) => [
          `${row.day}/${row.grid}`,
          {
            grid: row.grid,
            day: row.day,
            people: Number(row.people),
            voiceSeconds: Number(row.voice_seconds),
            hubSeconds: Number(row.hub_seconds),
            hubBytes: Number(row.hub_bytes),
          },
        ]),
      )
      for (const row of await open.execute()) {
        const key = `${row.day}/${row.grid}`
        const none = { voiceSeconds: 0, hubSeconds: 0, hubBytes: 0 }
        const one = known.get(key) ?? { grid: row.grid, day: row.day, people: 0, ...none }
        known.set(key, { ...one, people: Math.max(one.people, Number(row.people)) })
      }
      return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day)
    },
    async closeDays({ from, to }) {
      const close = async (transaction: Transaction<Tables>) => {
        const over = sql`day < ${from} or day > ${to}`
        // Who is written after that is not counted again.
        await sql`insert into usage_days (grid, day, count_id, people)
          select grid, day, ${PEOPLE_ROW}, count(*) from usage_people where ${over} group by grid, day
          on conflict do nothing`.execute(transaction)
        await sql`delete from usage_people where ${over}`.execute(transaction)
      }
      await retried(() => db.transaction().execute(close))
    },
    async keepOnly({ from, to }) {
      await db
        .deleteFrom('usage_days')
        .where(({ or, eb }) => or([eb('day', '<', from), eb('day', '>', to)]))
        .execute()
    },
  }
}

function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE)
    yield rows.slice(first, first + ROWS_AT_ONCE)
}
