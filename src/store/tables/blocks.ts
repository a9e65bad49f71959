/** Whom residents block, and what they told moderators, in SQL. */

import type { Kysely } from 'kysely'
import type { ComplaintStore } from '../../voice/admins/admin-ports.js'
import type { BlockStore } from '../../voice/ports.js'
import type { Tables } from '../schema.js'

export function createSqlBlockStore(db: Kysely<Tables>): BlockStore {
  return {
    async list() {
      const rows = await db.selectFrom('blocks').selectAll().orderBy('created_at').execute()
      return rows.map((row) => ({
        grid: row.grid,
        agentId: row.agent_id,
        blockedId: row.blocked_id,
        name: row.name,
        createdAt: Number(row.created_at),
      }))
    },
    async save({ grid, agentId, blockedId, name, createdAt }) {
      const changes = { name, created_at: createdAt }
      await db
        .insertInto('blocks')
        .values({ grid, agent_id: agentId, blocked_id: blockedId, ...changes })
        .onConflict((conflict) => conflict.columns(['grid', 'agent_id', 'blocked_id']).doUpdateSet(changes))
        .execute()
    },
    async delete({ grid, agentId, blockedId }) {
      const own = db.deleteFrom('blocks').where('grid', '=', grid).where('agent_id', '=', agentId)
      await own.where('blocked_id', '=', blockedId).execute()
    },
  }
}

export function createSqlComplaintStore(db: Kysely<Tables>): ComplaintStore {
  return {
    async add({ grid, agentId, name, aboutId, aboutName, place, words, at }, keep) {
      const { id } = await db
        .insertInto('complaints')
        .values({
          grid,
          agent_id: agentId,
          name,
          about_id: aboutId,
          about_name: aboutName,
          place,
          words,
          at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const own = db.selectFrom('complaints').where('grid', '=', grid)
      const beyond = await own.select('id').orderBy('id', 'desc').limit(1).offset(keep).executeTakeFirst()
      if (beyond) {
        const old = db.deleteFrom('complaints').where('grid', '=', grid)
        await old.where('id', '<=', beyond.id).execute()
      }
      return id
    },
    async list(grid, agentId) {
      const own = db.selectFrom('complaints').selectAll().where('grid', '=', grid)
      const wanted =
        agentId === undefined
          ? own.where('closed_at', 'is', null)
          : own.where((is) => is.or([is('agent_id', '=', agentId), is('about_id', '=', agentId)]))
      const rows = await wanted.orderBy('id', 'desc').execute()
      return rows.map((row) => ({
        id: row.id,
        grid: row.grid,
        agentId: row.agent_id,
        name: row.name,
        aboutId: row.about_id,
        aboutName: row.about_name,
        place: row.place,
        words: row.words,
        at: Number(row.at),
        ...(row.closed_at !== null && { closed: { by: row.closed_by, at: Number(row.closed_at) } }),
      }))
    },
    async close(grid, id, { by, at }) {
      const { numUpdatedRows } = await db
        .updateTable('complaints')
        .set({ closed_by: by, closed_at: at })
        .where('grid', '=', grid)
        .where('id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}
