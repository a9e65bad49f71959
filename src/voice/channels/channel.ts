/** A channel: a configured voice space, named after the parcel or region it belongs to. */

import { VoiceError } from '../../errors.js'
import type { AttenuationSettings, DistanceModel } from '../../spatial/attenuation.js'
import type { GridId } from '../grids/grid.js'

/** `positional` by distance; `conference` without; `directory` only holds other channels. */
export type ChannelType = 'positional' | 'conference' | 'directory'

/** Who may speak; see the table in docs/console.md. */
export type ChannelMode = 'open' | 'lecture' | 'presentation' | 'auditorium'

export interface ChannelSettings extends AttenuationSettings {
  readonly type: ChannelType
  readonly mode: ChannelMode
  readonly distanceModel: DistanceModel
  /**
   * `relay`: only through TURN; `hub`: only through the media hub. With either, people in the channel never
   * learn each other's network address.
   */
  readonly iceTransportPolicy: 'all' | 'relay' | 'hub'
  /** How many may be in the room, not counting moderators; 0 means any number. */
  readonly capacity: number
  /** Agent ids (lower case) of those who may always speak. */
  readonly moderators: readonly string[]
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

/** A channel that is not stored yet: it will be when somebody is let in. */
export interface ChannelDraft
  extends Pick<Channel, 'grid' | 'name' | 'description' | 'regionSettings' | 'adminSettings'> {
  readonly id: undefined
}

/** The channel's title for people: its region's description, or a placeholder rather than a UUID. */
export function titleOf({ description, name }: Pick<Channel, 'description' | 'name'>): string {
  return description || (isUuid(name) ? `Place ${name.slice(0, 4).toUpperCase()}` : name)
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
  iceTransportPolicy: 'all',
  capacity: 0,
  moderators: [],
}

/** The limits of VivoxVoiceModule; other numbers are clamped to them. */
export const SETTING_LIMITS = {
  rollOff: { min: 1, max: 4 },
  maxRangeMetres: { min: 0, max: 160 },
  clampingDistanceMetres: { min: 0, max: 160 },
} as const

/** The settings in force: an admin's edits over the region's wishes over the defaults. */
export function settingsOf(channel: Pick<Channel, 'regionSettings' | 'adminSettings'>): ChannelSettings {
  return { ...DEFAULT_SETTINGS, ...channel.regionSettings, ...channel.adminSettings }
}

/** How gain is computed in a channel; a conference and an auditorium ignore distance, whatever their model. */
export function attenuationOf(settings: ChannelSettings): AttenuationSettings {
  const { rollOff, maxRangeMetres, clampingDistanceMetres } = settings
  const everywhere = settings.type === 'conference' || settings.mode === 'auditorium'
  const distanceModel = everywhere ? 'none' : settings.distanceModel
  return { distanceModel, rollOff, maxRangeMetres, clampingDistanceMetres }
}

/** Whether voices come from a direction: always in an auditorium, never in a conference or with the model `none`. */
export function isDirectional(settings: ChannelSettings): boolean {
  if (settings.type === 'conference') return false
  return settings.mode === 'auditorium' || settings.distanceModel !== 'none'
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text is a UUID in the form OpenSimulator writes. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** The canonical spelling of a channel's name: UUIDs in lower case, anything else unchanged. */
export function canonicalChannelName(name: string): string {
  return isUuid(name) ? name.toLowerCase() : name
}
