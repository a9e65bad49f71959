/**
 * A listener's head in numbers, for mixes that are heard through headphones: how much later, softer and duller a voice comes
 * to one ear than to the other, and from behind than from ahead. A model instead of measured heads, so that a mix takes
 * three filtered copies of a voice and nothing but gains and delays for each listener.
 */

import type { Vector3 } from './direction.js'
import { DULL_HZ } from './dulling.js'

/** Of an average head (Kuhn 1977), as a sphere with the ears at its sides. */
const HEAD_RADIUS_METRES = 0.0875
const SOUND_METRES_PER_SECOND = 343

/** Below this corner sound bends around the head. A little lower than around a sphere (1,250 Hz), as shoulders and face have it. */
export const SHADOW_HZ = 800
/** A head keeps away more than a sphere: so many times as many decibels, as measured at the page's own HRTF. */
const HEAD_BESIDE_SPHERE = 1.5
/** Above this corner the outer ears keep away what comes from behind. */
export const PINNA_HZ = DULL_HZ

/** Brown and Duda's shadow: the least that is left of high tones, and the angle from the ear where that is. */
const LEAST_SHADOW = 0.1
const LEAST_AT_RADIANS = (150 / 180) * Math.PI

/** How much softer high tones are straight from behind than straight from ahead. */
const PINNA_DECIBELS = 8

/** What one ear hears of a voice. The bands are those below `SHADOW_HZ`, up to `PINNA_HZ`, and above; gains are linear. */
export interface EarCue {
  readonly delaySeconds: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** The later ear hears a voice from one side by so much later than the other (Woodworth 1938), 0.66 ms at most. */
export const LARGEST_DELAY_SECONDS = (HEAD_RADIUS_METRES / SOUND_METRES_PER_SECOND) * (Math.PI / 2 + 1)

/**
 * What both ears hear of a voice from a direction in the ear's frame (`directionInEarFrame`). The two together are as
 * loud from everywhere, as with `stereoGains`, apart from the high tones that are missing behind.
 */
export function headCues([right, , behind]: Vector3): { readonly left: EarCue; readonly right: EarCue } {
  const side = Number.isFinite(right) ? Math.max(-1, Math.min(1, right)) : 0
  const lateral = Math.asin(Math.abs(side))
  const later = (HEAD_RADIUS_METRES / SOUND_METRES_PER_SECOND) * (lateral + Math.abs(side))
  const [atLeft, atRight] = [shadow(Math.acos(-side)), shadow(Math.acos(side))]
  const even = 1 / Math.hypot(atLeft, atRight)
  const pinna = 10 ** ((-PINNA_DECIBELS * (1 + (Number.isFinite(behind) ? behind : -1))) / 2 / 20)
  const ear = (level: number, delaySeconds: number): EarCue => ({
    delaySeconds,
    low: Math.SQRT1_2,
    middle: level * even,
    high: level * even * pinna,
  })
  return { left: ear(atLeft, side > 0 ? later : 0), right: ear(atRight, side < 0 ? later : 0) }
}

/** How much of high tones arrives at an ear, by the angle between its axis and the voice (Brown and Duda 1998, eq. 4). */
function shadow(radians: number): number {
  const sphere =
    1 + LEAST_SHADOW / 2 + (1 - LEAST_SHADOW / 2) * Math.cos((radians / LEAST_AT_RADIANS) * Math.PI)
  return sphere ** HEAD_BESIDE_SPHERE
}
