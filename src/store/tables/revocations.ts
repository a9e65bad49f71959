/** Revoked sessions in SQL: the revocation store's port over one table. */

import type { Kysely } from 'kysely'
import type { RevocationStore } from '../../voice/ports.js'
import { ignoreUnwritable } from '../health.js'
import type { Tables } from '../schema.js'

export function createSqlRevocationStore(db: Kysely<Tables>): RevocationStore {
  return {
    async add({ grid, sessionId, until }) {
      await db
        .insertInto('revoked_sessions')
        .values({ grid, session_id: sessionId, until })
        .onConflict((conflict) => conflict.columns(['grid', 'session_id']).doUpdateSet({ until }))
        .execute()
    },
    async load(now) {
      // Expired rows that cannot be deleted do no harm.
      await db.deleteFrom('revoked_sessions').where('until', '<=', now).execute().catch(ignoreUnwritable)
      const rows = await db.selectFrom('revoked_sessions').selectAll().where('until', '>', now).execute()
      return rows.map(({ grid, session_id: sessionId, until }) => ({ grid, sessionId, until: Number(until) }))
    },
  }
}
