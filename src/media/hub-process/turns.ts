/** The beat of the hub: one turn every 20 ms, exactly so on average. */

import { FRAME_MS } from '../opus/opus.js'

/** With more turns than this to make up for, all of them are left out: making up for them would only delay the next ones. */
const MAX_BEHIND_TURNS = 5

export interface TurnClock {
  /** How many turns were left out since the start. */
  dropped(): number
  /** 99th percentiles of the last turns, in milliseconds: how long they took, and how late they began. */
  p99(): { turnMs: number; lateMs: number }
  close(): void
}

/** Ten seconds. */
const REMEMBERED_TURNS = 500

export function startTurns(turn: (nowMs: number) => void): TurnClock {
  let due = performance.now() + FRAME_MS
  let dropped = 0
  const lengths = new Float64Array(REMEMBERED_TURNS)
  const delays = new Float64Array(REMEMBERED_TURNS)
  let turns = 0
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
      delays[turns % REMEMBERED_TURNS] = begun - due
      lengths[turns % REMEMBERED_TURNS] = performance.now() - begun
      turns += 1
    }
    timer = setTimeout(run, Math.max(1, due - performance.now()))
  }

  return {
    dropped: () => dropped,
    p99: () => ({ turnMs: p99(lengths.slice(0, turns)), lateMs: p99(delays.slice(0, turns)) }),
    close: () => clearTimeout(timer),
  }
}

function p99(values: Float64Array): number {
  return values.sort()[Math.floor((values.length - 1) * 0.99)] ?? 0
}
