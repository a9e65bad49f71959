/** Timers that count only the time in which this process ran, not time that it slept. */

import { every, type Timers } from '../ports.js'

/**
 * After a closed lid, a paused machine or a stopped process, the machine's own timers fall due all at once, before
 * anything is read from the network. A busy event loop can be late by this much; a longer delay is sleep.
 */
export const ASLEEP_MS = 5000
const LOOK_INTERVAL_MS = 1000

/** The machine's timers fire a little early: a remainder this short counts as none. */
const EARLY_MS = 5

export interface AwakeTimers extends Timers {
  /** To be called at the end: the clock has a timer of its own. */
  close(): void
}

/**
 * @param source timers whose time may or may not go on while the process sleeps: both happen
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
