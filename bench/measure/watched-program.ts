/**
 * What a program does while it is measured: how long its event loop is held up, how long its main thread waits for a core that
 * others use, when requests arrive, when WebSocket frames are written, and when garbage is collected. Loaded into the measured
 * program by `--import`, this file writes all of it down whenever it is sent SIGWINCH, and begins anew.
 */

import { subscribe } from 'node:diagnostics_channel'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { eventually } from '../../test/helpers/eventually.js'

/** A timer that often costs nothing that shows. */
const RESOLUTION_MS = 10

interface Recorded {
  /** Of the event loop, beyond the timer's own time, milliseconds. */
  readonly p99: number
  readonly max: number
  /** When requests with a body arrived. All times are milliseconds of the clock that all programs of the machine share. */
  readonly arrivals: readonly number[]
  /** By the port of the client: when frames were given to the system, and the first byte of each. */
  readonly frames: readonly (readonly [port: number, firstByte: number, at: number])[]
  readonly collections: readonly (readonly [at: number, lastsMs: number])[]
}

export interface Watched extends Recorded {
  /** Share of the time in which its main thread was ready to run and had no core. */
  readonly waiting: number
}

export interface ProgramWatch {
  /** What the program must be started with. */
  readonly env: { readonly WATCH_FILE: string; readonly NODE_OPTIONS: string }
  /** Begins to measure. @param ports of the clients whose frames are looked at */
  begin(pid: number, ports: readonly number[]): Promise<void>
  end(pid: number): Promise<Watched>
  close(): void
}

/** Milliseconds of the clock that all programs of the machine share. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6

const { WATCH_FILE } = process.env
if (WATCH_FILE) record(WATCH_FILE)

const portsFile = (file: string): string => `${file}.ports`

function record(file: string): void {
  delete process.env.NODE_OPTIONS
  delete process.env.WATCH_FILE
  const offset = machineMs() - performance.now()
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  let ports: ReadonlySet<number> = new Set()
  let arrivals: number[] = []
  let frames: [port: number, firstByte: number, at: number][] = []
  let collections: [at: number, lastsMs: number][] = []

  const take = (entries: readonly PerformanceEntry[]) => {
    for (const { startTime, duration } of entries) collections.push([startTime + offset, duration])
  }
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ entryTypes: ['gc'] })

  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.method === 'POST') arrivals.push(performance.now() + offset)
  })

  const note = (port: number, chunk: unknown) => {
    if (chunk instanceof Uint8Array) frames.push([port, chunk[0] ?? 0, performance.now() + offset])
  }
  const { _write: write, _writev: writev } = Socket.prototype
  Socket.prototype._write = function _write(chunk, encoding, done) {
    write.call(this, chunk, encoding, done)
    if (this.remotePort !== undefined && ports.has(this.remotePort)) note(this.remotePort, chunk)
  }
  Socket.prototype._writev = function _writev(chunks, done) {
    writev?.call(this, chunks, done)
    if (this.remotePort === undefined || !ports.has(this.remotePort)) return
    for (const { chunk } of chunks) note(this.remotePort, chunk)
  }

  process.on('SIGWINCH', () => {
    take(observer.takeRecords())
    const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
    const [p99, max] = [beyond(histogram.percentile(99)), beyond(histogram.max)]
    const recorded: Recorded = { p99, max, arrivals, frames, collections }
    writeFileSync(file, JSON.stringify(recorded))
    ports = new Set(JSON.parse(readFileSync(portsFile(file), 'utf8')))
    arrivals = []
    frames = []
    collections = []
    histogram.reset()
  })
}

export function watchProgram(): ProgramWatch {
  const directory = mkdtempSync(join(tmpdir(), 'watched-program-'))
  const file = join(directory, 'recorded.json')
  let [since, waited] = [0, 0]

  async function ask(pid: number, ports: readonly number[]): Promise<Recorded> {
    rmSync(file, { force: true })
    writeFileSync(portsFile(file), JSON.stringify(ports))
    process.kill(pid, 'SIGWINCH')
    return eventually('the program tells what it did', () => {
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
    env: { WATCH_FILE: file, NODE_OPTIONS: `--import=${import.meta.url}` },
    async begin(pid, ports) {
      await ask(pid, ports)
      ;[since, waited] = [performance.now(), waitedMs(pid)]
    },
    async end(pid) {
      const waiting = (waitedMs(pid) - waited) / (performance.now() - since)
      return { ...(await ask(pid, [])), waiting }
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
}
