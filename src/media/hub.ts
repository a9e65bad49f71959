/** The media hub as the rest of the service has it: orders go to its process, and its reports become events. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../errors.js'
import type { Timers } from '../voice/ports.js'
import type { Hub, HubEvents, HubPeerStatus } from '../voice/rooms/hub.js'
import { createHubChild, type HubLog } from './hub-child.js'
import type { HubLoad, HubPeerReport, HubReport } from './messages.js'
import type { PeerNetwork } from './peers/held-connection.js'
import { createPendingAnswers, hubUnavailable } from './pending-answers.js'

export interface HubOptions {
  readonly network: PeerNetwork
  readonly timers: Timers
  readonly log: HubLog
}

export interface SupervisedHub extends Hub {
  /** Answers from now on name these addresses beside the hub's own. */
  setAnnounced(addresses: readonly string[]): void
  /** Of the last seconds; `undefined` before the first. */
  load(): HubLoad | undefined
  /** Its process, for tests that end it. */
  processId(): number | undefined
}

const MAX_LOGGED_FAULTS = 20

type ReportHandlers = {
  readonly [Type in HubReport['type']]: (report: Extract<HubReport, { type: Type }>) => void
}

export function createHub({ network: first, timers, log }: HubOptions): SupervisedHub {
  // Every room listens.
  const events = new EventEmitter<HubEvents>().setMaxListeners(0)
  const answers = createPendingAnswers(timers)
  const peers = new Set<string>()
  let network = first
  let statuses: readonly HubPeerStatus[] = []
  let load: HubLoad | undefined
  let faults = 0
  let closing = false

  /** What is told of a peer that was disconnected meanwhile concerns nobody. */
  const ifKnown = (peerId: string, step: () => void): void => {
    if (peers.has(peerId)) step()
  }

  const handlers: ReportHandlers = {
    started: () => events.emit('ready'),
    answer: ({ peerId, sdp }) => answers.answer(peerId, sdp),
    refused({ peerId, code, message }) {
      peers.delete(peerId)
      answers.refuse(peerId, new VoiceError(code, message))
    },
    connected: ({ peerId }) => ifKnown(peerId, () => events.emit('connected', peerId)),
    closed({ peerId, wasConnected }) {
      if (!wasConnected) events.emit('unreached', peerId)
      if (peers.delete(peerId)) events.emit('closed', peerId)
    },
    'channel-open': ({ peerId }) => ifKnown(peerId, () => events.emit('channelOpen', peerId)),
    text: ({ peerId, text }) => ifKnown(peerId, () => events.emit('text', peerId, text)),
    levels: ({ roomId, levels }) => events.emit('levels', roomId, levels),
    slots: ({ peerId, agentIds }) => ifKnown(peerId, () => events.emit('slots', peerId, agentIds)),
    statuses(report) {
      statuses = report.peers.map(statusOf)
      load = report.load
    },
    fault({ message, stack }) {
      faults += 1
      if (faults <= MAX_LOGGED_FAULTS)
        log.error({ fault: message, stack }, 'the media hub failed at something')
    },
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

  function loseAll(): void {
    const lost = [...peers]
    peers.clear()
    statuses = []
    load = undefined
    answers.refuseAll()
    for (const peerId of lost) events.emit('closed', peerId)
  }

  const child = createHubChild({
    network: () => network,
    timers,
    log,
    onReport(report) {
      const handle = handlers[report.type] as (report: HubReport) => void
      handle(report)
    },
    onEnd: loseAll,
  })

  function disconnect(peerId: string): void {
    answers.refuse(peerId, hubUnavailable())
    if (peers.delete(peerId)) child.sendOrHold({ type: 'disconnect', peerId })
  }

  return {
    events,
    prepare: child.prepare,
    isDown: child.isDown,
    connect(request) {
      if (closing) return Promise.reject(hubUnavailable())
      child.prepare()
      peers.add(request.peerId)
      const answer = answers.wait(request.peerId, () => disconnect(request.peerId))
      child.sendOrHold({ type: 'connect', request })
      return answer
    },
    addCandidate(peerId, candidate) {
      if (peers.has(peerId)) child.sendOrHold({ type: 'candidate', peerId, candidate })
    },
    enter(peerId, roomId) {
      if (peers.has(peerId)) child.sendOrHold({ type: 'enter', peerId, roomId })
    },
    disconnect,
    setRoom: (roomId, room) => child.send({ type: 'room', roomId, room }),
    setEar: (peerId, ear) => child.send({ type: 'ear', peerId, ear }),
    setPersonalGains: (peerId, gains) => child.send({ type: 'gains', peerId, gains }),
    tell(peerIds, text) {
      if (peerIds.length > 0) child.send({ type: 'tell', peerIds, text })
    },
    setAnnounced(announced) {
      network = { ...network, announced }
      child.send({ type: 'announced', addresses: announced })
    },
    statuses: () => statuses,
    load: () => load,
    processId: child.processId,
    async close() {
      closing = true
      loseAll()
      await child.close()
    },
  }
}
