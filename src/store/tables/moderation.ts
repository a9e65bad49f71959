/** What moderators decided, in SQL: bans, mutes and the floor. */

import type { Kysely } from 'kysely'
import type { BanStore, SpeechRule, SpeechRuleStore } from '../../voice/admins/admin-ports.js'
import type { Tables } from '../schema.js'

export function createSqlBanStore(db: Kysely<Tables>): BanStore {
  return {
    async list() {
      const rows = await db.selectFrom('bans').selectAll().execute()
      return rows.map((row) => ({
        channelId: row.channel_id,
        agentId: row.agent_id,
        name: row.name,
        until: Number(row.until),
        by: row.by_admin,
        ...(row.explanation !== '' && { explanation: row.explanation }),
      }))
    },
    async save({ channelId, agentId, name, until, by, explanation = '' }) {
      const changes = { name, until, by_admin: by, explanation }
      await db
        .insertInto('bans')
        .values({ channel_id: channelId, agent_id: agentId, ...changes })
        .onConflict((conflict) => conflict.columns(['channel_id', 'agent_id']).doUpdateSet(changes))
        .execute()
    },
    async delete({ channelId, agentId }) {
      const ban = db.deleteFrom('bans').where('channel_id', '=', channelId)
      await ban.where('agent_id', '=', agentId).execute()
    },
  }
}

export function createSqlSpeechRuleStore(db: Kysely<Tables>): SpeechRuleStore {
  return {
    async list() {
      const rows = await db.selectFrom('speech_rules').selectAll().execute()
      return rows.map(({ channel_id: channelId, kind, agent_id: agentId }) => ({
        channelId,
        kind: kindOf(kind),
        agentId,
      }))
    },
    async add({ channelId, kind, agentId }) {
      await db
        .insertInto('speech_rules')
        .values({ channel_id: channelId, kind, agent_id: agentId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async delete({ channelId, kind, agentId }) {
      let query = db.deleteFrom('speech_rules').where('channel_id', '=', channelId)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (agentId !== undefined) query = query.where('agent_id', '=', agentId)
      await query.execute()
    },
  }
}

function kindOf(text: string): SpeechRule['kind'] {
  return text === 'floor' || text === 'all-muted' ? text : 'muted'
}
