/** The media hub as the rest of the service has it: orders go to its process, and its reports become events. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../errors.js'
import type { GridId } from '../voice/grids/grid.js'
import type { Timers } from '../voice/ports.js'
import type { Hub, HubEvents, HubPeerStatus } from '../voice/rooms/hub.js'
import { createHubChild, type HubChildState, type HubLog } from './hub-child.js'
import type {
  GridWork,
  HubCarriage,
  HubGuest,
  HubLoad,
  HubPeerReport,
  HubReport,
  HubRoomReport,
} from './messages.js'
import type { PeerNetwork } from './peers/held-connection.js'
import { createPendingAnswers, hubUnavailable } from './pending-answers.js'

export interface HubOptions {
  readonly network: PeerNetwork
  /** Where the hub's other processes reach this one; `undefined` where it is the only one. */
  readonly carrierPath?: string
  readonly timers: Timers
  readonly log: HubLog
}

export interface SupervisedHub extends Hub {
  /** Whether peers that were dismissed are not told yet. */
  isDismissing(): boolean
  /** Answers from now on name these addresses beside the hub's own. */
  setAnnounced(addresses: readonly string[]): void
  /** Of the last seconds; `undefined` before the first. */
  load(): HubLoad | undefined
  /** Its process, for tests that end it. */
  processId(): number | undefined
}

/** One process of several. */
export interface HubProcess extends SupervisedHub {
  /** Takes a peer into a room that is connected to another process. @returns whether it is there; false where the process ended meanwhile */
  host(guest: HubGuest): Promise<boolean>
  unhost(peerId: string): void
  /** Peers of this process are in a room of another one from now on; `enter` takes them back. */
  carry(carriage: HubCarriage): void
  /** How many streams a peer gets; `undefined` until its offer is answered. */
  outletsOf(peerId: string): number | undefined
  /** What may be sent for a grid. @param bytesPerSecond `undefined`: no limit */
  setBandwidth(grid: GridId, bytesPerSecond: number | undefined): void
  /** What it did for each grid, from its last report but one to its last. */
  gridWork(): readonly GridWork[]
  /** Its rooms, as last reported. */
  rooms(): readonly HubRoomReport[]
  state(): HubChildState
  restarts(): number
  /** Calls back with each report on peers, rooms and load: every two seconds. */
  onReported(listener: () => void): void
}

const MAX_LOGGED_FAULTS = 20

type ReportHandlers = {
  readonly [Type in HubReport['type']]: (report: Extract<HubReport, { type: Type }>) => void
}

