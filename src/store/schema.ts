/** The tables as Kysely types. Rows name their grid; times are milliseconds since 1970, booleans 0 or 1, settings JSON text. */

import type { Generated } from 'kysely'
import type { LogoType } from '../voice/grids/look.js'

export interface GridsTable {
  id: string
  name: string
  sip_domain: Generated<string>
  /** JSON: a list. */
  host_names: Generated<string>
  vivox_admin_user: Generated<string>
  /** JSON: hashes by secret; null for the main grid. */
  hashes: string | null
  /** JSON; null where its services are not asked. */
  robust: string | null
  /** JSON: a list. */
  sign_in_ways: Generated<string>
  language: Generated<string>
  /** JSON: numbers by limit. */
  limits: Generated<string>
  created_at: Generated<number>
}

export interface GridLooksTable {
  grid: string
  name: string
  accent: string
  logo_type: LogoType | null
  /** Base64. */
  logo: string | null
}

export interface RegionKeysTable {
  grid: string
  id: string
  name: string
  /** JSON: a list of UUIDs, or "all". */
  regions: string
  /** JSON: a list. */
  rights: string
  created_at: number
}

export interface RegionKeySecretsTable {
  id: string
  grid: string
  key_id: string
  hash: string
  created_at: number
  last_used_at: number | null
  last_used_from: string
}

export interface AccountsTable {
  grid: string
  name: string
  agent_id: string | null
  password_hash: string
  key_id: string | null
  disabled: number
  headphones: number | null
  created_at: number
  last_seen_at: number
}

export interface ChannelsTable {
  /** Unique over all grids. */
  id: Generated<number>
  grid: string
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
  grid: string
  session_id: string
  until: number
}

/** Admins, their keys and their acts belong to a grid, or to the whole service. */
export interface AdminsTable {
  name: string
  /** Null: the service's. */
  grid: string | null
  role: string
  password_hash: string
  setting_hash: string | null
  created_at: number
}

export interface AdminKeysTable {
  id: string
  hash: string
  kind: string
  admin_name: string
  role: string
  label: string
  address: string
  created_at: number
  last_used_at: number
  expires_at: number | null
}

export interface AdminFactorsTable {
  id: string
  admin_name: string
  kind: string
  label: string
  secret: string
  counter: number
  created_at: number
  last_used_at: number | null
}

/** What holds for all admins: a rule that is here holds. */
export interface AdminRulesTable {
  name: string
}

export interface AdminAuditTable {
  id: Generated<number>
  at: number
  actor: string
  address: string
  /** Null: about the whole service. */
  grid: string | null
  act: string
  subject: string
  /** JSON. */
  detail: string
  undone_by: number | null
}

export interface BansTable {
  grid: string
  channel_id: number
  agent_id: string
  name: string
  until: number
  by_admin: string
  explanation: string
}

export interface SpeechRulesTable {
  grid: string
  channel_id: number
  kind: string
  agent_id: string
  /** Empty, and 0: not known. */
  by_admin: Generated<string>
  at: Generated<number>
  until: number | null
  explanation: Generated<string>
}

export interface BlocksTable {
  grid: string
  agent_id: string
  blocked_id: string
  name: string
  created_at: number
}

export interface ComplaintsTable {
  id: Generated<number>
  grid: string
  agent_id: string
  name: string
  about_id: string
  about_name: string
  place: string
  words: string
  at: number
  closed_at: number | null
  closed_by: Generated<string>
}

export interface VouchedTable {
  grid: string
  agent_id: string
  kind: string
  value: string
  at: number
}

export interface HistoryTable {
  /** Empty: of the whole service. */
  grid: string
  step_minutes: number
  at: number
  /** JSON. */
  figures: string
}

export interface UsageDaysTable {
  grid: string
  /** In UTC, such as `2026-11-28`. */
  day: string
  /** One process' count; empty: how many people there were, once the day is over. */
  count_id: string
  people: Generated<number>
  voice_seconds: Generated<number>
  hub_seconds: Generated<number>
  hub_bytes: Generated<number>
}

/** Who was in voice on a day that is not over; the names tell nobody who it was. */
export interface UsagePeopleTable {
  grid: string
  day: string
  person: string
}

export interface Tables {
  grids: GridsTable
  grid_looks: GridLooksTable
  region_keys: RegionKeysTable
  region_key_secrets: RegionKeySecretsTable
  vouched: VouchedTable
  admins: AdminsTable
  admin_keys: AdminKeysTable
  admin_factors: AdminFactorsTable
  admin_rules: AdminRulesTable
  admin_audit: AdminAuditTable
  bans: BansTable
  speech_rules: SpeechRulesTable
  blocks: BlocksTable
  complaints: ComplaintsTable
  revoked_sessions: RevokedSessionsTable
  accounts: AccountsTable
  channels: ChannelsTable
  history: HistoryTable
  usage_days: UsageDaysTable
  usage_people: UsagePeopleTable
}
