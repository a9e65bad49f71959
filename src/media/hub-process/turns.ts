/** The beat of the hub: one turn every 20 ms, exactly so on average, and none while nobody speaks. */

import type { Timers } from '../../voice/ports.js'
import { systemTimers } from '../../voice/time/timers.js'
import { FRAME_MS } from '../opus/opus.js'

/** With more turns than this to make up for, all of them are left out: making up for them would only delay the next ones. */
const MAX_BEHIND_TURNS = 5
/** However little there is to do, the clock looks again after this time: a second. */
const MAX_RESTING_TURNS = 50

/** What is done in turns. They are numbered from 0, those in which it rests as well. */
export interface TurnWork {
  turn(nowMs: number, turn: number): void
  /** How many turns after this one nothing has to be done in, unless something comes in between: see `TurnClock.wake`. */
  restingTurns(turn: number): number
  /** That many turns have passed in which nothing was done. */
  rest(turns: number): void
}

export interface TurnClock {
  /** There may be something to do in the next turn. */
  wake(): void
  /** How many turns were left out since the start. */
  dropped(): number
  /** Of the last turns, in milliseconds: how long half and 99 % of them took at most, and how late 99 % began at most. */
  times(): { medianTurnMs: number; turnMs: number; lateMs: number }
  close(): void
}

/** Ten seconds. */
const REMEMBERED_TURNS = 500

export function startTurns(work: TurnWork, timers: Timers = systemTimers): TurnClock {
  let due = timers.now() + FRAME_MS
  let dropped = 0
  const lengths = new Float64Array(REMEMBERED_TURNS)
  const delays = new Float64Array(REMEMBERED_TURNS)
  let measured = 0
  let next = 0
  /** How many turns, from the next on, are to be left out. */
  let resting = 0
  let cancel = timers.after(FRAME_MS, run)

  function schedule(): void {
    cancel = timers.after(Math.max(1, due + resting * FRAME_MS - timers.now()), run)
  }

  /** Leaves out the turns that have passed at rest. */
  function endRest(): void {
    const passed = Math.min(resting, Math.max(0, Math.floor((timers.now() - due) / FRAME_MS) + 1))
    resting = 0
    if (passed === 0) return
    due += passed * FRAME_MS
    next += passed
    work.rest(passed)
  }

  function run(): void {
    endRest()
    const behind = Math.floor((timers.now() - due) / FRAME_MS)
    if (behind > MAX_BEHIND_TURNS) {
      dropped += behind
      due += behind * FRAME_MS
    }
    for (; due <= timers.now(); due += FRAME_MS) {
      const begun = timers.now()
      work.turn(begun, next)
      delays[measured % REMEMBERED_TURNS] = begun - due
      lengths[measured % REMEMBERED_TURNS] = timers.now() - begun
      measured += 1
      next += 1
    }
    resting = Math.min(MAX_RESTING_TURNS, work.restingTurns(next - 1))
    schedule()
  }

  return {
    wake() {
      if (resting === 0) return
      cancel()
      endRest()
      schedule()
    },
    dropped: () => dropped,
    times() {
      const sorted = lengths.slice(0, measured).sort()
      return {
        medianTurnMs: quantile(sorted, 0.5),
        turnMs: quantile(sorted, 0.99),
        lateMs: quantile(delays.slice(0, measured).sort(), 0.99),
      }
    },
    close: () => cancel(),
  }
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}
