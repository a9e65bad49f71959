/** The stereo stream of one listener: encodes and numbers its frames, and makes silence cost next to nothing. */

import { FRAME_SAMPLES, type MixEncoder } from '../opus/opus.js'
import type { Outlet } from '../peers/peer-tracks.js'
import type { Limiter, Mix } from './mix.js'
import { REST_EVERY_FRAMES, REST_FRAME, SILENT_FRAMES, silenceAt } from './silence.js'

/** Frames encoded after the last voice, in which it dies away. */
const TAIL_FRAMES = 2

/**
 * A listener who loses this share gets a protected stream while a single voice is in it. With two voices protection does
 * not pay: below about 10 % of loss the speech mode takes more from a mix than it gives back (`npm run bench -- opus`).
 */
const PROTECT_LOSS_SHARE = 0.02
/** Half a second: the mode does not change with every breath of another speaker. */
const LONE_FRAMES = 25

export interface MixStream {
  readonly limiter: Limiter
  /**
   * Sends the frame of a turn.
   * @param voices how many were added to the mix
   * @param turn its number: those who hear nothing get their rest frames in the same turns, so that the hub rests between them
   */
  turn(mix: Mix, voices: number, turn: number): void
  /** How many turns after this one nothing is sent in while nobody is heard. */
  restingTurns(turn: number): number
  /** That many turns have passed in which nothing was done. */
  rest(turns: number): void
  /** How many frames were encoded. */
  encoded(): number
  /** To be called once, after the last turn. */
  free(): void
}

/**
 * @param random gives the first sequence number and timestamp, which must be unpredictable (RFC 3550 §5.1)
 * @param lossShare share of the packets that the listener loses, 0..1
 */
export function createMixStream(
  encoder: MixEncoder,
  outlet: Outlet,
  random: () => number,
  lossShare: () => number,
): MixStream {
  const limiter: Limiter = { gain: 1 }
  let sequence = random() & 0xffff
  let timestamp = random() >>> 0
  let quietFrames = TAIL_FRAMES
  let loneFrames = 0
  let encoded = 0
  let spurt = false
  let nextRestTurn = 0

  function encodedFrame(mix: Mix, voices: number): Uint8Array {
    const isProtected = loneFrames > LONE_FRAMES && lossShare() >= PROTECT_LOSS_SHARE
    encoded += 1
    return encoder.encode(mix.finish(limiter), voices, isProtected, mix.peak())
  }

  function silentFrame(frames: number, turn: number): Uint8Array | undefined {
    if (frames <= SILENT_FRAMES) return silenceAt(frames)
    const isFirst = frames === SILENT_FRAMES + 1
    if (!isFirst && turn < nextRestTurn) return undefined
    nextRestTurn = turn - (turn % REST_EVERY_FRAMES) + REST_EVERY_FRAMES
    return REST_FRAME
  }

  return {
    limiter,
    encoded: () => encoded,
    free: encoder.free,
    turn(mix, voices, turn) {
      quietFrames = voices > 0 ? 0 : quietFrames + 1
      loneFrames = voices < 2 ? loneFrames + 1 : 0
      const silence = quietFrames - TAIL_FRAMES
      const frame = silence <= 0 ? encodedFrame(mix, voices) : silentFrame(silence, turn)
      // Only packets that were really sent use up a number.
      if (frame && outlet.send({ marker: !spurt, sequence, timestamp }, frame)) {
        sequence = (sequence + 1) & 0xffff
        spurt = true
      }
      if (frame === REST_FRAME) spurt = false
      timestamp = (timestamp + FRAME_SAMPLES) >>> 0
    },
    restingTurns(turn) {
      return quietFrames - TAIL_FRAMES > SILENT_FRAMES ? Math.max(0, nextRestTurn - turn - 1) : 0
    },
    rest(turns) {
      quietFrames += turns
      timestamp = (timestamp + turns * FRAME_SAMPLES) >>> 0
    },
  }
}
