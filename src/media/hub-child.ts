/** The process that the hub runs in: started when it is first needed, and started again when it ends. */

import { type ChildProcess, fork } from 'node:child_process'
import { bareEnvironment } from '../operator/settings/config.js'
import type { Timers } from '../voice/ports.js'
import type { HubOrder, HubReport } from './messages.js'
import type { PeerNetwork } from './peers/held-connection.js'

export interface HubLog {
  error(details: object, message: string): void
}

export interface HubChildOptions {
  readonly network: () => PeerNetwork
  /** Where other processes of the hub reach it; `undefined` where there is none. */
  readonly carrierPath?: string | undefined
  readonly timers: Timers
  readonly log: HubLog
  /** @throws Error where a report cannot be taken: it is logged */
  readonly onReport: (report: HubReport) => void
  /** The process ended, and knows nothing of what it was told. */
  readonly onEnd: () => void
}

/** `unused`: it was never needed; `down`: it has ended, and the next has not said yet that it is up. */
export type HubChildState = 'unused' | 'starting' | 'up' | 'down'

export interface HubChild {
  /** Starts it where that was not done yet: many services never have a viewer or a crowd. */
  prepare(): void
  /** Whether it has ended, and the next has not said yet that it is up; false before the very first start. */
  isDown(): boolean
  state(): HubChildState
  /** How often it has ended and was started again. */
  restarts(): number
  /** What is told again to every new process; dropped where there is none. */
  send(order: HubOrder): void
  /** What concerns one peer and is told once: it waits for the next process where there is none. */
  sendOrHold(order: HubOrder): void
  processId(): number | undefined
  close(): Promise<void>
}

/** Started again at once the first time; a hub that ends again and again is given more and more time. */
const SECOND_RESTART_MS = 200
const LAST_RESTART_MS = 10_000
/** A hub that ran this long has recovered from whatever ended the one before. */
const STEADY_MS = 5000

/**
 * Connections and encoders take up many megabytes, and a turn goes through all of them. glibc asks Linux to keep them in large
 * pages (madvise(2), glibc 2.35 and newer): their addresses are found sooner. Elsewhere the setting means nothing.
 */
const LARGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' }

const ENTRY = new URL(import.meta.resolve('#hub-process'))

export function createHubChild({
  network,
  carrierPath,
  timers,
  log,
  onReport,
  onEnd,
}: HubChildOptions): HubChild {
  let child: ChildProcess | undefined
  let state: HubChildState = 'unused'
  let closing = false
  let restarts = 0
  let restartMs = 0
  /** Of peers that came while there was no process. */
  let held: HubOrder[] = []

  function send(order: HubOrder): void {
    const hub = child
    if (!hub?.connected) return
    hub.send(order, (error) => {
      // To kill a process that never was is to kill the service's own process group.
      if (error && hub.pid !== undefined) hub.kill('SIGKILL')
    })
  }

  function take(report: HubReport): void {
    try {
      if (report.type === 'started') state = 'up'
      onReport(report)
    } catch (error) {
      log.error({ err: error, report: report.type }, 'a report of the media hub could not be taken')
    }
  }

  function start(): void {
    const startedAt = timers.now()
    const hub = fork(ENTRY, [], {
      execArgv: ['--expose-gc'],
      // It takes in what strangers send: whatever they might make of it, it knows no secret.
      env: { ...bareEnvironment(), ...LARGE_PAGES },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = hub
    hub.on('message', take)
    const ended = (code: number | null, signal: NodeJS.Signals | null): void => {
      child = undefined
      state = 'down'
      // Before anybody is told, who may at once offer something to the next process.
      held = []
      onEnd()
      if (closing) return
      if (timers.now() - startedAt > STEADY_MS) restartMs = 0
      restarts += 1
      log.error({ code, signal, restartMs }, 'the media hub ended: it is started again, and rooms come back')
      restart()
    }
    hub.on('error', (error) => {
      log.error({ err: error }, 'the media hub could not be started')
      // No end is told of a process that never was.
      if (hub.pid === undefined) ended(null, null)
    })
    hub.on('exit', ended)
    send({ type: 'start', network: network(), carrierPath })
    for (const order of held.splice(0)) send(order)
  }

  function restart(): void {
    const again = () => {
      if (!closing) start()
    }
    if (restartMs === 0) again()
    else timers.after(restartMs, again)
    restartMs = Math.min(LAST_RESTART_MS, Math.max(SECOND_RESTART_MS, restartMs * 2))
  }

  return {
    prepare() {
      if (state !== 'unused') return
      state = 'starting'
      start()
    },
    isDown: () => state === 'down',
    state: () => state,
    restarts: () => restarts,
    send,
    sendOrHold(order) {
      if (child) send(order)
      else held.push(order)
    },
    processId: () => child?.pid,
    async close() {
      closing = true
      held = []
      const ending = child
      if (ending?.pid === undefined) return
      const ended = new Promise((resolve) => ending.once('exit', resolve))
      if (ending.connected) ending.disconnect()
      else ending.kill('SIGKILL')
      await ended
    },
  }
}
