/** Reads a channel's audio parameters: clamped, or replaced by defaults if unreadable. */

import { UUID } from '../../pure/uuid.js'
import type { DistanceModel } from '../../spatial/attenuation.js'
import {
  type ChannelMode,
  type ChannelSettings,
  type ChannelType,
  DEFAULT_SETTINGS,
  SETTING_LIMITS,
} from '../../voice/channels/channel.js'
import type { Params } from './params.js'

export interface ReadSettings {
  readonly settings: Partial<ChannelSettings>
  /** Oddities, for the log; no values are quoted, because a parcel's owner may have written them. */
  readonly oddities: readonly string[]
}

const TYPES: ReadonlyMap<string, ChannelType> = new Map([
  ['positional', 'positional'],
  ['positional_M', 'positional'],
  ['channel', 'conference'],
  ['dir', 'directory'],
])

const MODES: ReadonlyMap<string, ChannelMode> = new Map([
  ['open', 'open'],
  ['lecture', 'lecture'],
  ['presentation', 'presentation'],
  ['auditorium', 'auditorium'],
])

/** By VivoxVoiceModule's numbers. */
export const DISTANCE_MODELS: readonly DistanceModel[] = ['none', 'inverse', 'linear', 'exponent']

const MODELS: ReadonlyMap<string, DistanceModel> = new Map(
  DISTANCE_MODELS.map((model, number) => [String(number), model]),
)

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Missing parameters stay as they are; the caller's defaults apply to a new channel. Never fails. */
export function readSettings(params: Params, channelName: string): ReadSettings {
  const oddities: string[] = []
  const settings: { -readonly [K in keyof ChannelSettings]?: ChannelSettings[K] } = {}

  const type = choice('chan_type', TYPES, DEFAULT_SETTINGS.type)
  const mode = choice('chan_mode', MODES, DEFAULT_SETTINGS.mode)
  const distanceModel = choice('chan_dist_model', MODELS, DEFAULT_SETTINGS.distanceModel)
  const rollOff = number('chan_roll_off', 'rollOff')
  const maxRangeMetres = number('chan_max_range', 'maxRangeMetres')
  const clampingDistanceMetres = number('chan_clamping_distance', 'clampingDistanceMetres')

  const typeInForce = typeFor(channelName, type)
  if (typeInForce !== undefined) settings.type = typeInForce
  if (mode !== undefined) settings.mode = mode
  if (distanceModel !== undefined) settings.distanceModel = distanceModel
  if (rollOff !== undefined) settings.rollOff = rollOff
  if (maxRangeMetres !== undefined) settings.maxRangeMetres = maxRangeMetres
  if (clampingDistanceMetres !== undefined) settings.clampingDistanceMetres = clampingDistanceMetres
  return { settings, oddities }

  function choice<T>(
    parameter: Parameters<Params['audio']>[0],
    values: ReadonlyMap<string, T>,
    fallback: T,
  ): T | undefined {
    const text = params.audio(parameter)
    if (text === undefined) return undefined
    const value = values.get(text)
    if (value !== undefined) return value
    oddities.push(`${parameter} is unknown, the default is used`)
    return fallback
  }

  function number(
    parameter: Parameters<Params['audio']>[0],
    setting: keyof typeof SETTING_LIMITS,
  ): number | undefined {
    const text = params.audio(parameter)
    if (text === undefined) return undefined
    const value = NUMBER.test(text) ? Number(text) : Number.NaN
    if (!Number.isFinite(value)) {
      oddities.push(`${parameter} is no number, the default is used`)
      return DEFAULT_SETTINGS[setting]
    }
    const { min, max } = SETTING_LIMITS[setting]
    if (value < min || value > max) oddities.push(`${parameter} is outside ${min}–${max} and was clamped`)
    return Math.min(max, Math.max(min, value))
  }
}

/**
 * A directory is named `<region uuid>D`, also when a `#` in the region's name cut off its `chan_type`; a
 * channel named by a UUID never is one, also when a parcel's name claims it.
 */
function typeFor(channelName: string, type: ChannelType | undefined): ChannelType | undefined {
  if (channelName.endsWith('D') && UUID.test(channelName.slice(0, -1))) return 'directory'
  return type === 'directory' && UUID.test(channelName) ? DEFAULT_SETTINGS.type : type
}
