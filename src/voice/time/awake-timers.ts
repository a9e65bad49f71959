/** Timers that count only the time in which this process ran: what it slept through passes for nobody. */

import { every, type Timers } from '../ports.js'

/**
 * A closed lid, a paused machine or a stopped process has the machine's own timers fall due all at once, before a single
 * word of the network is read. So much can a busy event loop be late; more is sleep.
 */
export const ASLEEP_MS = 5000
const LOOK_INTERVAL_MS = 1000

/** The machine's timers come a little early: a rest this short is none. */
const EARLY_MS = 5

export interface AwakeTimers extends Timers {
  /** To be called at the end: it has a timer of its own. */
  close(): void
}

/**
 * @param source whose time goes on while the process sleeps, or not: both happen
 */
export function createAwakeTimers(source: Timers): AwakeTimers {
  let readAt = source.now()
  let sleptMs = 0

  function now(): number {
    const read = source.now()
    const passed = read - readAt
    readAt = read
    if (passed < 0 || passed > ASLEEP_MS) sleptMs += passed
    return read - sleptMs
  }

  return {
    now,
    after(milliseconds, callback) {
      const due = now() + milliseconds
      let cancel = source.after(milliseconds, wake)
      function wake(): void {
        const rest = due - now()
        if (rest <= EARLY_MS) callback()
        else cancel = source.after(rest, wake)
      }
      return () => cancel()
    },
    close: every(source, LOOK_INTERVAL_MS, now),
  }
}
