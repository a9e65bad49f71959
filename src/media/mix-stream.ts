/** The stereo stream of one listener: frames encoded and numbered, and silence that costs next to nothing. */

import type { Limiter, Mix } from './mix.js'
import { FRAME_SAMPLES, type MixEncoder } from './opus.js'
import type { Outlet } from './peer-tracks.js'
import { REST_FRAME, silenceAt } from './silence.js'

/** Frames of silence encoded after the last voice, in which it dies away. */
const TAIL_FRAMES = 2

export interface MixStream {
  readonly limiter: Limiter
  /** The frame of this turn; @param voices how many were added to the mix */
  turn(mix: Mix, voices: number): void
  /** How many frames were encoded. */
  encoded(): number
}

/** @param random where the stream's numbers begin (RFC 3550 §5.1: unpredictable) */
export function createMixStream(encoder: MixEncoder, outlet: Outlet, random: () => number): MixStream {
  const limiter: Limiter = { gain: 1 }
  let sequence = random() & 0xffff
  let timestamp = random() >>> 0
  let quietFrames = TAIL_FRAMES
  let encoded = 0
  let spurt = false

  function send(payload: Uint8Array): void {
    // Numbers are used up only by what really went out: each belongs to one packet.
    if (!outlet.send({ marker: !spurt, sequence, timestamp }, payload)) return
    sequence = (sequence + 1) & 0xffff
    spurt = true
  }

  return {
    limiter,
    encoded: () => encoded,
    turn(mix, voices) {
      quietFrames = voices > 0 ? 0 : quietFrames + 1
      if (quietFrames <= TAIL_FRAMES) {
        send(encoder.encode(mix.finish(limiter), voices))
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
