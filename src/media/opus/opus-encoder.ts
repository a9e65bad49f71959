/** One interface over the libraries that encode: encoder-library.ts chooses. */

import { Encoder } from '@evan/opus'
import { Application, createEncoder } from 'libopus-wasm'
import { encoderLibrary, type NativeOpus, nativeOpus } from './encoder-library.js'

/** All encoders write into the same memory. */
const native = nativeOpus()

export interface EncoderSettings {
  readonly channels: 1 | 2
  readonly sampleRateHz: 48_000
  readonly frameSamples: number
  readonly bitsPerSecond: number
}

/** What the hub needs of a library. A stereo encode of the application `voip` would cost three times as much. */
export interface OpusEncoder {
  setComplexity(complexity: OpusComplexity): void
  /** @param percent how many packets are expected to be lost; 0: no frame carries a copy of the one before */
  setExpectedLoss(percent: number): void
  /** Returns a packet, valid until the next call. @param samples 16-bit, channels interleaved */
  encode(samples: Int16Array): Uint8Array
  /** To be called once: the garbage collector does not free the memory of every library. */
  free(): void
}

/** A higher complexity costs more and sounds better (RFC 6716 leaves it to the encoder). */
export type OpusComplexity = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

export async function createOpusEncoder(
  settings: EncoderSettings,
  library = encoderLibrary(),
): Promise<OpusEncoder> {
  return library === '@evan/opus' && native ? nativeEncoder(settings, native) : wasmEncoder(settings)
}

/**
 * Begins with the application that has no speech mode, which encodes a mix as `audio` does and looks ahead 4 ms less (RFC
 * 6716 §2.1.8). Copies need the speech mode: with the first of them the application is `audio`, and stays so.
 */
function nativeEncoder(
  { channels, sampleRateHz, bitsPerSecond }: EncoderSettings,
  { packet, encode }: NativeOpus,
): OpusEncoder {
  const encoder = new Encoder({ channels, sample_rate: sampleRateHz, application: 'restricted_lowdelay' })
  encoder.bitrate = bitsPerSecond
  return {
    setComplexity(complexity) {
      encoder.complexity = complexity
    },
    setExpectedLoss(percent) {
      if (percent > 0 && encoder.application !== 'audio') {
        // Another application is taken only before the first frame.
        encoder.reset()
        encoder.application = 'audio'
      }
      encoder.inband_fec = percent > 0
      encoder.packet_loss = percent
    },
    encode: (samples) => packet.subarray(0, encode(encoder, samples)),
    free: () => undefined,
  }
}

/** Always `audio`: the library has no way to begin anew. */
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
