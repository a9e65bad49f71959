/** Channels in the console's API, and the check of their settings; shared by both sides. */

import { type Static, Type } from 'typebox'
import type { DistanceModel } from '../spatial/attenuation.js'
import { AgentId, ChannelMode, DistanceModelName } from './shared-schemas.js'

const strict = { additionalProperties: false }

const Kind = Type.Union([Type.Literal('positional'), Type.Literal('conference'), Type.Literal('directory')])
const Transport = Type.Union([Type.Literal('all'), Type.Literal('relay'), Type.Literal('hub')])
/** Whether voices cross the region's border; `auto`: by whether the channel is a region's or a parcel's. */
const Neighbours = Type.Union([
  Type.Literal('auto'),
  Type.Literal('open'),
  Type.Literal('closed'),
  Type.Literal('out'),
  Type.Literal('in'),
])

const settingsFields = {
  type: Kind,
  mode: ChannelMode,
  distanceModel: DistanceModelName,
  rollOff: Type.Number(),
  maxRangeMetres: Type.Number(),
  clampingDistanceMetres: Type.Number(),
  /** 0: a share of the max range. */
  whisperMetres: Type.Number(),
  shoutMetres: Type.Number(),
  cone: Type.Boolean(),
  dulls: Type.Boolean(),
  headphones: Type.Boolean(),
  iceTransportPolicy: Transport,
  neighbours: Neighbours,
  capacity: Type.Integer(),
  moderators: Type.Array(AgentId, { maxItems: 200 }),
  ownersModerate: Type.Boolean(),
  textOn: Type.Boolean(),
  textReach: Type.Union([Type.Literal('room'), Type.Literal('voice')]),
  textHistory: Type.Boolean(),
  textSlowSeconds: Type.Integer(),
  textBridge: Type.Boolean(),
}

/** The settings in force; all of them may be sent back as they are. */
export const ChannelSettingsView = Type.Object(settingsFields)
export type ChannelSettingsView = Static<typeof ChannelSettingsView>

/** What to change; `null` removes an edit, so that the region's setting is in force again. */
export const SettingsPatch = Type.Object(
  {
    type: Type.Optional(Type.Union([settingsFields.type, Type.Null()])),
    mode: Type.Optional(Type.Union([settingsFields.mode, Type.Null()])),
    distanceModel: Type.Optional(Type.Union([settingsFields.distanceModel, Type.Null()])),
    rollOff: Type.Optional(Type.Union([settingsFields.rollOff, Type.Null()])),
    maxRangeMetres: Type.Optional(Type.Union([settingsFields.maxRangeMetres, Type.Null()])),
    clampingDistanceMetres: Type.Optional(Type.Union([settingsFields.clampingDistanceMetres, Type.Null()])),
    whisperMetres: Type.Optional(Type.Union([settingsFields.whisperMetres, Type.Null()])),
    shoutMetres: Type.Optional(Type.Union([settingsFields.shoutMetres, Type.Null()])),
    cone: Type.Optional(Type.Union([settingsFields.cone, Type.Null()])),
    dulls: Type.Optional(Type.Union([settingsFields.dulls, Type.Null()])),
    headphones: Type.Optional(Type.Union([settingsFields.headphones, Type.Null()])),
    iceTransportPolicy: Type.Optional(Type.Union([settingsFields.iceTransportPolicy, Type.Null()])),
    neighbours: Type.Optional(Type.Union([settingsFields.neighbours, Type.Null()])),
    capacity: Type.Optional(Type.Union([settingsFields.capacity, Type.Null()])),
    moderators: Type.Optional(Type.Union([settingsFields.moderators, Type.Null()])),
    ownersModerate: Type.Optional(Type.Union([settingsFields.ownersModerate, Type.Null()])),
    textOn: Type.Optional(Type.Union([settingsFields.textOn, Type.Null()])),
    textReach: Type.Optional(Type.Union([settingsFields.textReach, Type.Null()])),
    textHistory: Type.Optional(Type.Union([settingsFields.textHistory, Type.Null()])),
    textSlowSeconds: Type.Optional(Type.Union([settingsFields.textSlowSeconds, Type.Null()])),
    textBridge: Type.Optional(Type.Union([settingsFields.textBridge, Type.Null()])),
  },
  strict,
)
export type SettingsPatch = Static<typeof SettingsPatch>

export const ChannelRow = Type.Object({
  id: Type.Integer(),
  /** UUID of the parcel or region. */
  name: Type.String(),
  parentId: Type.Union([Type.Integer(), Type.Null()]),
  description: Type.String(),
  settings: ChannelSettingsView,
  /** Who owns the parcel or the estate, as the region tells; they moderate too if `ownersModerate`. */
  owners: Type.Array(AgentId),
  /** The names of the settings that an admin changed. */
  edited: Type.Array(Type.String()),
  pinned: Type.Boolean(),
  /** Changes whenever an admin changes something. */
  version: Type.String(),
  /** How many people are in its room. */
  people: Type.Integer(),
  /** Milliseconds since 1970. */
  lastUsedAt: Type.Number(),
})
export type ChannelRow = Static<typeof ChannelRow>

