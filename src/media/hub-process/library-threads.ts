/**
 * Starts the threads of the library. One of them counts the time of the data channels a hundred times a second, whether
 * there are any or not, and has no setting. So its timer is made inexact: Linux then wakes it together with others.
 */

import { writeFileSync } from 'node:fs'
import { preload } from 'node-datachannel'

/** Of the thread that writes it, and of the threads that this one starts; Linux alone has it (proc(5), prctl(2)). */
const TIMER_SLACK = '/proc/self/timerslack_ns'
/** 10 ms: data channels then take up to twice as long until they send again what was lost, and no longer to send anything else. */
const LIBRARY_SLACK_NS = 10_000_000
/** Zero is what a thread had when it began. */
const USUAL_SLACK_NS = 0

/** To be called before the library is used. */
export function startLibraryThreads(): void {
  setTimerSlack(LIBRARY_SLACK_NS)
  try {
    preload()
  } finally {
    setTimerSlack(USUAL_SLACK_NS)
  }
}

function setTimerSlack(nanoseconds: number): void {
  try {
    writeFileSync(TIMER_SLACK, String(nanoseconds))
  } catch {
    // Another system, or an old kernel: the thread wakes up as often as the library wants.
  }
}
