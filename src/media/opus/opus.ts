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

export const MIX_SETTINGS = {
  channels: 2,
  sampleRateHz: SAMPLE_RATE_HZ,
  frameSamples: FRAME_SAMPLES,
  /** Enough for speech from several directions, in stereo. */
  bitsPerSecond: 64_000,
} as const

/**
 * Complexity 5 is the lowest that searches for the pitch of a voice, which saves a single voice half a decibel of noise. A
 * higher one costs more without an audible gain (`npm run bench -- opus`).
 */
const MIX_COMPLEXITY = 5

/**
 * Half the work. It looks for no sudden sounds, which it would encode in shorter blocks: of several voices that talk
 * more is lost by these blocks than by the noise before such a sound. A faint mix has that noise below what is heard, and
 * a frame with a copy needs the speech mode, at which a higher complexity works three times as long and hardly better.
 */
const LEAST_COMPLEXITY = 0
const CROWD_VOICES = 3
/** −30 dB of full scale. */
const FAINT_PEAK = 0.03
/** For a second after a louder sound a mix does not count as faint. */
const PEAK_KEPT_PER_FRAME = 0.98

/** Percent. From 6 on the encoder chooses the speech mode by itself; a higher value makes the copy finer and the frame coarser. */
const EXPECTED_LOSS = 10

export interface MixEncoder {
  /**
   * @param samples 960 pairs of 16-bit samples, left and right interleaved
   * @param voices how many voices are in them
   * @param isProtected whether the frame before can be recovered from this one: it carries a coarse copy of it
   * @param peak the largest of the samples, 0..1
   */
  encode(samples: Int16Array, voices: number, isProtected: boolean, peak: number): Uint8Array
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
export async function createMixEncoder(create = createOpusEncoder): Promise<MixEncoder> {
  const encoder = await create(MIX_SETTINGS)
  let complexity: OpusComplexity | undefined
  let protects = false
  let loudest = 0
  return {
    encode(samples, voices, isProtected, peak) {
      loudest = Math.max(peak, loudest * PEAK_KEPT_PER_FRAME)
      const isCheap = isProtected || voices >= CROWD_VOICES || loudest < FAINT_PEAK
      const wanted = isCheap ? LEAST_COMPLEXITY : MIX_COMPLEXITY
      if (wanted !== complexity) encoder.setComplexity(wanted)
      complexity = wanted
      if (isProtected !== protects) encoder.setExpectedLoss(isProtected ? EXPECTED_LOSS : 0)
      protects = isProtected
      return encoder.encode(samples)
    },
    free: encoder.free,
  }
}

/**
 * A decoder that is made meanwhile, for a voice that nobody can wait for: until it is there, all is silence.
 * @param fault is told why there is none
 */
export function createVoiceDecoderSoon(fault: (error: unknown) => void): VoiceDecoder {
  const silence = new Float32Array(FRAME_SAMPLES)
  let decoder: VoiceDecoder | undefined
  let isFreed = false
  createVoiceDecoder().then((made) => {
    if (isFreed) made.free()
    else decoder = made
  }, fault)
  return {
    decode: (payload) => decoder?.decode(payload) ?? silence,
    recover: (payload) => decoder?.recover(payload) ?? silence,
    conceal: () => decoder?.conceal() ?? silence,
    free() {
      isFreed = true
      decoder?.free()
    },
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
