/** Returns memory to the system after a start or a flood: V8 does this by itself only while there is work to do. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Timers } from '../voice/ports.js'

/** A start leaves 40 MB behind (`npm run bench -- first-run`), a flood of requests as much and more (`npm run drill -- flood`). */
const FIRST_LOOK_MS = 2000
const LOOK_EVERY_MS = 20_000
/**
 * The heap of a busy process is collected if it has grown by this factor since the last time. All wait for that, some 150 ms
 * with 200 people who move, and much of what was compiled for them is lost; by less than that, V8 lets it grow and shrink.
 */
const GROWTH = 2
/** Or by this much while the process is quiet and nobody notices. */
const QUIET_GROWTH_BYTES = 8 * 1024 * 1024
/** A quiet process uses less than this share of a core. Twenty people who move take more, and would notice the pause. */
const QUIET_LOAD = 0.02

/** The process, as far as memory is concerned. */
export interface TidyProcess {
  residentBytes(): number
  /** CPU time on all cores since the start. */
  cpuMs(): number
  collect(): Promise<void>
}

/** Checks regularly whether the process has grown, and then collects and shrinks the whole heap. */
export function keepMemoryTidy(timers: Timers, tidied: TidyProcess = thisProcess): void {
  let kept = 0
  /** A slow machine may still be starting at the first look. */
  let isStartOver = false
  let lookedAt = timers.now()
  let cpuBefore = tidied.cpuMs()

  function isQuiet(): boolean {
    const [elapsed, cpu] = [timers.now() - lookedAt, tidied.cpuMs() - cpuBefore]
    lookedAt += elapsed
    cpuBefore += cpu
    return cpu < elapsed * QUIET_LOAD
  }

  async function look(): Promise<void> {
    const quiet = isQuiet()
    const enough = quiet ? kept + QUIET_GROWTH_BYTES : kept * GROWTH
    const leavesStart = quiet && !isStartOver
    if (leavesStart || tidied.residentBytes() > enough) {
      isStartOver ||= quiet
      await tidied.collect()
      kept = tidied.residentBytes()
    }
    timers.after(LOOK_EVERY_MS, look)
  }
  timers.after(FIRST_LOOK_MS, look)
}

const thisProcess: TidyProcess = {
  residentBytes() {
    try {
      return process.memoryUsage.rss()
    } catch {
      // Unknown without /proc.
      return 0
    }
  },
  cpuMs() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  async collect() {
    setFlagsFromString('--expose-gc')
    const gc: NodeJS.GCFunction = runInNewContext('gc')
    await gc({ type: 'major', execution: 'async', flavor: 'last-resort' })
  },
}
