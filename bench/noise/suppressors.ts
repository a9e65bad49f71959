/** Runs suppressors that were made for browsers in Node: with the few interfaces that they use. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'

export interface Suppressor {
  /** Takes any number of samples, and gives as many back, later by the suppressor's delay. */
  process(sound: Float32Array): Promise<Float32Array>
  close(): void
}

/** An audio thread hands over so many samples at a time. */
const QUANTUM = 128
const RATE = 48_000

interface Processor {
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean
  destroy(): void
}
type ProcessorClass = new (options: {
  processorOptions: { maxChannels: number; wasmBinary: ArrayBuffer }
}) => Processor

const registered = new Map<string, ProcessorClass>()
const browser = globalThis as unknown as Record<string, unknown>

/** @sapphi-red/web-noise-suppressor: the code of its AudioWorklets. */
export async function sapphiSuppressor(name: 'rnnoise' | 'gtcrn', file: string): Promise<Suppressor> {
  browser.sampleRate = RATE
  // Its WebAssembly loader finds Node, and asks for what Node's older modules have.
  browser.__dirname = '.'
  browser.require = createRequire(import.meta.url)
  browser.AudioWorkletProcessor = class {
    readonly port = { addEventListener: () => undefined }
  }
  browser.registerProcessor = (id: string, processor: ProcessorClass) => registered.set(id, processor)
  await import(`@sapphi-red/web-noise-suppressor/${name}Worklet.js`)
  const Made = registered.get(`@sapphi-red/web-noise-suppressor/${name}`)
  if (!Made) throw new Error(`no ${name}`)
  const wasm = new Uint8Array(readFileSync(`node_modules/@sapphi-red/web-noise-suppressor/dist/${file}.wasm`))
    .buffer
  const processor = new Made({ processorOptions: { maxChannels: 1, wasmBinary: wasm } })
  // It is ready some moments later, and says so to nobody: until then it gives nothing. Loud sound would teach it something.
  const probe = Float32Array.from({ length: QUANTUM }, (_, at) => (at % 2 ? 1e-4 : -1e-4))
  for (let tries = 0; tries < 100; tries += 1) await setImmediate()
  for (let tries = 0; tries < 1000; tries += 1) {
    const out = new Float32Array(QUANTUM)
    processor.process([[probe]], [[out]])
    if (out.some((sample) => sample !== 0)) break
    await setImmediate()
  }
  return {
    async process(sound) {
      const heard = new Float32Array(sound.length)
      for (let at = 0; at + QUANTUM <= sound.length; at += QUANTUM)
        processor.process([[sound.subarray(at, at + QUANTUM)]], [[heard.subarray(at, at + QUANTUM)]])
      return heard
    },
    close: () => processor.destroy(),
  }
}

/** @shiguredo/noise-suppression: a stream of `AudioData`, as Chromium gives it on the page's own thread. */
export async function shiguredoSuppressor(): Promise<Suppressor> {
  // It reports each end of its stream.
  Object.assign(console, { debug: () => undefined, warn: () => undefined })
  let give: ReadableStreamDefaultController | undefined
  let take: ((samples: Float32Array) => void) | undefined
  browser.window ??= {}
  browser.MediaStreamTrackProcessor = class {
    readonly readable = new ReadableStream({
      start(controller) {
        give = controller
      },
    })
  }
  browser.MediaStreamTrackGenerator = class {
    readonly readyState = 'live'
    readonly writable = new WritableStream({ write: ({ data }) => take?.(data) })
  }
  browser.AudioData = class {
    readonly data: Float32Array
    constructor({ data }: { data: Float32Array }) {
      this.data = data.slice()
    }
  }
  const { NoiseSuppressionProcessor } = await import('@shiguredo/noise-suppression')
  const processor = new NoiseSuppressionProcessor()
  await processor.startProcessing({} as never)
  return {
    async process(sound) {
      const heard = new Float32Array(sound.length)
      let filled = 0
      const done = new Promise<void>((resolve) => {
        take = (samples) => {
          heard.set(samples.subarray(0, heard.length - filled), filled)
          filled += samples.length
          if (filled >= heard.length) resolve()
        }
      })
      for (let start = 0; start < sound.length; start += 480) {
        const frame = sound.subarray(start, start + 480)
        give?.enqueue({
          numberOfChannels: 1,
          format: 'f32-planar',
          sampleRate: RATE,
          timestamp: 0,
          duration: 10_000,
          numberOfFrames: 480,
          copyTo: (target: Float32Array, { frameOffset = 0, frameCount = 480 }) =>
            target.set(frame.subarray(frameOffset, frameOffset + frameCount)),
          close: () => undefined,
        })
      }
      await done
      return heard
    },
    close: () => processor.stopProcessing(),
  }
}
