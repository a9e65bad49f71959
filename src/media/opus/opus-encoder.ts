/**
 * Which library encodes. `@evan/opus` is native and the fastest there is, but unkept since 2022, and where it has no
 * binary it falls back to a slow WebAssembly of its own without a word: so its binary alone is asked for, and where it
 * does not load `libopus-wasm` encodes, at twice the cost. Numbers: `npm run bench -- opus`, docs/media-hub.md.
 */

import { createRequire } from 'node:module'
import { Encoder } from '@evan/opus'
import { Application, createEncoder } from 'libopus-wasm'

export interface EncoderSettings {
  readonly channels: 1 | 2
  readonly sampleRateHz: 48_000
  readonly frameSamples: number
  readonly bitsPerSecond: number
}

/** The little of a library that the hub needs; application is `audio`: a stereo `voip` encode costs three times as much. */
export interface OpusEncoder {
  setComplexity(complexity: OpusComplexity): void
  /** @param percent of packets that are expected to be lost; 0: no frame carries a copy of the one before */
  setExpectedLoss(percent: number): void
  /** @param samples 16-bit, channels in turn; the packet is valid until the next call */
  encode(samples: Int16Array): Uint8Array
  /** To be called once: a library's memory may not be the garbage collector's. */
  free(): void
}

/** The more, the dearer and the better (RFC 6716 leaves it to the encoder). */
export type OpusComplexity = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

export type EncoderLibrary = '@evan/opus' | 'libopus-wasm'

/** Which one encodes on this machine. */
export function encoderLibrary(): EncoderLibrary {
  try {
    // What the library itself would load first; it says nothing where that fails.
    createRequire(import.meta.url)('@evan/opus/node/index.js')
    return '@evan/opus'
  } catch {
    return 'libopus-wasm'
  }
}

export async function createOpusEncoder(
  settings: EncoderSettings,
  library = encoderLibrary(),
): Promise<OpusEncoder> {
  return library === '@evan/opus' ? nativeEncoder(settings) : wasmEncoder(settings)
}

function nativeEncoder({ channels, sampleRateHz, bitsPerSecond }: EncoderSettings): OpusEncoder {
  const encoder = new Encoder({ channels, sample_rate: sampleRateHz, application: 'audio' })
  encoder.bitrate = bitsPerSecond
  return {
    setComplexity(complexity) {
      encoder.complexity = complexity
    },
    setExpectedLoss(percent) {
      encoder.inband_fec = percent > 0
      encoder.packet_loss = percent
    },
    encode: (samples) => encoder.encode(samples),
    free: () => undefined,
  }
}

async function wasmEncoder(settings: EncoderSettings): Promise<OpusEncoder> {
  const encoder = await createEncoder({
    channels: settings.channels,
    sampleRate: settings.sampleRateHz,
    frameSize: settings.frameSamples,
    application: Application.Audio,
    bitrate: settings.bitsPerSecond,
  })
  return {
    setComplexity: (complexity) => encoder.setComplexity(complexity),
    setExpectedLoss(percent) {
      encoder.setFec(percent > 0)
      encoder.setPacketLossPercent(percent)
    },
    encode: (samples) => encoder.encode(samples),
    free: () => encoder.free(),
  }
}
