/** One listener's mix: voices added up at their gains, without clicks and without clipping. */

import { FRAME_SAMPLES } from '../opus/opus.js'
import { createMixKernel } from './mix-kernel.js'

/** How loud a voice is for a listener: what it is now, and what it shall be at the end of the next frame. */
export interface VoiceGain {
  left: number
  right: number
  targetLeft: number
  targetRight: number
  /** Of the poses and settings that the target was computed from. */
  version: number
}

export function silentGain(): VoiceGain {
  return { left: 0, right: 0, targetLeft: 0, targetRight: 0, version: -1 }
}

export function isAudible(gain: VoiceGain): boolean {
  return gain.left > 0 || gain.right > 0 || gain.targetLeft > 0 || gain.targetRight > 0
}

/** Adds up the voices of a turn, for one listener after the other; what it returns is valid until it is next begun. */
export interface Mix {
  /** The voices of this turn: 20 ms of each, mono, −1…1. */
  take(frames: readonly Float32Array[]): void
  begin(): void
  /** Adds one of the voices taken, gliding from the gain it had to the one it shall have. */
  add(voice: number, gain: VoiceGain): void
  /** 960 pairs of 16-bit samples, limited; @param limiter the listener's own */
  finish(limiter: Limiter): Int16Array
}

/** What a listener's limiter remembers from frame to frame. */
export interface Limiter {
  gain: number
}

/** −1 dB: nothing is louder, so that no encoder clips. */
const CEILING = 0.89
/** The limiter lets go within about half a second, so that it does not pump. */
const RELEASE_PER_FRAME = 0.04
/** It takes hold before the first sample that is too loud; at once would click, so that sooner than this (0.5 ms) it clips. */
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