export const ChannelDetail = Type.Object({
  ...ChannelRow.properties,
  /** The settings that would be in force without any admin's edits. */
  regionSettings: ChannelSettingsView,
})
export type ChannelDetail = Static<typeof ChannelDetail>

export const ChannelQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 500 })),
    type: Type.Optional(Kind),
    mode: Type.Optional(ChannelMode),
    only: Type.Optional(
      Type.Union([Type.Literal('edited'), Type.Literal('pinned'), Type.Literal('occupied')]),
    ),
    sort: Type.Optional(
      Type.Union([
        Type.Literal('description'),
        Type.Literal('id'),
        Type.Literal('people'),
        Type.Literal('lastUsedAt'),
      ]),
    ),
    order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$' })),
  },
  strict,
)

export const ChannelList = Type.Object({ total: Type.Integer(), channels: Type.Array(ChannelRow) })
export type ChannelList = Static<typeof ChannelList>

export const ChannelChange = Type.Object(
  {
    /** As last seen, so that nobody overwrites somebody else's change. */
    version: Type.String({ maxLength: 64 }),
    settings: Type.Optional(SettingsPatch),
    pinned: Type.Optional(Type.Boolean()),
  },
  strict,
)

export const ChannelsChange = Type.Object(
  {
    ids: Type.Array(Type.Integer(), { minItems: 1, maxItems: 10_000 }),
    settings: Type.Optional(SettingsPatch),
    pinned: Type.Optional(Type.Boolean()),
  },
  strict,
)

export type ChannelField = keyof typeof settingsFields

/** A fault of one field: a code for programs and translations, and a sentence for people. */
export interface ChannelFault {
  readonly field: ChannelField
  readonly code:
    | 'out-of-limits'
    | 'clamp-above-range'
    | 'range-zero'
    | 'whisper-above-range'
    | 'shout-below-range'
    | 'directory'
    | 'bridge-by-voice'
  readonly message: string
}

export const CHANNEL_LIMITS = {
  rollOff: { min: 1, max: 4 },
  maxRangeMetres: { min: 0, max: 160 },
  clampingDistanceMetres: { min: 0, max: 160 },
  whisperMetres: { min: 0, max: 160 },
  shoutMetres: { min: 0, max: 160 },
  capacity: { min: 0, max: 1000 },
  textSlowSeconds: { min: 0, max: 3600 },
} as const

type Judged = Pick<
  ChannelSettingsView,
  keyof typeof CHANNEL_LIMITS | 'type' | 'mode' | 'textReach' | 'textBridge'
> & {
  distanceModel: DistanceModel
}

/** All faults of the settings that result from an edit; empty if they make sense. */
export function channelFaults(settings: Judged): ChannelFault[] {
  const faults: ChannelFault[] = []
  for (const [field, { min, max }] of limitEntries()) {
    const value = settings[field]
    if (Number.isFinite(value) && value >= min && value <= max) continue
    faults.push({ field, code: 'out-of-limits', message: `Use a number from ${min} to ${max}.` })
  }
  if (settings.textBridge && settings.textReach === 'voice') {
    const message = 'Local chat cannot be joined with text that reaches only as far as the voice.'
    faults.push({ field: 'textBridge', code: 'bridge-by-voice', message })
  }
  const byDistance = settings.type === 'positional' && settings.distanceModel !== 'none'
  if (!byDistance || settings.mode === 'auditorium' || faults.length > 0) return faults
  if (settings.maxRangeMetres === 0) {
    const message =
      'With a range of 0 m nobody would hear anybody: use at least 1 m, or the distance model "none".'
    return [{ field: 'maxRangeMetres', code: 'range-zero', message }]
  }
  if (settings.clampingDistanceMetres >= settings.maxRangeMetres) {
    const message = `Full volume would reach farther than the range of ${settings.maxRangeMetres} m: use a smaller distance.`
    return [{ field: 'clampingDistanceMetres', code: 'clamp-above-range', message }]
  }
  return effortFaults(settings)
}

/** Of ranges beside the channel's own; 0 is always right. */
function effortFaults({ maxRangeMetres: range, whisperMetres, shoutMetres }: Judged): ChannelFault[] {
  const faults: ChannelFault[] = []
  if (whisperMetres > range) {
    const message = `A whisper would reach farther than the range of ${range} m: use a smaller distance, or 0.`
    faults.push({ field: 'whisperMetres', code: 'whisper-above-range', message })
  }
  if (shoutMetres > 0 && shoutMetres < range) {
    const message = `A shout would reach less far than the range of ${range} m: use a larger distance, or 0.`
    faults.push({ field: 'shoutMetres', code: 'shout-below-range', message })
  }
  return faults
}

function limitEntries() {
  const { rollOff, maxRangeMetres, clampingDistanceMetres, whisperMetres, shoutMetres } = CHANNEL_LIMITS
  const { capacity, textSlowSeconds } = CHANNEL_LIMITS
  return [
    ['rollOff', rollOff],
    ['maxRangeMetres', maxRangeMetres],
    ['clampingDistanceMetres', clampingDistanceMetres],
    ['whisperMetres', whisperMetres],
    ['shoutMetres', shoutMetres],
    ['capacity', capacity],
    ['textSlowSeconds', textSlowSeconds],
  ] as const
}
