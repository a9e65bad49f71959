/** Channels as a file: exported, looked through before anything changes, imported. Also new channels and their places. */

import { type Static, Type } from 'typebox'
import { UUID_PATTERN } from '../../pure/uuid.js'
import { SettingsPatch } from '../admin-channels.js'
import { AgentId, Vector } from '../shared-schemas.js'

const strict = { additionalProperties: false }

/** The first words of a file, so that nothing else is taken for one. */
export const CHANNEL_FILE_FORMAT = 'opensim-voice channels'
export const MAX_FILE_CHANNELS = 10_000

/** As long as regions make them: what was exported can be imported. */
const Description = Type.String({ maxLength: 520 })
const Name = Type.String({ minLength: 1, maxLength: 255 })

/** One channel of a file: what an admin decided about it, not what its region says. */
export const ChannelEntry = Type.Object(
  {
    /** UUID of the parcel or region. */
    name: Name,
    description: Type.Optional(Description),
    /** What is not here is as the region says. */
    settings: Type.Optional(SettingsPatch),
    pinned: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type ChannelEntry = Static<typeof ChannelEntry>

export const ChannelFile = Type.Object(
  {
    format: Type.Literal(CHANNEL_FILE_FORMAT),
    version: Type.Literal(1),
    channels: Type.Array(ChannelEntry, { maxItems: MAX_FILE_CHANNELS }),
  },
  strict,
)
export type ChannelFile = Static<typeof ChannelFile>

/** A file as it is sent: its entries are looked at one by one, so that each fault is told. */
const SentFile = Type.Object(
  {
    format: Type.Literal(CHANNEL_FILE_FORMAT),
    version: Type.Literal(1),
    channels: Type.Array(Type.Unknown(), { maxItems: MAX_FILE_CHANNELS }),
  },
  strict,
)
export const ImportCheck = Type.Object({ file: SentFile }, strict)
export const Import = Type.Object(
  {
    file: SentFile,
    /** As the plan was last seen: nothing else is done than what it said. */
    plan: Type.String({ maxLength: 64 }),
  },
  strict,
)

export const ImportPlan = Type.Object({
  /** Names this very plan. */
  plan: Type.String(),
  /** How many channels stay as they are. */
  same: Type.Integer(),
  entries: Type.Array(
    Type.Object({
      title: Type.String(),
      name: Type.String(),
      what: Type.Union([Type.Literal('new'), Type.Literal('changed')]),
      /** Of the settings in force, beside `pinned`. */
      changes: Type.Array(Type.Object({ field: Type.String(), from: Type.Unknown(), to: Type.Unknown() })),
    }),
  ),
  /** With any of them nothing is imported. */
  faults: Type.Array(
    Type.Object({
      /** Which channel of the file, from 1. */
      number: Type.Integer(),
      title: Type.String(),
      field: Type.String(),
      code: Type.String(),
    }),
  ),
})
export type ImportPlan = Static<typeof ImportPlan>
export const Imported = Type.Object({ added: Type.Integer(), changed: Type.Integer() })
export type Imported = Static<typeof Imported>

export const NewChannel = Type.Object(
  {
    /** UUID of the parcel or region that it is for. */
    name: Type.String({ pattern: UUID_PATTERN }),
    description: Type.String({ minLength: 1, maxLength: 200 }),
    settings: Type.Optional(SettingsPatch),
    pinned: Type.Optional(Type.Boolean()),
  },
  strict,
)

/** A place that a channel can be for, as the feeds tell of it. */
export const PlaceView = Type.Object({
  /** UUID of the parcel or region. */
  name: Type.String(),
  kind: Type.Union([Type.Literal('region'), Type.Literal('parcel')]),
  region: Type.String(),
  /** A few who stand there: a parcel's own name is not known. */
  people: Type.Array(Type.String()),
  /** The channel that it has already. */
  channelId: Type.Union([Type.Integer(), Type.Null()]),
})
export type PlaceView = Static<typeof PlaceView>

/** Who is in the room of a channel, and where they stand. */
export const ChannelPerson = Type.Object({
  agentId: AgentId,
  name: Type.String(),
  position: Vector,
  speaking: Type.Boolean(),
})
export type ChannelPerson = Static<typeof ChannelPerson>
