/** Gives back what the heap keeps after a start or a flood: V8 does so by itself only while there is work to do. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Timers } from '../voice/ports.js'

/** A start leaves 40 MB behind (`npm run bench -- first-run`), a flood of requests as much and more (`npm run drill -- flood`). */
const FIRST_LOOK_MS = 2000
const LOOK_EVERY_MS = 20_000
/** By so much the process must have grown since the last time: a collection holds everything up for some 50 ms. */
const GROWTH = 1.2
/** Until then it is collected at every look: a slow machine is not done with its start by the first. */
const START_LOOKS = 2

/**
 * Looks now and then whether the process has grown, and then has the whole heap collected and shrunk.
 * @param residentBytes memory of the process
 */
export function keepMemoryTidy(
  timers: Timers,
  residentBytes: () => number = () => process.memoryUsage.rss(),
  collect: () => Promise<void> = collectGarbage,
): void {
  let kept = 0
  let looks = 0
  async function look(): Promise<void> {
    looks += 1
    if (looks <= START_LOOKS || residentBytes() > kept * GROWTH) {
      await collect()
      kept = residentBytes()
    }
    timers.after(LOOK_EVERY_MS, look)
  }
  timers.after(FIRST_LOOK_MS, look)
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const gc: NodeJS.GCFunction = runInNewContext('gc')
  await gc({ type: 'major', execution: 'async', flavor: 'last-resort' })
}
