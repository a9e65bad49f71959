/** A channel: a configured voice space, named after the parcel or region it belongs to. */

import { isDeepStrictEqual } from 'node:util'
import { VoiceError } from '../../errors.js'
import { UUID } from '../../pure/uuid.js'
import type { DistanceModel } from '../../spatial/attenuation.js'
import type { SoundSettings } from '../../spatial/heard.js'
import type { GridId } from '../grids/grid.js'

/** `positional` by distance; `conference` without; `directory` only holds other channels. */
export type ChannelType = 'positional' | 'conference' | 'directory'

/** Who may speak; see the table in docs/console.md. */
export type ChannelMode = 'open' | 'lecture' | 'presentation' | 'auditorium'

/**
 * Whether voices cross the region's border: `open` both ways, `closed` neither, `out` only what is said here, `in` only
 * what is said next door. `auto`: open for a region's channel, closed for a parcel's own.
 */
export type Neighbours = 'auto' | 'open' | 'closed' | 'out' | 'in'

export interface ChannelSettings extends Required<SoundSettings> {
  readonly type: ChannelType
  readonly mode: ChannelMode
  readonly distanceModel: DistanceModel
  /** Whether viewers hear directions as through headphones; a resident may choose otherwise for their own. */
  readonly headphones: boolean
  /**
   * `relay`: only through TURN; `hub`: only through the media hub. With either, people in the channel never
   * learn each other's network address.
   */
  readonly iceTransportPolicy: 'all' | 'relay' | 'hub'
  readonly neighbours: Neighbours
  /** How many may be in the room, not counting moderators; 0 means any number. */
  readonly capacity: number
  /** Agent ids (lower case) of those who may always speak. */
  readonly moderators: readonly string[]
  /** Agent ids of those who own the parcel or the estate, as the region's feed tells. */
  readonly owners: readonly string[]
  /** Whether the owners moderate, too. */
  readonly ownersModerate: boolean
  /** Whether people may write in the room. */
  readonly textOn: boolean
  /** Whether everybody in the room reads a line, or only who would hear its writer. */
  readonly textReach: 'room' | 'voice'
  /** Whether who comes reads the last lines. */
  readonly textHistory: boolean
  /** Between two lines of one who is no moderator; 0 means any number. */
  readonly textSlowSeconds: number
  /** Whether a script may say the lines in local chat, and bring local chat into the room. */
  readonly textBridge: boolean
}

/** Names a channel: the id alone finds no channel of another grid. */
export interface ChannelRef {
  readonly grid: GridId
  /** Unique number, also in the channel's URI. */
  readonly id: number
}

export interface Channel extends ChannelRef {
  /** UUID of the parcel or region (lower case), or a directory's `<region uuid>D`. */
  readonly name: string
  /** Id of the directory that holds it; `null` at the top. */
  readonly parentId: number | null
  /** Shown to people: the region's or parcel's own name. */
  readonly description: string
  /** What the region asked for, in part or in whole. */
  readonly regionSettings: Partial<ChannelSettings>
  /** What an admin changed; it outlives anything the region asks for later. */
  readonly adminSettings: Partial<ChannelSettings>
  /** A pinned channel never expires. */
  readonly pinned: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastUsedAt: number
}

/** A channel that is gone. */
export interface DeletedChannel extends ChannelRef {
  /** An admin has decided so: whoever is in it is told, and not brought into whatever channel the place has next. */
  readonly byAdmin?: boolean
}

/** A channel that is not stored yet: it will be when somebody is let in. */
export interface ChannelDraft
  extends Pick<Channel, 'grid' | 'name' | 'description' | 'regionSettings' | 'adminSettings'> {
  readonly id: undefined
}

/** The channel's title for people: its region's description, or a placeholder rather than a UUID. */
export function titleOf({ description, name }: Pick<Channel, 'description' | 'name'>): string {
  return description || (UUID.test(name) ? `Place ${name.slice(0, 4).toUpperCase()}` : name)
}

