/** One listener's mix: voices added up at their gains, without clicks and without clipping. */

import { FRAME_SAMPLES } from '../opus/opus.js'
import { createMixKernel, type EarGains, type VoiceFrame } from './mix-kernel.js'
import {
  type EarGlide,
  isHeadHeard,
  isHeard,
  NO_GAINS,
  type SideGlide,
  type VoiceGain,
} from './voice-gain.js'

/** Adds up the voices of a turn, for one listener after another. What it returns is valid until the next mix begins. */
export interface Mix {
  /** Takes the voices of this turn, 20 ms of each. */
  take(voices: readonly VoiceFrame[]): void
  begin(): void
  /** Adds one of these voices, gliding from its present gain to its target. */
  add(voice: number, gain: VoiceGain): void
  /** Adds one of these voices as it is, at gains that stay what they were in the turn before. */
  addSteady(voice: number, left: number, right: number): void
  /** Returns 960 pairs of 16-bit samples, limited. @param limiter the listener's own */
  finish(limiter: Limiter): Int16Array
  /** The largest sample of the mix that was finished last, as it was before the limiter: 0 and more. */
  peak(): number
}

/** What a listener's limiter keeps from one frame to the next. */
export interface Limiter {
  gain: number
}

/** −1 dB of full scale: no encoder clips below. */
const CEILING = 0.89
/** The limiter takes about half a second to let go: faster would be heard as pumping. */
const RELEASE_PER_FRAME = 0.04
/** The gain has come down by the first sample that is too loud. It takes 0.5 ms at least, and samples before clip: faster would click. */
const MIN_ATTACK_SAMPLES = 24

export function createMix(): Mix {
  const kernel = createMixKernel()
  let empty = true
  /** How many steady voices are still to be added. */
  let noted = 0
  let highest = 0

  /** Adds what was noted: the sum is there. */
  function settle(): void {
    if (noted > 0) kernel.sum(noted, empty)
    else if (empty) kernel.clear()
    noted = 0
    empty = false
  }

  function addPlain(voice: number, signal: 'below' | 'whole', glide: EarGlide): void {
    const { left, right, targetLeft, targetRight } = glide
    const leftStep = (targetLeft - left) / FRAME_SAMPLES
    const rightStep = (targetRight - right) / FRAME_SAMPLES
    kernel.add(voice, signal, left, leftStep, right, rightStep)
    glide.left = targetLeft
    glide.right = targetRight
  }

  const addEar = (
    side: 'left' | 'right',
    voice: number,
    delaySamples: number,
    from: EarGains,
    to: EarGains,
  ): void => kernel.addEar(side, voice, delaySamples, from, stepsBetween(from, to))

  /** A voice that comes more or less late from now on fades from one into the other: a jump would click. */
  function addSide(side: 'left' | 'right', voice: number, glide: SideGlide): void {
    const { gains, target, delaySamples, targetDelaySamples } = glide
    if (delaySamples === targetDelaySamples || gains === NO_GAINS)
      addEar(side, voice, targetDelaySamples, gains, target)
    else {
      addEar(side, voice, delaySamples, gains, NO_GAINS)
      addEar(side, voice, targetDelaySamples, NO_GAINS, target)
    }
    glide.gains = target
    glide.delaySamples = targetDelaySamples
  }

  return {
    take: kernel.take,
    begin() {
      empty = true
      noted = 0
    },
    addSteady(voice, left, right) {
      if (noted === kernel.mostSteady) settle()
      kernel.note(noted, voice, left, right)
      noted += 1
    },
    add(voice, gain) {
      settle()
      const { dull, head } = gain
      if (isHeard(gain)) addPlain(voice, 'whole', gain)
      if (dull && isHeard(dull)) addPlain(voice, 'below', dull)
      if (!head || !isHeadHeard(head)) return
      addSide('left', voice, head.left)
      addSide('right', voice, head.right)
    },
    finish(limiter) {
      settle()
      highest = kernel.peak()
      const needed = highest > CEILING ? CEILING / highest : 1
      const before = limiter.gain
      limiter.gain = Math.min(needed, before + RELEASE_PER_FRAME)
      const falling = limiter.gain < before
      const glide = falling
        ? Math.max(MIN_ATTACK_SAMPLES, kernel.samplesBelow(CEILING / before))
        : FRAME_SAMPLES
      return kernel.pack(before, (limiter.gain - before) / glide, limiter.gain, CEILING)
    },
    peak: () => highest,
  }
}

/** By how much each gain changes with a sample. */
const stepsBetween = (from: EarGains, to: EarGains): EarGains => ({
  low: (to.low - from.low) / FRAME_SAMPLES,
  below: (to.below - from.below) / FRAME_SAMPLES,
  whole: (to.whole - from.whole) / FRAME_SAMPLES,
})
