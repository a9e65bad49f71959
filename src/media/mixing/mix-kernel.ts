/** The mixer's inner loops, as JavaScript calls them: `assembly/mix-kernel.ts`, compiled by the build. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type LowPass, lowPass } from '../../spatial/dulling.js'
import { PINNA_HZ, SHADOW_HZ } from '../../spatial/head.js'
import { SAMPLE_RATE_HZ } from '../opus/opus.js'

/** A voice of a turn. */
export interface VoiceFrame {
  /** 960 samples, mono, from −1 to 1. */
  readonly frame: Float32Array
  /** Where somebody hears it filtered or delayed: what is kept of it from turn to turn. */
  readonly history: VoiceHistory | undefined
}

/** The last samples of each signal of a voice; zeros where there was nothing before. */
export type VoiceHistory = Float32Array

/** `below`: without its high tones; `whole`: as it is. */
export type PlainSignal = 'below' | 'whole'

/** Gains of one ear: of the low tones, of those and the middle ones, and of the whole voice. */
export interface EarGains {
  readonly low: number
  readonly below: number
  readonly whole: number
}

/** Gains are linear; a step is the change of a gain from one sample to the next. */
export interface MixKernel {
  /** Copies in the voices of a turn, and filters those with a history. */
  take(voices: readonly VoiceFrame[]): void
  /** Begins a new sum. */
  clear(): void
  /** Adds a voice to the sum. @param voice its index among those taken; it needs a history for any signal but the whole one */
  add(
    voice: number,
    signal: PlainSignal,
    left: number,
    leftStep: number,
    right: number,
    rightStep: number,
  ): void
  /** Notes one of the voices that `sum` adds, at gains that do not change. @param place its place among them, below `mostSteady` */
  note(place: number, voice: number, left: number, right: number): void
  readonly mostSteady: number
  /** Adds the first of the voices that were noted. @param begins whether a new sum begins with them */
  sum(count: number, begins: boolean): void
  /** Adds a voice with a history to one side of the sum, so many samples late. */
  addEar(side: 'left' | 'right', voice: number, delaySamples: number, from: EarGains, step: EarGains): void
  /** The largest sample of the sum, on either side. */
  peak(): number
  /** How many samples of the sum come before the first one louder than a limit. */
  samplesBelow(limit: number): number
  /**
   * Returns the sum as 960 pairs of 16-bit samples, clipped at the ceiling. The gain changes by a step with each sample
   * until it reaches its end. Valid until the next call.
   */
  pack(from: number, step: number, to: number, ceiling: number): Int16Array
}

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly FRAME_SAMPLES: WebAssembly.Global
  readonly LEFT: WebAssembly.Global
  readonly RIGHT: WebAssembly.Global
  readonly PACKED: WebAssembly.Global
  readonly STEADY: WebAssembly.Global
  readonly MOST_STEADY: WebAssembly.Global
  readonly VOICES: WebAssembly.Global
  readonly LOW: WebAssembly.Global
  readonly BELOW: WebAssembly.Global
  readonly WHOLE: WebAssembly.Global
  reserve(voices: number): void
  clear(): void
  filter(voice: number, signal: number, gain: number, feedback: number): void
  add(voice: number, signal: number, left: number, leftStep: number, right: number, rightStep: number): void
  addEar(
    side: number,
    voice: number,
    delay: number,
    low: number,
    lowStep: number,
    below: number,
    belowStep: number,
    whole: number,
    wholeStep: number,
  ): void
  sum(count: number, begins: number): void
  peak(): number
  pack(from: number, step: number, to: number, ceiling: number): void
}

/** Low, below, whole. */
const SIGNALS = 3
/** As the loops have it: longer than any ear's delay. */
const HISTORY_SAMPLES = 64

export const emptyHistory = (): VoiceHistory => new Float32Array(SIGNALS * HISTORY_SAMPLES)