/** The fault that an admin is told when somebody else has changed the channel meanwhile. */
export function changedMeanwhile(): VoiceError {
  return new VoiceError(
    'channel-changed-meanwhile',
    'Somebody else changed this channel meanwhile: look at what it is now, then save again.',
  )
}

/** OpenSim's defaults (VivoxVoiceModule). */
export const DEFAULT_SETTINGS: ChannelSettings = {
  type: 'positional',
  mode: 'open',
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
  whisperMetres: 0,
  shoutMetres: 0,
  cone: false,
  dulls: false,
  headphones: false,
  iceTransportPolicy: 'all',
  neighbours: 'auto',
  capacity: 0,
  moderators: [],
  owners: [],
  ownersModerate: true,
  textOn: true,
  textReach: 'room',
  textHistory: true,
  textSlowSeconds: 0,
  textBridge: false,
}

/** The limits of VivoxVoiceModule; other numbers are clamped to them. */
export const SETTING_LIMITS = {
  rollOff: { min: 1, max: 4 },
  maxRangeMetres: { min: 0, max: 160 },
  clampingDistanceMetres: { min: 0, max: 160 },
} as const

type Settled = Pick<Channel, 'regionSettings' | 'adminSettings'>

/** The settings as they were chosen: an admin's edits over the region's wishes over the defaults. */
export function chosenSettingsOf({ regionSettings, adminSettings }: Settled): ChannelSettings {
  return { ...DEFAULT_SETTINGS, ...regionSettings, ...adminSettings }
}

/** The settings in force: those chosen, with the owners among the moderators where owners moderate. */
export function settingsOf(channel: Settled): ChannelSettings {
  const chosen = chosenSettingsOf(channel)
  const { moderators, owners, ownersModerate } = chosen
  if (!ownersModerate || owners.length === 0) return chosen
  return { ...chosen, moderators: [...new Set([...moderators, ...owners])] }
}

/** Which settings in force differ between two states of a channel. */
export function settingsChanged(before: Settled, after: Settled): ReadonlySet<keyof ChannelSettings> {
  const [one, other] = [settingsOf(before), settingsOf(after)]
  const keys = Object.keys(one) as (keyof ChannelSettings)[]
  return new Set(keys.filter((key) => !isDeepStrictEqual(one[key], other[key])))
}

/** How voices sound in a channel; a conference and an auditorium ignore distance, whatever their model. */
export function soundOf(settings: ChannelSettings): SoundSettings {
  const { rollOff, maxRangeMetres, clampingDistanceMetres, whisperMetres, shoutMetres, cone, dulls } =
    settings
  const everywhere = settings.type === 'conference' || settings.mode === 'auditorium'
  const distanceModel = everywhere ? 'none' : settings.distanceModel
  return {
    distanceModel,
    rollOff,
    maxRangeMetres,
    clampingDistanceMetres,
    ...(whisperMetres > 0 && { whisperMetres }),
    ...(shoutMetres > 0 && { shoutMetres }),
    ...(cone && { cone }),
    ...(dulls && { dulls }),
  }
}

/** A channel as it is in force in its room. */
export interface RoomChannel extends Channel {
  /** Nobody tells where somebody in the room stands, so everybody in it is heard without distance. */
  readonly unplaced?: true
}

/** The same channel for a room where positions are missing. */
export function withoutDistance(channel: Channel): RoomChannel {
  return { ...channel, adminSettings: { ...channel.adminSettings, distanceModel: 'none' }, unplaced: true }
}

/** Whether voices come from a direction: always in an auditorium, never in a conference or with the model `none`. */
export function isDirectional(settings: ChannelSettings): boolean {
  if (settings.type === 'conference') return false
  return settings.mode === 'auditorium' || settings.distanceModel !== 'none'
}

/** The canonical spelling of a channel's name: UUIDs in lower case, anything else unchanged. */
export function canonicalChannelName(name: string): string {
  const lower = name.toLowerCase()
  // Mostly it is so already, and that is seen sooner than what a UUID is.
  return lower !== name && UUID.test(name) ? lower : name
}
