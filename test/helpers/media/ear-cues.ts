/** By what two ears tell where a sound comes from, measured in what a click became on both sides. */

import { SAMPLE_RATE_HZ } from '../browser/voice-sound.js'

/** Octaves around these frequencies. */
export const OCTAVES_HZ = [500, 1000, 2000, 4000, 8000] as const

export interface EarCues {
  /** By how much later the left ear hears the sound; negative: the right one. Of what is below 1.5 kHz. */
  readonly lateLeftSeconds: number
  /** Of each octave, in decibels beside the click itself. */
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/** @param click the height of the click, 48 kHz */
export function earCues(left: Float64Array, right: Float64Array, click: number): EarCues {
  const band = (samples: Float64Array, hz: number) => {
    // As many frequencies as an octave of the click has at this length, or 40.
    const [from, to] = [hz / Math.SQRT2, hz * Math.SQRT2]
    let power = 0
    for (let step = 0; step < 40; step += 1) power += spectrum(samples, from + ((to - from) * step) / 40) ** 2
    return 10 * Math.log10(Math.max(1e-12, power / 40 / click ** 2))
  }
  return {
    lateLeftSeconds: lateness(left, right),
    left: OCTAVES_HZ.map((hz) => band(left, hz)),
    right: OCTAVES_HZ.map((hz) => band(right, hz)),
  }
}

function spectrum(samples: Float64Array, hz: number): number {
  const turn = (2 * Math.PI * hz) / SAMPLE_RATE_HZ
  let [real, imaginary] = [0, 0]
  for (let at = 0; at < samples.length; at += 1) {
    real += (samples[at] ?? 0) * Math.cos(turn * at)
    imaginary += (samples[at] ?? 0) * Math.sin(turn * at)
  }
  return Math.hypot(real, imaginary)
}

/** Where both fit best on each other, to a tenth of a sample. */
function lateness(left: Float64Array, right: Float64Array): number {
  const [one, other] = [lowTones(left), lowTones(right)]
  const likeness = (lag: number) => {
    let sum = 0
    for (let at = 0; at < other.length; at += 1) sum += (other[at] ?? 0) * (one[at + lag] ?? 0)
    return sum
  }
  const lags = Array.from({ length: 97 }, (_, index) => index - 48)
  const likenesses = lags.map(likeness)
  const best = likenesses.indexOf(Math.max(...likenesses))
  const [before = 0, top = 0, after = 0] = [likenesses[best - 1], likenesses[best], likenesses[best + 1]]
  const beside = (before - after) / (2 * (before - 2 * top + after) || 1)
  return ((lags[best] ?? 0) + beside) / SAMPLE_RATE_HZ
}

/** Four gentle filters, one after the other; their delay is the same on both sides. */
function lowTones(samples: Float64Array): Float64Array {
  const share = 1 - Math.exp((-2 * Math.PI * 1500) / SAMPLE_RATE_HZ)
  let filtered = samples
  for (let pass = 0; pass < 4; pass += 1) {
    let last = 0
    filtered = filtered.map((sample) => {
      last += share * (sample - last)
      return last
    })
  }
  return filtered
}
