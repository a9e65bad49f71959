/** One speaker's voice as the mixer takes it: packets in, frames of 20 ms out, and how loud they are. */

import { FRAME_SAMPLES, type VoiceDecoder } from '../opus/opus.js'
import { createJitterBuffer, type JitterBuffer, type Playout } from './jitter/jitter-buffer.js'
import type { VoicePacket } from './jitter/voice-packet.js'

/** A room may ask for a last frame of a voice in the turn in which it goes, and in none after that. */
export const FREE_AFTER_MS = 100

export interface DecodedVoice {
  push(packet: VoicePacket, nowMs: number): void
  /** Whether there is anything to pull. */
  isActive(): boolean
  /**
   * Returns the next 20 ms, mono, from −1 to 1; `undefined` for silence. To be called every 20 ms.
   * @param isWanted whether anybody will hear the frame, called only where there is sound. False: nothing is decoded, and
   * silence is returned
   */
  pull(nowMs: number, isWanted: () => boolean): Float32Array | undefined
  /** Returns one more frame to fade out on, when no packet follows; `undefined` where nothing was heard before. */
  lastFrame(): Float32Array | undefined
  /** Root mean square of the last frame, 0..1; `undefined` where nothing was decoded. */
  power(): number | undefined
  readonly buffer: Pick<JitterBuffer, 'counts' | 'jitterMs' | 'delayMs'>
  free(): void
}

export function createDecodedVoice(decoder: VoiceDecoder): DecodedVoice {
  const buffer = createJitterBuffer()
  /** Decoded samples beyond the last frame: a packet may hold more or less than one. */
  let left: Float32Array | undefined
  let audible = false
  let power: number | undefined

  function decoded(turn: Playout): Float32Array | undefined {
    try {
      if (turn.kind === 'silence') return undefined
      if (turn.kind === 'packet') return decoder.decode(turn.payload)
      return turn.kind === 'recover' ? decoder.recover(turn.payload) : decoder.conceal()
    } catch {
      // A packet that is damaged, or is not Opus, is as good as lost.
      return decoder.conceal()
    }
  }

  /** Returns a whole frame that begins with the given samples. */
  function filled(begun: Float32Array, nowMs: number): Float32Array {
    let frame = begun
    while (frame.length < FRAME_SAMPLES) {
      const more = decoded(buffer.pull(nowMs))
      if (!more) {
        const padded = new Float32Array(FRAME_SAMPLES)
        padded.set(frame)
        return padded
      }
      frame = joined(frame, more)
    }
    if (frame.length === FRAME_SAMPLES) return frame
    left = frame.subarray(FRAME_SAMPLES)
    return frame.subarray(0, FRAME_SAMPLES)
  }

  function silence(measured: number | undefined): undefined {
    left = undefined
    audible = false
    power = measured
  }

  return {
    buffer,
    push: buffer.push,
    isActive: () => left !== undefined || audible || !buffer.isIdle(),
    pull(nowMs, isWanted) {
      const begun = left
      const turn = begun ? undefined : buffer.pull(nowMs)
      if (turn?.kind === 'silence') return silence(0)
      if (!isWanted()) return silence(undefined)
      left = undefined
      const begin = turn ? decoded(turn) : begun
      if (!begin) return silence(0)
      const frame = filled(begin, nowMs)
      audible = true
      power = rootMeanSquare(frame)
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
