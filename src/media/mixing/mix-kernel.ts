/** The mixer's inner loops, as JavaScript calls them: `assembly/mix-kernel.ts`, compiled by the build. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Gains are linear; a step is the change of a gain from one sample to the next. */
export interface MixKernel {
  /** Copies in the voices of a turn: 960 samples each, mono, from −1 to 1. */
  take(frames: readonly Float32Array[]): void
  /** Begins a new sum. */
  clear(): void
  /** Adds a voice to the sum. @param voice its index among those taken */
  add(voice: number, left: number, leftStep: number, right: number, rightStep: number): void
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
  readonly VOICES: WebAssembly.Global
  reserve(voices: number): void
  clear(): void
  add(voice: number, left: number, leftStep: number, right: number, rightStep: number): void
  peak(): number
  pack(from: number, step: number, to: number, ceiling: number): void
}

/** @throws Error where the build has not compiled the kernel */
export function createMixKernel(): MixKernel {
  const file = fileURLToPath(import.meta.resolve('#mix-kernel.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)))
  const kernel = instance.exports as unknown as Exports
  const [left, right, packed, voices] = [kernel.LEFT, kernel.RIGHT, kernel.PACKED, kernel.VOICES].map(
    (global) => global.value,
  ) as [number, number, number, number]
  const samples = kernel.FRAME_SAMPLES.value
  kernel.reserve(1)
  let views = viewsOf(kernel.memory.buffer)

  function viewsOf(buffer: ArrayBuffer) {
    return {
      buffer,
      left: new Float32Array(buffer, left, samples),
      right: new Float32Array(buffer, right, samples),
      packed: new Int16Array(buffer, packed, samples * 2),
      voices: new Float32Array(buffer, voices),
    }
  }

  return {
    take(frames) {
      kernel.reserve(frames.length)
      // When the memory grows it becomes another buffer.
      if (views.buffer !== kernel.memory.buffer) views = viewsOf(kernel.memory.buffer)
      for (const [index, frame] of frames.entries()) views.voices.set(frame, index * samples)
    },
    clear: kernel.clear,
    add: kernel.add,
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
