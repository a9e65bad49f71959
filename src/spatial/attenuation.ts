/** How loud a speaker is at a distance: the one gain function that page, media hub and console share. */

export type DistanceModel = 'none' | 'inverse' | 'linear' | 'exponent'

export interface AttenuationSettings {
  readonly distanceModel: DistanceModel
  /** Rate of attenuation, 1.0–4.0. */
  readonly rollOff: number
  /** From here on a speaker is silent (0–160 m). */
  readonly maxRangeMetres: number
  /** Up to here a speaker is at full volume (0–160 m). */
  readonly clampingDistanceMetres: number
}

/** Share of the range, at its far end, over which the gain fades to 0 so that leaving the range does not click. */
const FADE_SHARE = 0.1

/** Stand-in for a clamping distance of 0, which inverse and exponent would divide by. */
const MIN_REFERENCE_METRES = 0.1

/**
 * Linear gain (0..1) of a speaker heard at a distance.
 *
 * The formulas are the clamped distance models of OpenAL 1.1 §3.4, with two additions: beyond the max
 * range everything is silent, and the last tenth of the range fades to that silence. A distance that is
 * not finite (an unknown position) is silent under every model.
 *
 * @param distanceMetres from the listener's ear to the speaker
 */
export function attenuationGain(distanceMetres: number, settings: AttenuationSettings): number {
  if (!Number.isFinite(distanceMetres)) return 0
  const { distanceModel, rollOff, maxRangeMetres: max } = settings
  if (distanceModel === 'none') return 1
  if (distanceMetres >= max) return 0

  const clamp = settings.clampingDistanceMetres
  const distance = Math.max(distanceMetres, clamp)
  const fade = Math.min(1, (max - distanceMetres) / (FADE_SHARE * max))
  return fade * modelGain(distanceModel, distance, rollOff, clamp, max)
}

function modelGain(
  model: Exclude<DistanceModel, 'none'>,
  distance: number,
  rollOff: number,
  clamp: number,
  max: number,
): number {
  if (distance <= clamp) return 1
  if (model === 'linear') return Math.max(0, 1 - (rollOff * (distance - clamp)) / (max - clamp))
  const reference = Math.max(clamp, MIN_REFERENCE_METRES)
  const beyond = Math.max(distance, reference)
  if (model === 'inverse') return reference / (reference + rollOff * (beyond - reference))
  return (beyond / reference) ** -rollOff
}

/**
 * The distance in metres from which a speaker is silent: less than the max range where the linear model
 * reaches zero before it (roll-off 2 over 10–60 m is silent from 35 m on). `Infinity` for the model `none`.
 */
export function silenceDistanceMetres(settings: AttenuationSettings): number {
  const { distanceModel, rollOff, maxRangeMetres: max, clampingDistanceMetres: clamp } = settings
  if (distanceModel === 'none') return Number.POSITIVE_INFINITY
  if (distanceModel !== 'linear' || clamp >= max) return max
  return Math.min(max, clamp + (max - clamp) / rollOff)
}
