/** One person's voice as the mixer takes it: packets in, 20 ms of sound out, and how loud it is. */

import { createJitterBuffer, type JitterBuffer, type VoicePacket } from './jitter-buffer.js'
import { FRAME_SAMPLES, type VoiceDecoder } from './opus.js'

export interface VoiceSource {
  push(packet: VoicePacket, nowMs: number): void
  /** Whether there is anything to pull. */
  isActive(): boolean
  /**
   * The next 20 ms, mono, −1…1; `undefined` where there is silence. To be called every 20 ms.
   * @param wanted whether anybody will hear it: else nothing is decoded, and silence comes back
   */
  pull(nowMs: number, wanted: boolean): Float32Array | undefined
  /** One more frame to fade out on when nothing comes any more; `undefined` where nothing was heard anyway. */
  lastFrame(): Float32Array | undefined
  /** Root mean square of what was pulled last, 0..1; `undefined` where nothing was decoded. */
  power(): number | undefined
  readonly buffer: Pick<JitterBuffer, 'counts' | 'jitterMs' | 'delayMs'>
  free(): void
}

export function createVoiceSource(decoder: VoiceDecoder): VoiceSource {
  const buffer = createJitterBuffer()
  /** Packets may hold more or less than a frame. */
  let left: Float32Array | undefined
  let audible = false
  let power: number | undefined

  function decodeNext(nowMs: number): Float32Array | undefined {
    const turn = buffer.pull(nowMs)
    try {
      if (turn.kind === 'silence') return undefined
      if (turn.kind === 'packet') return decoder.decode(turn.payload)
      return turn.kind === 'recover' ? decoder.recover(turn.payload) : decoder.conceal()
    } catch {
      // No Opus, or a damaged packet: as good as lost.
      return decoder.conceal()
    }
  }

  function nextFrame(nowMs: number): Float32Array | undefined {
    let frame = left ?? decodeNext(nowMs)
    left = undefined
    while (frame && frame.length < FRAME_SAMPLES) {
      const more = decodeNext(nowMs)
      if (!more) {
        const padded = new Float32Array(FRAME_SAMPLES)
        padded.set(frame)
        return padded
      }
      frame = joined(frame, more)
    }
    if (frame && frame.length > FRAME_SAMPLES) {
      left = frame.subarray(FRAME_SAMPLES)
      frame = frame.subarray(0, FRAME_SAMPLES)
    }
    return frame
  }

  return {
    buffer,
    push: buffer.push,
    isActive: () => left !== undefined || audible || !buffer.isIdle(),
    pull(nowMs, wanted) {
      if (!wanted) {
        left = undefined
        buffer.pull(nowMs)
        audible = false
        power = undefined
        return undefined
      }
      const frame = nextFrame(nowMs)
      audible = frame !== undefined
      power = frame ? rootMeanSquare(frame) : 0
      return frame
    },
    lastFrame: () => (audible ? decoder.conceal() : undefined),
    power: () => power,
    free: decoder.free,
  }
}

function joined(one: Float32Array, two: Float32Array): Float32Array {
  const both = new Float32Array(one.length + two.length)
  both.set(one)
  both.set(two, one.length)
  return both
}

function rootMeanSquare(frame: Float32Array): number {
  let sum = 0
  for (let index = 0; index < frame.length; index += 1) sum += (frame[index] ?? 0) ** 2
  return Math.sqrt(sum / frame.length)
}
