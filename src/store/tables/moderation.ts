/** What moderators decided, in SQL: bans, mutes and the floor. */

import type { Kysely, Selectable } from 'kysely'
import type { BanStore, SpeechRule, SpeechRuleStore } from '../../voice/admins/admin-ports.js'
import type { SpeechRulesTable, Tables } from '../schema.js'

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
      return rows.map((row) => ({
        grid: row.grid,
        channelId: row.channel_id,
        kind: kindOf(row.kind),
        agentId: row.agent_id,
        ...decisionOf(row),
      }))
    },
    async add({ grid, channelId, kind, agentId, decision }) {
      const { by = '', at = 0, until = null, explanation = '' } = decision ?? {}
      const known = { by_admin: by, at, until, explanation }
      await db
        .insertInto('speech_rules')
        .values({ grid, channel_id: channelId, kind, agent_id: agentId, ...known })
        .onConflict((conflict) =>
          conflict.columns(['grid', 'channel_id', 'kind', 'agent_id']).doUpdateSet(known),
        )
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

/** PostgreSQL hands out 64-bit integers as text, hence `Number`. */
function decisionOf(row: Selectable<SpeechRulesTable>): Pick<SpeechRule, 'decision'> {
  const [at, by, { until, explanation }] = [Number(row.at), row.by_admin, row]
  if (at === 0) return {}
  const ends = until !== null && { until: Number(until) }
  return { decision: { by, at, ...ends, ...(explanation !== '' && { explanation }) } }
}

const KINDS: readonly SpeechRule['kind'][] = ['muted', 'floor', 'all-muted', 'spared', 'writing-muted']

function kindOf(text: string): SpeechRule['kind'] {
  return KINDS.find((kind) => kind === text) ?? 'muted'
}
