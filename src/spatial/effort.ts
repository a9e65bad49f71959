/** How far a speaker wants to be heard: whisper, talk or shout, each with a range that the channel sets. */

import type { AttenuationSettings } from './attenuation.js'

/** What a resident chooses; `talk` has the channel's own range. */
export type Effort = 'whisper' | 'talk' | 'shout'

export const EFFORTS = ['whisper', 'talk', 'shout'] as const satisfies readonly Effort[]

/** The ranges of a channel beside its own. */
export interface EffortRanges {
  /** Metres; 0 or missing: a sixth of the max range. */
  readonly whisperMetres?: number
  /** Metres; 0 or missing: five thirds of the max range. */
  readonly shoutMetres?: number
}

/** 10 and 100 m for OpenSimulator's default range of 60 m. */
const WHISPER_SHARE = 1 / 6
const SHOUT_SHARE = 5 / 3

/** No voice reaches farther, whatever its channel says. */
export const FARTHEST_METRES = 160

/**
 * From how far away a speaker is heard at most, in metres: a whisper never reaches farther than the channel's own range,
 * a shout never less far.
 */
export function rangeMetres(effort: Effort, settings: AttenuationSettings & EffortRanges): number {
  const { maxRangeMetres: talk, whisperMetres = 0, shoutMetres = 0 } = settings
  if (effort === 'whisper') return Math.min(talk, whisperMetres || talk * WHISPER_SHARE)
  if (effort === 'shout') return Math.max(talk, Math.min(FARTHEST_METRES, shoutMetres || talk * SHOUT_SHARE))
  return talk
}

/**
 * The attenuation of somebody who whispers, talks or shouts. The whole curve is stretched to the range of the effort: a
 * voice fades over a whisper's 10 m as it would over 60 m. The very same settings for `talk`, and without attenuation.
 */
export function withEffort<Settings extends AttenuationSettings & EffortRanges>(
  settings: Settings,
  effort: Effort = 'talk',
): Settings {
  const { distanceModel, maxRangeMetres: talk, clampingDistanceMetres: clamp } = settings
  if (effort === 'talk' || distanceModel === 'none' || talk === 0) return settings
  const maxRangeMetres = rangeMetres(effort, settings)
  return { ...settings, maxRangeMetres, clampingDistanceMetres: (clamp * maxRangeMetres) / talk }
}
