/** The beat of the hub: a turn every 20 ms, on average exactly. */

import { FRAME_MS } from './opus.js'

/** Turns behind by more than this are left out: catching up on them would only make the next ones late. */
const MAX_BEHIND_TURNS = 5

export interface Turns {
  /** Turns left out since the start. */
  dropped(): number
  /** The longest turn since this was asked last, milliseconds. */
  takeSlowestMs(): number
  close(): void
}

export function startTurns(turn: (nowMs: number) => void): Turns {
  let due = performance.now() + FRAME_MS
  let dropped = 0
  let slowestMs = 0
  let timer = setTimeout(run, FRAME_MS)

  function run(): void {
    const now = performance.now()
    const behind = Math.floor((now - due) / FRAME_MS)
    if (behind > MAX_BEHIND_TURNS) {
      dropped += behind
      due += behind * FRAME_MS
    }
    for (; due <= performance.now(); due += FRAME_MS) {
      const begun = performance.now()
      turn(begun)
      slowestMs = Math.max(slowestMs, performance.now() - begun)
    }
    timer = setTimeout(run, Math.max(1, due - performance.now()))
  }

  return {
    dropped: () => dropped,
    takeSlowestMs() {
      const slowest = slowestMs
      slowestMs = 0
      return slowest
    },
    close: () => clearTimeout(timer),
  }
}
