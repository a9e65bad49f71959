/** What regions and sign-ins vouched for, in SQL: the store's port over one table. */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { VouchedEntry, VouchedStore } from '../../voice/ports.js'
import { ignoreUnwritable } from '../health.js'
import type { Tables } from '../schema.js'
import { retried } from './retried.js'

/** Rows for each statement: databases limit its parameters. */
const ROWS_AT_ONCE = 200

const keyOf = ({ grid, agentId, value }: VouchedEntry) => `${grid} ${agentId} ${value}`

export function createSqlVouchedStore(db: Kysely<Tables>): VouchedStore {
  const ofKind = (kind: string) => db.selectFrom('vouched').where('kind', '=', kind)
  return {
    async load(kind, since, limit) {
      // Old rows that cannot be deleted do no harm.
      const old = db.deleteFrom('vouched').where('kind', '=', kind).where('at', '<', since)
      await old.execute().catch(ignoreUnwritable)
      const newest = ofKind(kind).select(['grid', 'agent_id', 'value']).where('at', '>=', since)
      const rows = await newest.orderBy('at', 'desc').limit(limit).execute()
      return rows.reverse().map(({ grid, agent_id: agentId, value }) => ({ grid, agentId, value }))
    },
    async save(kind, entries, at, limit) {
      // Everybody locks rows in the same order, so that two processes never wait for each other.
      const ordered = entries.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
      const saveAll = async (transaction: Transaction<Tables>) => {
        for (let first = 0; first < entries.length; first += ROWS_AT_ONCE) {
          const some = ordered.slice(first, first + ROWS_AT_ONCE)
          const rows = some.map(({ grid, agentId, value }) => ({ grid, agent_id: agentId, kind, value, at }))
          await transaction
            .insertInto('vouched')
            .values(rows)
            .onConflict((conflict) =>
              conflict.columns(['grid', 'agent_id', 'kind', 'value']).doUpdateSet({ at }),
            )
            .execute()
        }
      }
      await retried(() => db.transaction().execute(saveAll))
      const beyond = ofKind(kind).select('at').orderBy('at', 'desc').limit(1).offset(limit)
      await retried(() => sql`delete from vouched where kind = ${kind} and at <= (${beyond})`.execute(db))
    },
  }
}
