/** The stereo stream of one listener: encodes and numbers its frames, and makes silence cost next to nothing. */

import { FRAME_SAMPLES, type MixEncoder } from '../opus/opus.js'
import type { Outlet } from '../peers/peer-tracks.js'
import type { Limiter, Mix } from './mix.js'
import { REST_FRAME, silenceAt } from './silence.js'

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
  /** Sends the frame of this turn. @param voices how many were added to the mix */
  turn(mix: Mix, voices: number): void
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

  function send(payload: Uint8Array): void {
    // Only packets that were really sent use up a number.
    if (!outlet.send({ marker: !spurt, sequence, timestamp }, payload)) return
    sequence = (sequence + 1) & 0xffff
    spurt = true
  }

  return {
    limiter,
    encoded: () => encoded,
    free: encoder.free,
    turn(mix, voices) {
      quietFrames = voices > 0 ? 0 : quietFrames + 1
      loneFrames = voices < 2 ? loneFrames + 1 : 0
      if (quietFrames <= TAIL_FRAMES) {
        const isProtected = loneFrames > LONE_FRAMES && lossShare() >= PROTECT_LOSS_SHARE
        send(encoder.encode(mix.finish(limiter), voices, isProtected))
        encoded += 1
      } else {
        const silence = silenceAt(quietFrames - TAIL_FRAMES)
        if (silence) send(silence)
        if (silence === REST_FRAME) spurt = false
      }
      timestamp = (timestamp + FRAME_SAMPLES) >>> 0
    },
  }
}
