/**
 * Opus, as far as the hub needs it. Two libraries do the work: opus-encoder.ts chooses the one that encodes;
 * `libopus-wasm` decodes. It is the only one that gives access to loss concealment and error correction, and a packet
 * from outside can harm nothing beyond its sandbox.
 */

import { createDecoder } from 'libopus-wasm'
import { createOpusEncoder, type OpusComplexity } from './opus-encoder.js'

export const FRAME_SAMPLES = 960
export const FRAME_MS = 20
export const SAMPLE_RATE_HZ = 48_000

/** Enough for speech from several directions, in stereo. */
const MIX_BITS_PER_SECOND = 64_000

/** A higher complexity costs more without an audible gain. */
const MIX_COMPLEXITY = 5

/**
 * Complexity 5 is the lowest that searches for the pitch of a voice, which takes a fifth of the whole encode. With a
 * single voice the search saves 1.0 dB of noise, with four 0.3 and with eight 0.1 (`npm run bench -- opus`).
 */
const CROWD_COMPLEXITY = 3
const CROWD_VOICES = 5

/**
 * A protected frame carries a coarse copy of the one before, which needs the speech mode. It costs half as much again as
 * a plain frame at complexity 0, and three times as much at 5, where it is hardly better (`npm run bench -- opus`).
 */
const PROTECTED_COMPLEXITY = 0
/** Percent. From 6 on the encoder chooses the speech mode by itself; a higher value makes the copy finer and the frame coarser. */
const EXPECTED_LOSS = 10

export interface MixEncoder {
  /**
   * @param samples 960 pairs of 16-bit samples, left and right interleaved
   * @param voices how many voices are in them
   * @param isProtected whether the frame before can be recovered from this one
   */
  encode(samples: Int16Array, voices: number, isProtected: boolean): Uint8Array
  /** To be called once, see opus-encoder.ts. */
  free(): void
}

export interface VoiceDecoder {
  /**
   * Returns the sound of a packet, mono, from −1 to 1, as long as the packet is; valid until the next call.
   * @throws Error for what is no Opus packet
   */
  decode(payload: Uint8Array): Float32Array
  /** Returns the 20 ms before a packet, from the coarse copy in it. @throws Error for what is no Opus packet */
  recover(payload: Uint8Array): Float32Array
  /** Returns 20 ms made up from what came before. */
  conceal(): Float32Array
  /** To be called once: the garbage collector does not free the decoder's memory. */
  free(): void
}

/** An encoder for the stereo mix of one listener. */
export async function createMixEncoder(): Promise<MixEncoder> {
  const encoder = await createOpusEncoder({
    channels: 2,
    sampleRateHz: SAMPLE_RATE_HZ,
    frameSamples: FRAME_SAMPLES,
    bitsPerSecond: MIX_BITS_PER_SECOND,
  })
  let complexity: OpusComplexity | undefined
  let protects = false
  return {
    encode(samples, voices, isProtected) {
      const plain = voices < CROWD_VOICES ? MIX_COMPLEXITY : CROWD_COMPLEXITY
      const wanted = isProtected ? PROTECTED_COMPLEXITY : plain
      if (wanted !== complexity) encoder.setComplexity(wanted)
      complexity = wanted
      if (isProtected !== protects) encoder.setExpectedLoss(isProtected ? EXPECTED_LOSS : 0)
      protects = isProtected
      return encoder.encode(samples)
    },
    free: encoder.free,
  }
}

export async function createVoiceDecoder(): Promise<VoiceDecoder> {
  const decoder = await createDecoder({ channels: 1, sampleRate: SAMPLE_RATE_HZ })
  return {
    decode: (payload) => decoder.decodeFloat(payload),
    recover: (payload) => decoder.decodeFloat(payload, { decodeFec: true, frameSize: FRAME_SAMPLES }),
    conceal: () => decoder.decodePacketLossFloat(FRAME_SAMPLES),
    free: () => decoder.free(),
  }
}
