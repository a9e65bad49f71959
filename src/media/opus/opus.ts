/**
 * Opus, behind the little that the hub needs of it. Two libraries do it: opus-encoder.ts says which one encodes;
 * `libopus-wasm` decodes (the only one that gives access to loss concealment and error correction, and no packet from
 * outside can harm more than its sandbox).
 */

import { createDecoder } from 'libopus-wasm'
import { createOpusEncoder, type OpusComplexity } from './opus-encoder.js'

export const FRAME_SAMPLES = 960
export const FRAME_MS = 20
export const SAMPLE_RATE_HZ = 48_000

/** Speech and its directions, in stereo. */
const MIX_BITS_PER_SECOND = 64_000

/** From here on a higher complexity costs more than it can be heard to give. */
const MIX_COMPLEXITY = 5

/**
 * Complexity 5 is the first that looks for the pitch of a voice, for a fifth of the whole encode. In a single voice it
 * saves 1.0 dB of noise, among four 0.3, among eight 0.1 (`npm run bench -- opus`).
 */
const CROWD_COMPLEXITY = 3
const CROWD_VOICES = 5

/**
 * A protected frame carries a coarse copy of the one before, which takes the speech mode: at complexity 0 for half as
 * much again as one without, at 5 for three times as much and hardly better (`npm run bench -- opus`).
 */
const PROTECTED_COMPLEXITY = 0
/** Percent. From 6 on the encoder takes to the speech mode by itself; more makes a finer copy, and a coarser frame. */
const EXPECTED_LOSS = 10

export interface MixEncoder {
  /**
   * @param samples 960 pairs of 16-bit samples, left and right in turn
   * @param voices how many are heard in them
   * @param isProtected whether the frame before can be recovered from this one
   */
  encode(samples: Int16Array, voices: number, isProtected: boolean): Uint8Array
  /** To be called once, see opus-encoder.ts. */
  free(): void
}

export interface VoiceDecoder {
  /** Mono, −1…1, as long as the packet is; valid until the next call. @throws Error for what is no Opus packet */
  decode(payload: Uint8Array): Float32Array
  /** The 20 ms before a packet, from the coarse copy in it. @throws Error */
  recover(payload: Uint8Array): Float32Array
  /** 20 ms made up from what came before. */
  conceal(): Float32Array
  /** To be called once: the decoder's memory is not the garbage collector's. */
  free(): void
}

/** For the stereo mix of one listener. */
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
