/** How a voice arrives at an ear: the one model of page, media hub and who-hears-whom. */

import { type AttenuationSettings, attenuationGain } from './attenuation.js'
import { coneGain } from './cone.js'
import { distanceMetres, type Pose, type Vector3 } from './direction.js'
import { dullnessAt } from './dulling.js'
import { type Effort, type EffortRanges, rangeMetres, withEffort } from './effort.js'

/** All of a channel that decides how its voices sound. */
export interface SoundSettings extends AttenuationSettings, EffortRanges {
  /** Speakers have a front, and are softer behind; missing: no. */
  readonly cone?: boolean
  /** Distance takes high tones; missing: no. */
  readonly dulls?: boolean
}

/** A speaker's mouth. */
export interface Mouth extends Pose {
  /** Missing: `talk`. */
  readonly effort?: Effort | undefined
}

export interface Heard {
  /** Linear, 0..1. */
  readonly gain: number
  /** The share of the voice that is heard without its high tones, 0..1. */
  readonly dullness: number
}

/** From how far away a speaker is heard at most, in metres; `Infinity` without attenuation. */
export function reachMetres(settings: SoundSettings, effort: Effort = 'talk'): number {
  return settings.distanceModel === 'none' ? Number.POSITIVE_INFINITY : rangeMetres(effort, settings)
}

/**
 * Up to where others are listed and connected, in metres: as far as a shout reaches, but no less far than talking. Who
 * whispers may talk again at any moment, and nobody shall wait for a connection then; a whisper itself is not sent so far.
 */
export function connectionReachMetres(settings: SoundSettings, effort: Effort = 'talk'): number {
  return Math.max(reachMetres(settings), reachMetres(settings, effort))
}

const SILENT: Heard = { gain: 0, dullness: 0 }

/**
 * How loud and how dull a speaker is at an ear. Without attenuation (`none`) everybody is heard fully and clearly,
 * whatever their effort and wherever they face.
 */
export function heardAt(ear: Vector3, mouth: Mouth, settings: SoundSettings): Heard {
  const distance = distanceMetres(ear, mouth.position)
  const attenuation = withEffort(settings, mouth.effort)
  const gain = attenuationGain(distance, attenuation)
  if (gain === 0) return SILENT
  const isEven = settings.distanceModel === 'none'
  return {
    gain: settings.cone && !isEven ? gain * coneGain(mouth, ear) : gain,
    dullness: settings.dulls ? dullnessAt(distance, attenuation) : 0,
  }
}
