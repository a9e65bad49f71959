/**
 * Makes the timers of a library's threads inexact, so that Linux wakes them together with others (proc(5), prctl(2)).
 * Elsewhere, and with an old kernel, the threads wake up as often as the library wants.
 */

import { writeFileSync } from 'node:fs'

/** Of the thread that writes it, and of the threads that this one starts. */
const TIMER_SLACK = '/proc/self/timerslack_ns'
/** Zero is what a thread had when it began. */
const USUAL_SLACK_NS = 0
const NS_PER_MS = 1_000_000

/**
 * Does what may start threads.
 * @param slackMs by how much their timers may be late
 */
export function withInexactTimers(slackMs: number, step: () => void): void {
  setTimerSlack(slackMs * NS_PER_MS)
  try {
    step()
  } finally {
    setTimerSlack(USUAL_SLACK_NS)
  }
}

function setTimerSlack(nanoseconds: number): void {
  try {
    writeFileSync(TIMER_SLACK, String(nanoseconds))
  } catch {
    // Another system.
  }
}
