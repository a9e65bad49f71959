/** The hub's own process: takes orders from the service that started it, reports to it, and ends with it. */

import type { HubOrder, HubReport } from '../messages.js'
import { createEngine, type Engine } from './engine.js'
import { faultReport } from './fault-report.js'
import { startLibraryThreads } from './library-threads.js'

let engine: Engine | undefined

/** Sends a report; one that the service does not get, because it is gone, is missed by nobody. */
function report(message: HubReport): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

function fault(error: unknown): void {
  report(faultReport(error))
}

process.on('message', (order: HubOrder) => {
  try {
    if (order.type !== 'start') return engine?.order(order)
    startLibraryThreads()
    engine = createEngine(order, report, () => globalThis.gc?.())
    report({ type: 'started' })
  } catch (error) {
    fault(error)
  }
})
// A turn that fails for one room must not silence all others.
process.on('uncaughtException', fault)
process.on('unhandledRejection', fault)
process.on('disconnect', () => {
  engine?.close()
  // The library's threads would keep the process alive.
  process.kill(process.pid, 'SIGKILL')
})
// The service decides when this ends; a Ctrl-C reaches both.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
