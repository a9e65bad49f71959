/** What moderators decided, in SQL: bans, mutes and the floor. */

import type { Kysely } from 'kysely'
import type { BanStore, SpeechRule, SpeechRuleStore } from '../../voice/admins/admin-ports.js'
import type { Tables } from '../schema.js'

export function createSqlBanStore(db: Kysely<Tables>): BanStore {
  return {
    async list() {
      const rows = await db.selectFrom('bans').selectAll().execute()
      return rows.map((row) => ({
        grid: row.grid,
        channelId: row.channel_id,
        agentId: row.agent_id,
        name: row.name,
        until: Number(row.until),
        by: row.by_admin,
        ...(row.explanation !== '' && { explanation: row.explanation }),
      }))
    },
    async save({ grid, channelId, agentId, name, until, by, explanation = '' }) {
      const changes = { name, until, by_admin: by, explanation }
      await db
        .insertInto('bans')
        .values({ grid, channel_id: channelId, agent_id: agentId, ...changes })
        .onConflict((conflict) => conflict.columns(['grid', 'channel_id', 'agent_id']).doUpdateSet(changes))
        .execute()
    },
    async delete({ grid, channelId, agentId }) {
      const bans = db.deleteFrom('bans').where('grid', '=', grid).where('channel_id', '=', channelId)
      await bans.where('agent_id', '=', agentId).execute()
    },
  }
}

export function createSqlSpeechRuleStore(db: Kysely<Tables>): SpeechRuleStore {
  return {
    async list() {
      const rows = await db.selectFrom('speech_rules').selectAll().execute()
      return rows.map(({ grid, channel_id: channelId, kind, agent_id: agentId }) => ({
        grid,
        channelId,
        kind: kindOf(kind),
        agentId,
      }))
    },
    async add({ grid, channelId, kind, agentId }) {
      await db
        .insertInto('speech_rules')
        .values({ grid, channel_id: channelId, kind, agent_id: agentId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async delete({ grid, channelId, kind, agentId }) {
      let query = db.deleteFrom('speech_rules').where('grid', '=', grid).where('channel_id', '=', channelId)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (agentId !== undefined) query = query.where('agent_id', '=', agentId)
      await query.execute()
    },
  }
}

function kindOf(text: string): SpeechRule['kind'] {
  return text === 'floor' || text === 'all-muted' ? text : 'muted'
}
