/**
 * How long a program's event loop is held up, and how long its main thread waits for a core that others use. Loaded into the
 * measured program by `--import`, this file writes the first down whenever it is sent SIGWINCH, and begins anew.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { eventually } from '../../test/helpers/eventually.js'

/** A timer that often costs nothing that shows. */
const RESOLUTION_MS = 10

export interface LoopDelay {
  /** Beyond the timer's own time, milliseconds. */
  readonly p99: number
  readonly max: number
  /** Share of the time in which its main thread was ready to run and had no core. */
  readonly waiting: number
}

export interface LoopWatch {
  /** What the program must be started with. */
  readonly env: { readonly LOOP_DELAY_FILE: string; readonly NODE_OPTIONS: string }
  /** Begins to measure. */
  begin(pid: number): Promise<void>
  end(pid: number): Promise<LoopDelay>
}

const { LOOP_DELAY_FILE } = process.env
if (LOOP_DELAY_FILE) record(LOOP_DELAY_FILE)

function record(file: string): void {
  delete process.env.NODE_OPTIONS
  delete process.env.LOOP_DELAY_FILE
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  process.on('SIGWINCH', () => {
    const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
    writeFileSync(file, JSON.stringify({ p99: beyond(histogram.percentile(99)), max: beyond(histogram.max) }))
    histogram.reset()
  })
}

export function watchLoop(): LoopWatch {
  const directory = mkdtempSync(join(tmpdir(), 'loop-delay-'))
  const file = join(directory, 'delay.json')
  let [since, waited] = [0, 0]

  async function ask(pid: number): Promise<Omit<LoopDelay, 'waiting'>> {
    rmSync(file, { force: true })
    process.kill(pid, 'SIGWINCH')
    return eventually('the program tells its delays', () => {
      try {
        return JSON.parse(readFileSync(file, 'utf8'))
      } catch {
        return undefined
      }
    })
  }
  /** Milliseconds on the run queue so far (`/proc/<pid>/schedstat`). */
  const waitedMs = (pid: number) =>
    Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6

  return {
    env: { LOOP_DELAY_FILE: file, NODE_OPTIONS: `--import=${import.meta.url}` },
    async begin(pid) {
      await ask(pid)
      ;[since, waited] = [performance.now(), waitedMs(pid)]
    },
    async end(pid) {
      const waiting = (waitedMs(pid) - waited) / (performance.now() - since)
      const delay = await ask(pid)
      rmSync(directory, { recursive: true })
      return { ...delay, waiting }
    },
  }
}
