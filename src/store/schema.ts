/** The tables as Kysely types; times are milliseconds since 1970, booleans 0 or 1, settings JSON text. */

import type { Generated } from 'kysely'

export interface AccountsTable {
  name: string
  agent_id: string | null
  password_hash: string
  disabled: number
  created_at: number
  last_seen_at: number
}

export interface ChannelsTable {
  id: Generated<number>
  name: string
  parent_id: number | null
  description: string
  region_settings: string
  admin_settings: string
  pinned: Generated<number>
  created_at: number
  last_used_at: number
}

export interface RevokedSessionsTable {
  session_id: string
  until: number
}

export interface Tables {
  revoked_sessions: RevokedSessionsTable
  accounts: AccountsTable
  channels: ChannelsTable
}
