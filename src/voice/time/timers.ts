/** The machine's timers, and timers that count only the time in which this process ran, not time that it slept. */

import type { Timers } from '../ports.js'

/** The real timers; a pending one does not keep the process alive. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Calls back after each interval until it is ended; an error of a callback does not end it.
 * @returns a function that ends it
 */
export function every(timers: Timers, milliseconds: number, callback: () => void): () => void {
  let cancel = timers.after(milliseconds, again)
  function again(): void {
    cancel = timers.after(milliseconds, again)
    callback()
  }
  return () => cancel()
}

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
