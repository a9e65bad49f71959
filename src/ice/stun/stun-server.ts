/**
 * A STUN server of our own, so that nobody needs another to learn from where it is seen. The service's own thread answers as
 * long as little is asked. A flood is handed to a thread of its own, which costs 16 MB that nobody else needs.
 */

import { Worker } from 'node:worker_threads'
import type { Timers } from '../../voice/ports.js'
import { openStunSocket, type StunSocket } from './stun-socket.js'

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

/** What the thread says of itself: it can be told the port; it cannot have it; too much comes in, said once a second. */
export type StunReport =
  | { readonly type: 'ready' }
  | { readonly type: 'fault'; readonly fault: string }
  | { readonly type: 'flood' }

/**
 * - `here`: the service's own thread answers
 * - `starting`: it still does, while the other thread starts
 * - `apart`: the other thread answers
 * - `waiting`: nobody answers until it is tried again
 */
type State = 'here' | 'starting' | 'apart' | 'waiting'
type Happening = 'flood' | 'ready' | 'quiet' | 'fault' | 'waited'

/** What leads where; whatever is not named here changes nothing. */
const NEXT: Readonly<Record<State, { readonly [H in Happening]?: State }>> = {
  here: { flood: 'starting', fault: 'waiting' },
  starting: { ready: 'apart', fault: 'waiting' },
  // A flood that goes on begins the quiet minute again.
  apart: { flood: 'apart', quiet: 'here', fault: 'waiting' },
  waiting: { waited: 'here' },
}

/** Without a flood for so long, the thread is ended. */
export const QUIET_MS = 60_000
const RETRY_MS = 5000

const ENTRY = new URL(import.meta.resolve('#stun-worker'))

/** Answers at a UDP port until it is closed; a port that is taken is logged and tried again. */
export function startStunServer({ port, timers, log }: StunServerOptions): StunServer {
  let state: State = 'here'
  let socket: StunSocket | undefined
  let thread: Worker | undefined
  let cancelTimer: (() => void) | undefined
  let said: 'answered' | 'fault' | undefined
  let closed = false

  const enter: Readonly<Record<State, (from: State) => void>> = {
    here(from) {
      const ended = endThread()
      if (from === 'apart') log.info({ port }, 'the STUN flood is over: its thread ends')
      void ended.then(openHere)
    },
    starting() {
      log.info({ port }, 'STUN is flooded: a thread of its own answers')
      startThread()
    },
    apart(from) {
      // Only a port that was given back can be had.
      if (from !== 'apart') closeSocket(() => thread?.postMessage(port))
      wait(QUIET_MS, 'quiet')
    },
    waiting() {
      closeSocket()
      void endThread()
      wait(RETRY_MS, 'waited')
    },
  }

  function happen(happening: Happening): void {
    const next = NEXT[state][happening]
    if (next === undefined || closed) return
    cancelTimer?.()
    const from = state
    state = next
    enter[next](from)
  }

  function wait(milliseconds: number, then: Happening): void {
    cancelTimer = timers.after(milliseconds, () => happen(then))
  }

  function fault(details: object): void {
    if (closed) return
    if (said !== 'fault') log.error({ ...details, port }, 'STUN cannot be answered at the moment')
    said = 'fault'
    happen('fault')
  }

  function openHere(): void {
    if (closed || state !== 'here') return
    socket = openStunSocket({
      port,
      now: timers.now,
      onOpen(opened) {
        if (said !== 'answered') log.info({ port: opened }, 'STUN is answered')
        said = 'answered'
      },
      onFault: (code) => fault({ fault: code }),
      onFlood: () => happen('flood'),
    })
  }

  function closeSocket(then?: () => void): void {
    socket?.close(then)
    socket = undefined
  }

  function startThread(): void {
    // It knows no setting, and has as much memory as it can ever need.
    const started = new Worker(ENTRY, { env: {}, resourceLimits: { maxOldGenerationSizeMb: 64 } })
    thread = started
    started.unref()
    const whileCurrent =
      <Told>(tell: (told: Told) => void) =>
      (told: Told) => {
        if (thread === started) tell(told)
      }
    started.on(
      'message',
      whileCurrent((report: StunReport) => (report.type === 'fault' ? fault(report) : happen(report.type))),
    )
    started.on(
      'error',
      whileCurrent((error: unknown) => fault({ err: error })),
    )
    started.on(
      'exit',
      whileCurrent((code: number) => fault({ code })),
    )
  }

  async function endThread(): Promise<void> {
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }

  openHere()
  return {
    async close() {
      closed = true
      cancelTimer?.()
      closeSocket()
      await endThread()
    },
  }
}
