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

/** Below this corner most sound bends around the head. A little lower than around a sphere (1,250 Hz), as shoulders and face have it. */
export const SHADOW_HZ = 1000
/** Above this corner the outer ears keep away what comes from behind. */
export const PINNA_HZ = DULL_HZ

/** Brown and Duda's shadow: the least that is left of high tones, and the angle from the ear where that is. */
const LEAST_SHADOW = 0.02
const LEAST_AT_RADIANS = (158 / 180) * Math.PI
/**
 * How many times as many decibels a head keeps away in each band. These numbers and those above are the ones with which
 * levels of both ears, in octaves from 500 Hz to 4 kHz, come nearest to those of the page's own HRTF: within 3.2 dB at
 * 30°, 60°, 90° and 120°. Filters of the first order come no nearer.
 */
const BESIDE_SPHERE = { low: 0.12, middle: 1.3, high: 1 } as const

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
  const pinna = 10 ** ((-PINNA_DECIBELS * (1 + (Number.isFinite(behind) ? behind : -1))) / 2 / 20)
  const ear = (own: number, other: number, delaySeconds: number): EarCue => ({
    delaySeconds,
    low: shareOf(own, other, BESIDE_SPHERE.low),
    middle: shareOf(own, other, BESIDE_SPHERE.middle),
    high: shareOf(own, other, BESIDE_SPHERE.high) * pinna,
  })
  return {
    left: ear(atLeft, atRight, side > 0 ? later : 0),
    right: ear(atRight, atLeft, side < 0 ? later : 0),
  }
}

/** How much of high tones arrives at an ear, by the angle between its axis and the voice (Brown and Duda 1998, eq. 4). */
function shadow(radians: number): number {
  return 1 + LEAST_SHADOW / 2 + (1 - LEAST_SHADOW / 2) * Math.cos((radians / LEAST_AT_RADIANS) * Math.PI)
}

/** The gain of one ear, so that the squares of both are 1 together. */
function shareOf(own: number, other: number, decibels: number): number {
  return own ** decibels / Math.hypot(own ** decibels, other ** decibels)
}
