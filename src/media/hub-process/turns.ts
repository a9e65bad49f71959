/** The beat of the hub: one turn every 20 ms, exactly so on average. */

import { FRAME_MS } from '../opus/opus.js'

/** With more turns than this to make up for, all of them are left out: making up for them would only delay the next ones. */
const MAX_BEHIND_TURNS = 5

export interface TurnClock {
  /** How many turns were left out since the start. */
  dropped(): number
  /** Of the last turns, in milliseconds: how long half and 99 % of them took at most, and how late 99 % began at most. */
  times(): { medianTurnMs: number; turnMs: number; lateMs: number }
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
    times() {
      const sorted = lengths.slice(0, turns).sort()
      return {
        medianTurnMs: quantile(sorted, 0.5),
        turnMs: quantile(sorted, 0.99),
        lateMs: quantile(delays.slice(0, turns).sort(), 0.99),
      }
    },
    close: () => clearTimeout(timer),
  }
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}
