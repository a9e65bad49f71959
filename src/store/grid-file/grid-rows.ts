/**
 * The rows of a grid in a file: every table with a grid, those first that others refer to, with what its columns may hold.
 * The column of the grid itself is left out: a file cannot name another one.
 */

import { type TSchema, Type } from 'typebox'
import { ChannelSettingsView } from '../../protocol/admin-channels.js'
import { FIGURES } from '../../pure/figures.js'
import type { TABLES_OF_GRIDS } from '../tables/grids.js'

type TableOfGrid = 'grids' | (typeof TABLES_OF_GRIDS)[number]

export interface RowsOfGrid {
  /** In whose order rows are written. */
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, TSchema>>
  /** What a text must be as JSON. */
  readonly json?: Readonly<Record<string, TSchema>>
  /** The table numbers its rows over all grids; they are numbered anew where their numbers are taken. */
  readonly numbered?: true
  /** Columns with a number of another table. */
  readonly refers?: Readonly<Record<string, TableOfGrid>>
  /** A column with an id that is random, and unique over all grids. */
  readonly randomId?: string
}

const Text = Type.String({ maxLength: 20_000 })
/** An act on ten thousand channels at once names them all. */
const Long = Type.String({ maxLength: 8_000_000 })
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Name = Type.String({ maxLength: 300 })
const Whole = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
const Number4 = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Flag = Type.Integer({ minimum: 0, maximum: 1 })
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })
const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const oneOf = (...texts: string[]) => Type.Union(texts.map((text) => Type.Literal(text)))
const strict = { additionalProperties: false }
const Texts = Type.Array(Id, { maxItems: 10_000 })
const Settings = Type.Partial(
  Type.Object({ ...ChannelSettingsView.properties, owners: Type.Array(Type.String()) }, strict),
)

export const GRID_COLUMNS = {
  id: Id,
  name: Name,
  sip_domain: Name,
  host_names: Text,
  vivox_admin_user: Name,
  hashes: orNull(Text),
  robust: orNull(Text),
  sign_in_ways: Text,
  language: Id,
  limits: Text,
  created_at: Whole,
}

export const ROWS_OF_GRID: Readonly<Record<TableOfGrid, RowsOfGrid>> = {
  grids: {
    key: ['id'],
    columns: GRID_COLUMNS,
  },
  grid_looks: {
    key: ['grid'],
    columns: {
      name: Name,
      // It becomes a part of pages.
      accent: Type.String({ pattern: '^(#[0-9a-f]{6})?$' }),
      logo_type: orNull(oneOf('image/png', 'image/svg+xml', 'image/webp')),
      logo: orNull(Long),
    },
  },
  region_keys: {
    key: ['id'],
    columns: { id: Id, name: Name, regions: Long, rights: Text, created_at: Whole },
    json: { regions: Type.Union([Type.Literal('all'), Texts]), rights: Texts },
  },
  region_key_secrets: {
    key: ['id'],
    columns: {
      id: Id,
      key_id: Id,
      hash: Id,
      created_at: Whole,
      last_used_at: orNull(Whole),
      last_used_from: Name,
    },
    randomId: 'id',
  },
  accounts: {
    key: ['name'],
    columns: {
      name: Id,
      agent_id: orNull(Id),
      password_hash: Name,
      key_id: orNull(Id),
      disabled: Flag,
      headphones: orNull(Flag),
      created_at: Whole,
      last_seen_at: Whole,
    },
  },
  channels: {
    key: ['id'],
    columns: {
      id: Number4,
      name: Text,
      parent_id: orNull(Number4),
      description: Text,
      region_settings: Long,
      admin_settings: Long,
      pinned: Flag,
      created_at: Whole,
      last_used_at: Whole,
    },
    json: { region_settings: Settings, admin_settings: Settings },
    numbered: true,
    refers: { parent_id: 'channels' },
  },
  bans: {
    key: ['channel_id', 'agent_id'],
    columns: {
      channel_id: Number4,
      agent_id: Id,
      name: Name,
      until: Whole,
      by_admin: Name,
      explanation: Text,
    },
    refers: { channel_id: 'channels' },
  },
  speech_rules: {
    key: ['channel_id', 'kind', 'agent_id'],
    columns: {
      channel_id: Number4,
      kind: oneOf('muted', 'floor', 'all-muted', 'spared', 'writing-muted'),
      agent_id: Name,
      by_admin: Name,
      at: Whole,
      until: orNull(Whole),
      explanation: Text,
    },
    refers: { channel_id: 'channels' },
  },
  blocks: {
    key: ['agent_id', 'blocked_id'],
    columns: { agent_id: Id, blocked_id: Id, name: Name, created_at: Whole },
  },
  complaints: {
    key: ['id'],
    columns: {
      id: Number4,
      agent_id: Id,
      name: Name,
      about_id: Id,
      about_name: Name,
      place: Text,
      words: Text,
      at: Whole,
      closed_at: orNull(Whole),
      closed_by: Name,
    },
    numbered: true,
  },
  revoked_sessions: { key: ['session_id'], columns: { session_id: Id, until: Whole } },
  vouched: {
    key: ['kind', 'agent_id', 'value'],
    columns: { agent_id: Id, kind: oneOf('name', 'network', 'parcel'), value: Text, at: Whole },
  },
  history: {
    key: ['step_minutes', 'at'],
    columns: { step_minutes: Count, at: Whole, figures: Text },
    json: { figures: Type.Partial(Type.Record(Type.Enum([...FIGURES]), Type.Number())) },
  },
  usage_days: {
    key: ['day', 'count_id'],
    columns: {
      day: Day,
      count_id: Name,
      people: Count,
      voice_seconds: Count,
      hub_seconds: Count,
      hub_bytes: Count,
    },
  },
  usage_people: { key: ['day', 'person'], columns: { day: Day, person: Id } },
  admin_audit: {
    key: ['id'],
    columns: {
      id: Number4,
      at: Whole,
      actor: Name,
      address: Name,
      act: Id,
      subject: Text,
      detail: Long,
      undone_by: orNull(Number4),
    },
    json: { detail: Type.Record(Type.String(), Type.Unknown()) },
    numbered: true,
    refers: { undone_by: 'admin_audit' },
  },
}

export const isTableOfGrid = (name: unknown): name is TableOfGrid =>
  typeof name === 'string' && Object.hasOwn(ROWS_OF_GRID, name)

export const TABLES_IN_ORDER = Object.keys(ROWS_OF_GRID).filter(isTableOfGrid)