/** @throws Error where the build has not compiled the kernel */
export function createMixKernel(): MixKernel {
  const file = fileURLToPath(import.meta.resolve('#mix-kernel.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)))
  const kernel = instance.exports as unknown as Exports
  const { FRAME_SAMPLES, LEFT, RIGHT, PACKED, STEADY, VOICES, LOW, BELOW, WHOLE } = kernel
  const mostSteady = kernel.MOST_STEADY.value
  const voicesAt = VOICES.value
  const samples = FRAME_SAMPLES.value
  const signalSamples = HISTORY_SAMPLES + samples
  const sides = { left: LEFT.value, right: RIGHT.value }
  const plain = { below: BELOW.value, whole: WHOLE.value }
  const filters: readonly (readonly [signal: number, filter: LowPass])[] = [
    [LOW.value, lowPass(SHADOW_HZ, SAMPLE_RATE_HZ)],
    [BELOW.value, lowPass(PINNA_HZ, SAMPLE_RATE_HZ)],
  ]
  kernel.reserve(1)
  let views = viewsOf(kernel.memory.buffer)

  function viewsOf(buffer: ArrayBuffer) {
    return {
      buffer,
      left: new Float32Array(buffer, sides.left, samples),
      right: new Float32Array(buffer, sides.right, samples),
      packed: new Int16Array(buffer, PACKED.value, samples * 2),
      steadyAt: new Uint32Array(buffer, STEADY.value, mostSteady * 3),
      steadyGains: new Float32Array(buffer, STEADY.value, mostSteady * 3),
      voices: new Float32Array(buffer, voicesAt),
    }
  }

  /** Where a signal of a voice begins, with its history before it. */
  const startOf = (voice: number, signal: number) => (voice * SIGNALS + signal) * signalSamples

  function filter(voice: number, history: VoiceHistory): void {
    const { voices } = views
    for (let signal = 0; signal < SIGNALS; signal += 1) {
      const from = signal * HISTORY_SAMPLES
      voices.set(history.subarray(from, from + HISTORY_SAMPLES), startOf(voice, signal))
    }
    for (const [signal, { gain, feedback }] of filters) kernel.filter(voice, signal, gain, feedback)
    for (let signal = 0; signal < SIGNALS; signal += 1) {
      const end = startOf(voice, signal) + signalSamples
      history.set(voices.subarray(end - HISTORY_SAMPLES, end), signal * HISTORY_SAMPLES)
    }
  }

  return {
    take(taken) {
      kernel.reserve(taken.length)
      // When the memory grows it becomes another buffer.
      if (views.buffer !== kernel.memory.buffer) views = viewsOf(kernel.memory.buffer)
      for (const [voice, { frame, history }] of taken.entries()) {
        views.voices.set(frame, startOf(voice, plain.whole) + HISTORY_SAMPLES)
        if (history) filter(voice, history)
      }
    },
    clear: kernel.clear,
    add: (voice, signal, left, leftStep, right, rightStep) =>
      kernel.add(voice, plain[signal], left, leftStep, right, rightStep),
    note(place, voice, left, right) {
      const { steadyAt, steadyGains } = views
      steadyAt[place * 3] = voicesAt + (startOf(voice, plain.whole) + HISTORY_SAMPLES) * 4
      steadyGains[place * 3 + 1] = left
      steadyGains[place * 3 + 2] = right
    },
    mostSteady,
    sum: (count, begins) => kernel.sum(count, begins ? 1 : 0),
    addEar: (side, voice, delay, from, step) =>
      kernel.addEar(
        sides[side],
        voice,
        delay,
        from.low,
        step.low,
        from.below,
        step.below,
        from.whole,
        step.whole,
      ),
    peak: kernel.peak,
    samplesBelow(limit) {
      const isLouder = (_: number, index: number) =>
        Math.abs(views.left[index] ?? 0) > limit || Math.abs(views.right[index] ?? 0) > limit
      const first = views.left.findIndex(isLouder)
      return first < 0 ? samples : first
    },
    pack(from, step, to, ceiling) {
      kernel.pack(from, step, to, ceiling)
      return views.packed
    },
  }
}
