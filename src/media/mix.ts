/** One listener's mix: voices added up at their gains, without clicks and without clipping. */

import { FRAME_SAMPLES } from './opus.js'

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

/** Adds up frames of all listeners in turn; what it returns is valid until it is next begun. */
export interface Mix {
  begin(): void
  /** Adds a voice, gliding from the gain it had to the one it shall have. */
  add(frame: Float32Array, gain: VoiceGain): void
  /** 960 pairs of 16-bit samples, limited; @param limiter the listener's own */
  finish(limiter: Limiter): Int16Array
}

/** What a listener's limiter remembers from frame to frame. */
export interface Limiter {
  gain: number
}

/** −1 dB: nothing is louder, so that no encoder clips. */
const CEILING = 0.89
const LOUDEST = CEILING * 32_767
/** The limiter lets go within about half a second, so that it does not pump. */
const RELEASE_PER_FRAME = 0.04
/** It takes hold before the first sample that is too loud; at once would click, so that sooner than this (0.5 ms) it clips. */
const MIN_ATTACK_SAMPLES = 24

export function createMix(): Mix {
  const sum = new Float32Array(FRAME_SAMPLES * 2)
  const samples = new Int16Array(FRAME_SAMPLES * 2)
  let empty = true

  function add(frame: Float32Array, gain: VoiceGain): void {
    let { left, right } = gain
    const leftStep = (gain.targetLeft - left) / FRAME_SAMPLES
    const rightStep = (gain.targetRight - right) / FRAME_SAMPLES
    if (empty) sum.fill(0)
    empty = false
    if (leftStep === 0 && rightStep === 0) {
      for (let index = 0, at = 0; index < FRAME_SAMPLES; index += 1, at += 2) {
        const sample = frame[index] as number
        sum[at] = (sum[at] as number) + sample * left
        sum[at + 1] = (sum[at + 1] as number) + sample * right
      }
    } else {
      for (let index = 0, at = 0; index < FRAME_SAMPLES; index += 1, at += 2) {
        const sample = frame[index] as number
        left += leftStep
        right += rightStep
        sum[at] = (sum[at] as number) + sample * left
        sum[at + 1] = (sum[at + 1] as number) + sample * right
      }
    }
    gain.left = gain.targetLeft
    gain.right = gain.targetRight
  }

  function peak(): number {
    let highest = 0
    for (let index = 0; index < sum.length; index += 1) {
      const size = Math.abs(sum[index] as number)
      if (size > highest) highest = size
    }
    return highest
  }

  /** Pairs of samples before the first that is too loud at a gain. */
  function samplesBefore(gain: number): number {
    const limit = CEILING / gain
    const first = sum.findIndex((sample) => Math.abs(sample) > limit)
    return first < 0 ? FRAME_SAMPLES : first >> 1
  }

  return {
    add,
    begin() {
      empty = true
    },
    finish(limiter) {
      if (empty) sum.fill(0)
      const highest = peak()
      const needed = highest > CEILING ? CEILING / highest : 1
      const before = limiter.gain
      limiter.gain = Math.min(needed, before + RELEASE_PER_FRAME)
      if (before === 1 && limiter.gain === 1) {
        for (let index = 0; index < sum.length; index += 1) samples[index] = (sum[index] as number) * 32767
        return samples
      }
      const falling = limiter.gain < before
      const glide = falling ? Math.max(MIN_ATTACK_SAMPLES, samplesBefore(before)) : FRAME_SAMPLES
      const step = (limiter.gain - before) / glide
      for (let index = 0; index < FRAME_SAMPLES; index += 1) {
        const scale = (index < glide ? before + step * index : limiter.gain) * 32767
        samples[index * 2] = clipped((sum[index * 2] as number) * scale)
        samples[index * 2 + 1] = clipped((sum[index * 2 + 1] as number) * scale)
      }
      return samples
    },
  }
}

function clipped(sample: number): number {
  return Math.max(-LOUDEST, Math.min(LOUDEST, sample))
}
