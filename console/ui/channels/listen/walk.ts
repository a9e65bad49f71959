/** The way of a voice that walks away: where it is at each moment, and how it is heard there. Pure. */

import { type AttenuationSettings, silenceDistanceMetres } from '../../../../src/spatial/attenuation.js'
import { directionInEarFrame, type Vector3 } from '../../../../src/spatial/direction.js'
import { type Heard, heardAt, type SoundSettings } from '../../../../src/spatial/heard.js'

export const WALK_SECONDS = 12
/** Where it begins. */
const NEAR_METRES = 0.5
/** It goes on a little, so that the silence is heard, too. */
const BEYOND = 1.08
/** Without a distance model nothing changes, however far. */
const FAR_METRES = 60
/** From the left of straight ahead to the right of it, so that the direction is heard. */
const SWING_RADIANS = 0.7

export interface HeardVoice extends Heard {
  readonly metres: number
  /** In Web Audio's axes, for a listener at the origin. */
  readonly direction: Vector3
}

/** How far it walks in all. */
export function walkMetres(settings: AttenuationSettings): number {
  const silence = silenceDistanceMetres(settings)
  return Number.isFinite(silence) ? Math.max(4, silence * BEYOND) : FAR_METRES
}

/**
 * The voice at a moment of its walk, as the page hears it there: whoever walks away looks where they go, and is heard from
 * behind.
 * @param seconds since the beginning, 0..`WALK_SECONDS`
 */
export function voiceAt(seconds: number, settings: SoundSettings): HeardVoice {
  const share = Math.min(1, Math.max(0, seconds / WALK_SECONDS))
  const metres = NEAR_METRES + share * (walkMetres(settings) - NEAR_METRES)
  const angle = (2 * share - 1) * SWING_RADIANS
  const north: Vector3 = [0, 1, 0]
  const look: Vector3 = [Math.sin(angle), Math.cos(angle), 0]
  const speaker: Vector3 = [metres * look[0], metres * look[1], 0]
  return {
    metres,
    ...heardAt([0, 0, 0], { position: speaker, look }, settings),
    direction: directionInEarFrame({ position: [0, 0, 0], look: north }, speaker),
  }
}
