/** The media hub as the rest of the service has it: started, watched and started again, in a process of its own. */

import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { VoiceError } from '../errors.js'
import { bareEnvironment } from '../operator/settings/config.js'
import type { Timers } from '../voice/ports.js'
import type { Hub, HubEvents, HubPeerStatus } from '../voice/rooms/hub.js'
import type { HubLoad, HubOrder, HubPeerReport, HubReport } from './messages.js'
import type { PeerNetwork } from './peers/held-connection.js'

export interface HubOptions {
  readonly network: PeerNetwork
  readonly timers: Timers
  readonly log: HubLog
}

export interface HubLog {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export interface SupervisedHub extends Hub {
  /** Answers from now on name these addresses beside the hub's own. */
  setAnnounced(addresses: readonly string[]): void
  /** Of the last seconds; `undefined` before the first. */
  load(): HubLoad | undefined
  /** Its process, for tests that end it. */
  processId(): number | undefined
}

/** A region waits ten seconds for its answer and a viewer longer; nobody is helped by more. */
const ANSWER_LIMIT_MS = 4000
/** Once it is started again at once; one that ends again and again is given more and more time. */
const SECOND_RESTART_MS = 200
const LAST_RESTART_MS = 10_000
/** A hub that ran this long has recovered from whatever ended the one before. */
const STEADY_MS = 5000
const MAX_LOGGED_FAULTS = 20

const ENTRY = new URL('./hub-process/main.js', import.meta.url)

interface Waiting {
  resolve(answer: string): void
  reject(error: VoiceError): void
  cancel(): void
}

export function createHub({ network: first, timers, log }: HubOptions): SupervisedHub {
  // Every room listens.
  const events = new EventEmitter<HubEvents>().setMaxListeners(0)
  let network = first
  const waiting = new Map<string, Waiting>()
  const peers = new Set<string>()
  let child: ChildProcess | undefined
  let statuses: readonly HubPeerStatus[] = []
  let load: HubLoad | undefined
  /** Of peers that came while it was down, for when it is up. */
  let held: HubOrder[] = []
  let begun = false
  /** Started, and said so; also before the very first start. */
  let up = true
  let closing = false
  let restartMs = 0
  let faults = 0

  const unavailable = () =>
    new VoiceError('hub-unavailable', 'The media hub is not up at the moment: try again in some seconds.')

  function send(order: HubOrder): void {
    const hub = child
    // One that never came to be has the process id 0: a signal to that goes to all of this service.
    if (hub?.pid !== undefined && hub.connected) hub.send(order, (error) => error && hub.kill('SIGKILL'))
  }

  /** What concerns one peer only, and is told to nobody else again. */
  function sendOf(
    order: Extract<HubOrder, { type: 'connect' | 'candidate' | 'enter' | 'disconnect' }>,
  ): void {
    if (child) send(order)
    else held.push(order)
  }

  /** Not before somebody needs it: many services never have a viewer or a crowd. */
  function start(): void {
    begun = true
    const startedAt = timers.now()
    const hub = fork(ENTRY, [], {
      execArgv: ['--expose-gc'],
      // It takes in what strangers send: whatever they might make of it, it knows no secret.
      env: bareEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = hub
    hub.on('message', (report: HubReport) => {
      try {
        receive(report)
      } catch (error) {
        log.error({ err: error, report: report.type }, 'a report of the media hub could not be taken')
      }
    })
    const ended = (code: number | null, signal: NodeJS.Signals | null): void => {
      child = undefined
      up = false
      loseAll()
      if (closing) return
      if (timers.now() - startedAt > STEADY_MS) restartMs = 0
      log.error({ code, signal, restartMs }, 'the media hub ended: it is started again, and rooms come back')
      const again = () => {
        if (!closing) start()
      }
      if (restartMs === 0) again()
      else timers.after(restartMs, again)
      restartMs = Math.min(LAST_RESTART_MS, Math.max(SECOND_RESTART_MS, restartMs * 2))
    }
    hub.on('error', (error) => {
      log.error({ err: error }, 'the media hub could not be started')
      // Of a process that never was no end is told.
      if (hub.pid === undefined) ended(null, null)
    })
    hub.on('exit', ended)
    send({ type: 'start', network })
    for (const order of held.splice(0)) send(order)
  }

  function loseAll(): void {
    const lost = [...peers]
    peers.clear()
    statuses = []
    load = undefined
    held = []
    for (const { cancel, reject } of waiting.values()) {
      cancel()
      reject(unavailable())
    }
    waiting.clear()
    for (const peerId of lost) events.emit('closed', peerId)
  }

  function settle(peerId: string, step: (waiting: Waiting) => void): void {
    const found = waiting.get(peerId)
    if (!found) return
    waiting.delete(peerId)
    found.cancel()
    step(found)
  }

  function receive(report: HubReport): void {
    switch (report.type) {
      case 'started':
        up = true
        events.emit('ready')
        return
      case 'answer':
        return settle(report.peerId, ({ resolve }) => resolve(report.sdp))
      case 'refused':
        peers.delete(report.peerId)
        return settle(report.peerId, ({ reject }) => reject(new VoiceError(report.code, report.message)))
      case 'connected':
        if (peers.has(report.peerId)) events.emit('connected', report.peerId)
        return
      case 'closed':
        if (!report.wasConnected) events.emit('unreached', report.peerId)
        if (peers.delete(report.peerId)) events.emit('closed', report.peerId)
        return
      case 'channel-open':
        if (peers.has(report.peerId)) events.emit('channelOpen', report.peerId)
        return
      case 'text':
        if (peers.has(report.peerId)) events.emit('text', report.peerId, report.text)
        return
      case 'levels':
        events.emit('levels', report.roomId, report.levels)
        return
      case 'slots':
        if (peers.has(report.peerId)) events.emit('slots', report.peerId, report.agentIds)
        return
      case 'statuses':
        statuses = report.peers.map(statusOf)
        load = report.load
        return
      case 'fault':
        faults += 1
        if (faults <= MAX_LOGGED_FAULTS)
          log.error({ fault: report.message, stack: report.stack }, 'the media hub failed at something')
        return
    }
  }

  /** The hub's process has a stopwatch of its own: it tells how long ago something was. */
  function statusOf({ heardAgoMs, soundAgoMs, ...report }: HubPeerReport): HubPeerStatus {
    const now = timers.now()
    return {
      ...report,
      heardAt: heardAgoMs === undefined ? undefined : now - heardAgoMs,
      soundAt: typeof soundAgoMs === 'number' ? now - soundAgoMs : soundAgoMs,
    }
  }

  function prepare(): void {
    if (!begun) start()
  }

  return {
    events,
    prepare,
    isDown: () => !up,
    connect(request) {
      if (closing) return Promise.reject(unavailable())
      prepare()
      peers.add(request.peerId)
      return new Promise((resolve, reject) => {
        const cancel = timers.after(ANSWER_LIMIT_MS, () => {
          waiting.delete(request.peerId)
          this.disconnect(request.peerId)
          reject(unavailable())
        })
        waiting.set(request.peerId, { resolve, reject, cancel })
        sendOf({ type: 'connect', request })
      })
    },
    addCandidate(peerId, candidate) {
      if (peers.has(peerId)) sendOf({ type: 'candidate', peerId, candidate })
    },
    enter(peerId, roomId) {
      if (peers.has(peerId)) sendOf({ type: 'enter', peerId, roomId })
    },
    disconnect(peerId) {
      settle(peerId, ({ reject }) => reject(unavailable()))
      if (peers.delete(peerId)) sendOf({ type: 'disconnect', peerId })
    },
    setRoom: (roomId, room) => send({ type: 'room', roomId, room }),
    setEar: (peerId, ear) => send({ type: 'ear', peerId, ear }),
    setPersonalGains: (peerId, gains) => send({ type: 'gains', peerId, gains }),
    tell(peerIds, text) {
      if (peerIds.length > 0) send({ type: 'tell', peerIds, text })
    },
    setAnnounced(announced) {
      network = { ...network, announced }
      send({ type: 'announced', addresses: announced })
    },
    statuses: () => statuses,
    load: () => load,
    processId: () => child?.pid,
    async close() {
      closing = true
      loseAll()
      const ending = child
      if (!ending) return
      const ended = new Promise((resolve) => ending.once('exit', resolve))
      if (ending.connected) ending.disconnect()
      else ending.kill('SIGKILL')
      await ended
    },
  }
}
