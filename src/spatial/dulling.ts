/** How distance takes the high tones of a voice, in a channel that wants it. */

import { type AttenuationSettings, silenceDistanceMetres } from './attenuation.js'

/**
 * A dull voice is its own sound mixed with the same behind a gentle low-pass filter of the first order with this corner:
 * at the end of its range a voice loses 3 dB at 3 kHz, 9 dB at 8 kHz, and less than half a decibel below 1 kHz.
 */
export const DULL_HZ = 3000

/**
 * The share (0..1) of the filtered sound at a distance: none up to the clamping distance, from there on evenly more, all of
 * it where the voice falls silent. So page and hub need one filter for each voice, and change nothing but gains.
 */
export function dullnessAt(distanceMetres: number, settings: AttenuationSettings): number {
  const { distanceModel, clampingDistanceMetres: clamp } = settings
  if (distanceModel === 'none' || !Number.isFinite(distanceMetres)) return 0
  const silence = silenceDistanceMetres(settings)
  if (distanceMetres <= clamp || silence <= clamp) return 0
  return Math.min(1, (distanceMetres - clamp) / (silence - clamp))
}

/** A filter of the first order: `out = gain × (in + in before) + feedback × out before`. */
export interface LowPass {
  readonly gain: number
  readonly feedback: number
}

/** A low-pass filter with that corner (−3 dB), by the bilinear transform: it sounds alike at each sample rate. */
export function lowPass(cornerHz: number, sampleRateHz: number): LowPass {
  const tangent = Math.tan((Math.PI * cornerHz) / sampleRateHz)
  return { gain: tangent / (1 + tangent), feedback: (1 - tangent) / (1 + tangent) }
}

/** The filter of a dull voice, as Web Audio's `IIRFilterNode` takes it. */
export function dullingFilter(sampleRateHz: number): { feedforward: number[]; feedback: number[] } {
  const { gain, feedback } = lowPass(DULL_HZ, sampleRateHz)
  return { feedforward: [gain, gain], feedback: [1, -feedback] }
}
