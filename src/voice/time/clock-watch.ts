/** Notices that the machine's clock was set or that the process was asleep: the time of day and the stopwatch disagree. */

import type { Clock, Timers } from '../ports.js'
import { every } from './timers.js'

const LOOK_INTERVAL_MS = 1000

/** Clocks are corrected by less all the time, which does no harm. */
export const SET_MS = 5000

export interface ClockWatch {
  /** @returns a function that removes the callback */
  onSet(callback: () => void): () => void
  close(): void
}

export interface ClockWatchOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly log: { warn(facts: object, message: string): void }
}

export function watchClock({ clock, timers, log }: ClockWatchOptions): ClockWatch {
  const callbacks = new Set<() => void>()
  let difference = clock() - timers.now()

  function look(): void {
    const before = difference
    difference = clock() - timers.now()
    const seconds = Math.round((difference - before) / 1000)
    if (Math.abs(difference - before) < SET_MS) return
    log.warn(
      { seconds },
      seconds < 0
        ? 'the clock of this machine was set back: voice goes on, but what ends at a time of day ends later'
        : 'the clock of this machine was set forward, or the service was stopped for so long',
    )
    for (const callback of callbacks) callback()
  }

  return {
    onSet(callback) {
      callbacks.add(callback)
      return () => callbacks.delete(callback)
    },
    close: every(timers, LOOK_INTERVAL_MS, look),
  }
}
