/** One listener's mix: voices added up at their gains, without clicks and without clipping. */

import { FRAME_SAMPLES } from '../opus/opus.js'
import { createMixKernel } from './mix-kernel.js'

/** The gain of a voice at a listener's ears: now, and at the end of the next frame. */
export interface VoiceGain {
  left: number
  right: number
  targetLeft: number
  targetRight: number
  /** Version of the poses and settings that the target was computed from. */
  version: number
}

export function silentGain(): VoiceGain {
  return { left: 0, right: 0, targetLeft: 0, targetRight: 0, version: -1 }
}

export function isAudible(gain: VoiceGain): boolean {
  return gain.left > 0 || gain.right > 0 || gain.targetLeft > 0 || gain.targetRight > 0
}

/** Adds up the voices of a turn, for one listener after another. What it returns is valid until the next mix begins. */
export interface Mix {
  /** Takes the voices of this turn: 20 ms of each, mono, from −1 to 1. */
  take(frames: readonly Float32Array[]): void
  begin(): void
  /** Adds one of these voices, gliding from its present gain to its target. */
  add(voice: number, gain: VoiceGain): void
  /** Returns 960 pairs of 16-bit samples, limited. @param limiter the listener's own */
  finish(limiter: Limiter): Int16Array
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

  return {
    take: kernel.take,
    begin() {
      empty = true
    },
    add(voice, gain) {
      if (empty) kernel.clear()
      empty = false
      const { left, right, targetLeft, targetRight } = gain
      const leftStep = (targetLeft - left) / FRAME_SAMPLES
      const rightStep = (targetRight - right) / FRAME_SAMPLES
      kernel.add(voice, left, leftStep, right, rightStep)
      gain.left = targetLeft
      gain.right = targetRight
    },
    finish(limiter) {
      if (empty) kernel.clear()
      const highest = kernel.peak()
      const needed = highest > CEILING ? CEILING / highest : 1
      const before = limiter.gain
      limiter.gain = Math.min(needed, before + RELEASE_PER_FRAME)
      const falling = limiter.gain < before
      const glide = falling
        ? Math.max(MIN_ATTACK_SAMPLES, kernel.samplesBelow(CEILING / before))
        : FRAME_SAMPLES
      return kernel.pack(before, (limiter.gain - before) / glide, limiter.gain, CEILING)
    },
  }
}