export function createHub({ network: first, carrierPath, timers, log }: HubOptions): HubProcess {
  // Every room listens.
  const events = new EventEmitter<HubEvents>().setMaxListeners(0)
  const answers = createPendingAnswers(timers)
  /** By peer, how many streams it gets; `undefined` until that is known. */
  const peers = new Map<string, number | undefined>()
  const guests = new Map<string, { readonly hosted: (isThere: boolean) => void }>()
  let reported: () => void = () => undefined
  let network = first
  let statuses: readonly HubPeerStatus[] = []
  let rooms: readonly HubRoomReport[] = []
  let gridWork: readonly GridWork[] = []
  let load: HubLoad | undefined
  let faults = 0
  /** Who was dismissed, and is not told yet. */
  const dismissing = new Set<string>()
  let closing = false

  /** What is told of a peer that was disconnected meanwhile concerns nobody. */
  const ifKnown = (peerId: string, step: () => void): void => {
    if (peers.has(peerId) || guests.has(peerId)) step()
  }

  const handlers: ReportHandlers = {
    started: () => events.emit('ready'),
    answer({ peerId, sdp, outlets }) {
      if (peers.has(peerId)) peers.set(peerId, outlets)
      answers.answer(peerId, sdp)
    },
    hosted: ({ peerId }) => guests.get(peerId)?.hosted(true),
    refused({ peerId, code, message }) {
      peers.delete(peerId)
      answers.refuse(peerId, new VoiceError(code, message))
    },
    connected: ({ peerId }) => ifKnown(peerId, () => events.emit('connected', peerId)),
    closed({ peerId, wasConnected }) {
      if (!wasConnected) events.emit('unreached', peerId)
      if (peers.delete(peerId)) events.emit('closed', peerId)
    },
    dismissed({ peerIds }) {
      for (const peerId of peerIds) dismissing.delete(peerId)
    },
    'channel-open': ({ peerId }) => ifKnown(peerId, () => events.emit('channelOpen', peerId)),
    text: ({ peerId, text }) => ifKnown(peerId, () => events.emit('text', peerId, text)),
    levels: ({ roomKey, levels }) => events.emit('levels', roomKey, levels),
    slots: ({ peerId, agentIds }) => ifKnown(peerId, () => events.emit('slots', peerId, agentIds)),
    statuses(report) {
      statuses = report.peers.map(statusOf)
      rooms = report.rooms
      gridWork = report.grids
      load = report.load
      reported()
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
    const lost = [...peers.keys()]
    peers.clear()
    for (const { hosted } of guests.values()) hosted(false)
    guests.clear()
    statuses = []
    rooms = []
    gridWork = []
    load = undefined
    dismissing.clear()
    answers.refuseAll()
    for (const peerId of lost) events.emit('closed', peerId)
  }

  const child = createHubChild({
    network: () => network,
    carrierPath,
    timers,
    log,
    onReport(report) {
      const handle = handlers[report.type] as (report: HubReport) => void
      handle(report)
    },
    onEnd: loseAll,
  })

  function disconnect(peerId: string, type: 'disconnect' | 'dismiss' = 'disconnect'): boolean {
    answers.refuse(peerId, hubUnavailable())
    if (!peers.delete(peerId)) return false
    child.sendOrHold({ type, peerId })
    return true
  }

  return {
    events,
    prepare: child.prepare,
    isDown: child.isDown,
    connect(request) {
      if (closing) return Promise.reject(hubUnavailable())
      child.prepare()
      peers.set(request.peerId, undefined)
      const answer = answers.wait(request.peerId, () => disconnect(request.peerId))
      child.sendOrHold({ type: 'connect', request })
      return answer
    },
    addCandidate(peerId, candidate) {
      if (peers.has(peerId)) child.sendOrHold({ type: 'candidate', peerId, candidate })
    },
    enter(peerId, roomKey) {
      if (peers.has(peerId)) child.sendOrHold({ type: 'enter', peerId, roomKey })
    },
    disconnect,
    dismiss(peerId) {
      if (disconnect(peerId, 'dismiss')) dismissing.add(peerId)
    },
    isDismissing: () => dismissing.size > 0,
    setRoom: (roomKey, room) => child.send({ type: 'room', roomKey, room }),
    setEar: (peerId, ear) => child.send({ type: 'ear', peerId, ear }),
    setHeadphones: (peerId, headphones) => child.send({ type: 'headphones', peerId, headphones }),
    setPersonalGains: (peerId, gains) => child.send({ type: 'gains', peerId, gains }),
    tell(peerIds, text) {
      if (peerIds.length > 0) child.send({ type: 'tell', peerIds, text })
    },
    host(guest) {
      const { peerId } = guest
      guests.get(peerId)?.hosted(false)
      return new Promise((hosted) => {
        guests.set(peerId, { hosted })
        child.send({ type: 'host', guest })
      })
    },
    unhost(peerId) {
      guests.get(peerId)?.hosted(false)
      if (guests.delete(peerId)) child.send({ type: 'unhost', peerId })
    },
    carry: (carriage) => child.send({ type: 'carry', ...carriage }),
    outletsOf: (peerId) => peers.get(peerId),
    setBandwidth: (grid, bytesPerSecond) => child.send({ type: 'bandwidth', grid, bytesPerSecond }),
    gridWork: () => gridWork,
    rooms: () => rooms,
    state: child.state,
    restarts: child.restarts,
    onReported(listener) {
      reported = listener
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
