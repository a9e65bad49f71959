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

/** A voice at the gain that it keeps all through the frame. */
interface Steady {
  readonly frame: Float32Array
  readonly left: number
  readonly right: number
}

export function createMix(): Mix {
  // Doubles, as all sums are made in: each step would be converted otherwise.
  const leftSum = new Float64Array(FRAME_SAMPLES)
  const rightSum = new Float64Array(FRAME_SAMPLES)
  const samples = new Int16Array(FRAME_SAMPLES * 2)
  let empty = true
  /** Waits for another, since two at once cost little more than one. */
  let waiting: Steady | undefined

  function addGliding(frame: Float32Array, gain: VoiceGain): void {
    let { left, right } = gain
    const leftStep = (gain.targetLeft - left) / FRAME_SAMPLES
    const rightStep = (gain.targetRight - right) / FRAME_SAMPLES
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const sample = frame[index] as number
      left += leftStep
      right += rightStep
      leftSum[index] = (leftSum[index] as number) + sample * left
      rightSum[index] = (rightSum[index] as number) + sample * right
    }
  }

  function addOne({ frame, left, right }: Steady): void {
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const sample = frame[index] as number
      leftSum[index] = (leftSum[index] as number) + sample * left
      rightSum[index] = (rightSum[index] as number) + sample * right
    }
  }

  function addTwo(one: Steady, two: Steady): void {
    const { frame: first, left: firstLeft, right: firstRight } = one
    const { frame: second, left: secondLeft, right: secondRight } = two
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const a = first[index] as number
      const b = second[index] as number
      leftSum[index] = (leftSum[index] as number) + a * firstLeft + b * secondLeft
      rightSum[index] = (rightSum[index] as number) + a * firstRight + b * secondRight
    }
  }

  function clear(): void {
    leftSum.fill(0)
    rightSum.fill(0)
    empty = false
  }

  function peak(): number {
    let highest = 0
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const left = Math.abs(leftSum[index] as number)
      const right = Math.abs(rightSum[index] as number)
      if (left > highest) highest = left
      if (right > highest) highest = right
    }
    return highest
  }

  /** Samples before the first that is too loud at a gain. */
  function samplesBefore(gain: number): number {
    const limit = CEILING / gain
    let index = 0
    while (
      index < FRAME_SAMPLES &&
      Math.abs(leftSum[index] as number) <= limit &&
      Math.abs(rightSum[index] as number) <= limit
    ) {
      index += 1
    }
    return index
  }

  return {
    begin() {
      empty = true
      waiting = undefined
    },
    add(frame, gain) {
      if (empty) clear()
      const { targetLeft: left, targetRight: right } = gain
      if (gain.left !== left || gain.right !== right) {
        addGliding(frame, gain)
      } else if (waiting) {
        addTwo(waiting, { frame, left, right })
        waiting = undefined
      } else {
        waiting = { frame, left, right }
      }
      gain.left = left
      gain.right = right
    },
    finish(limiter) {
      if (empty) clear()
      if (waiting) addOne(waiting)
      waiting = undefined
      const highest = peak()
      const needed = highest > CEILING ? CEILING / highest : 1
      const before = limiter.gain
      limiter.gain = Math.min(needed, before + RELEASE_PER_FRAME)
      if (before === 1 && limiter.gain === 1) {
        for (let index = 0, at = 0; index < FRAME_SAMPLES; index += 1, at += 2) {
          samples[at] = (leftSum[index] as number) * 32_767
          samples[at + 1] = (rightSum[index] as number) * 32_767
        }
        return samples
      }
      const falling = limiter.gain < before
      const glide = falling ? Math.max(MIN_ATTACK_SAMPLES, samplesBefore(before)) : FRAME_SAMPLES
      const step = (limiter.gain - before) / glide
      for (let index = 0; index < FRAME_SAMPLES; index += 1) {
        const scale = (index < glide ? before + step * index : limiter.gain) * 32_767
        samples[index * 2] = clipped((leftSum[index] as number) * scale)
        samples[index * 2 + 1] = clipped((rightSum[index] as number) * scale)
      }
      return samples
    },
  }
}

function clipped(sample: number): number {
  return Math.max(-LOUDEST, Math.min(LOUDEST, sample))
}
