/** A STUN server of our own, so that nobody needs another to learn from where it is seen. In a thread of its own. */

import { Worker } from 'node:worker_threads'
import type { Timers } from '../../voice/ports.js'

export interface StunServerOptions {
  readonly port: number
  readonly timers: Timers
  readonly log: {
    info(details: object, message: string): void
    error(details: object, message: string): void
  }
}

export interface StunServer {
  close(): Promise<void>
}

/** What the thread says of itself. */
export type StunReport = { readonly port: number } | { readonly fault: string }

/** A thread that ended is started again after this long. */
const RESTART_MS = 5000

const ENTRY = new URL('./stun-worker.js', import.meta.url)

/** Answers at that UDP port until it is closed; a port that cannot be had is logged, and tried again. */
export function startStunServer({ port, timers, log }: StunServerOptions): StunServer {
  let worker: Worker | undefined
  let cancelRestart: (() => void) | undefined
  let faultLogged = false
  let closed = false

  function start(): void {
    // It knows no setting, and has as much memory as it can ever need.
    const started = new Worker(ENTRY, {
      workerData: { port },
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    })
    worker = started
    started.unref()
    started.on('message', (report: StunReport) => {
      if ('fault' in report) return fault(report)
      faultLogged = false
      log.info(report, 'STUN is answered')
    })
    started.on('error', (error) => fault({ err: error }))
    started.on('exit', () => {
      if (!closed) cancelRestart = timers.after(RESTART_MS, start)
    })
  }

  function fault(details: object): void {
    if (!faultLogged) log.error({ ...details, port }, 'STUN cannot be answered at the moment')
    faultLogged = true
  }

  start()
  return {
    async close() {
      closed = true
      cancelRestart?.()
      await worker?.terminate()
    },
  }
}
