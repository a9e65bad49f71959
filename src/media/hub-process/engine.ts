/**
 * The hub itself, which runs in a process of its own: takes orders, and sees to it that rooms have their turns and the
 * service its reports.
 */

import { performance } from 'node:perf_hooks'
import type { HubOrder, HubReport } from '../messages.js'
import { createMix } from '../mixing/mix.js'
import { createCarrier } from './carrying/carrier.js'
import type { CarriedFrame } from './carrying/frames.js'
import { createGuests } from './carrying/guests.js'
import { createCoreMeter } from './core-meter.js'
import { faultReport } from './fault-report.js'
import { createHubRooms } from './hub-rooms.js'
import { createHubPeers } from './peers/hub-peers.js'
import type { PeerMedia } from './peers/peer-media.js'
import { createReviews } from './reviews.js'
import { createGridShares } from './shares/grid-shares.js'
import { startTurns } from './turns.js'

const STATUS_INTERVAL_MS = 2000
/** Each holds about a sixth of a megabyte. */
const COLLECT_AFTER_PEERS = 20

/** Every order but the first, which starts the engine. */
type EngineOrder = Exclude<HubOrder, { type: 'start' }>

export interface Engine {
  order(order: EngineOrder): void
  close(): void
}

type Handlers = {
  readonly [Type in EngineOrder['type']]: (order: Extract<EngineOrder, { type: Type }>) => void
}

/** @param collect frees what is no longer used: the garbage collector does not see how large peers and codecs are */
export function createEngine(
  { network: first, carrierPath }: Omit<Extract<HubOrder, { type: 'start' }>, 'type'>,
  report: (report: HubReport) => void,
  collect: () => void,
): Engine {
  let network = first
  const shares = createGridShares()
  const mix = createMix()
  const rooms = createHubRooms({ shares, fault, wake })
  const reviews = createReviews(rooms, report)
  const turns = startTurns({
    turn: (nowMs, turn) => rooms.turn(nowMs, mix, turn),
    restingTurns: rooms.restingTurns,
    rest: rooms.rest,
  })
  const carrier = carrierPath === undefined ? undefined : createCarrier(carrierPath, takeCarried, fault)
  const peers = createHubPeers(rooms, report, fault, carrier, shares)
  const guests = carrier && createGuests(rooms, carrier.send, shares)

  function fault(error: unknown): void {
    report(faultReport(error))
  }

  function wake(): void {
    turns.wake()
    reviews.wake()
  }

  function takeCarried(frame: CarriedFrame): void {
    if (frame.type === 'voice' || frame.type === 'losses') guests?.take(frame)
    else peers.takeCarried(frame)
  }

  function changeListener(peerId: string, step: (media: PeerMedia) => void): void {
    if (!guests?.change(peerId, step)) peers.change(peerId, step)
  }

  const handlers: Handlers = {
    connect: ({ request }) => peers.connect(request, network),
    candidate: ({ peerId, candidate: { candidate, sdpMid } }) =>
      peers.addCandidate(peerId, candidate, sdpMid ?? '0'),
    enter: ({ peerId, roomKey }) => peers.enter(peerId, roomKey),
    announced({ addresses }) {
      network = { ...network, announced: addresses }
    },
    disconnect: ({ peerId }) => peers.remove(peerId),
    dismiss: ({ peerId }) => peers.dismiss(peerId, network),
    room({ roomKey, room }) {
      if (room) return rooms.set(roomKey, room)
      rooms.delete(roomKey)
      guests?.removeRoom(roomKey)
      peers.removeRoom(roomKey)
    },
    host({ guest }) {
      guests
        ?.host(guest)
        .then(() => report({ type: 'hosted', peerId: guest.peerId }))
        .catch(fault)
    },
    bandwidth: ({ grid, bytesPerSecond }) => shares.setBandwidth(grid, bytesPerSecond),
    unhost: ({ peerId }) => guests?.remove(peerId),
    carry: ({ type: _, ...carriage }) => peers.carry(carriage),
    ear: ({ peerId, ear }) =>
      changeListener(peerId, (media) => {
        media.ear = ear
      }),
    gains: ({ peerId, gains }) =>
      changeListener(peerId, (media) => {
        media.personalGains = gains
      }),
    headphones: ({ peerId, headphones }) =>
      changeListener(peerId, (media) => {
        media.headphones = headphones
      }),
    tell: ({ peerIds, text }) => peers.tell(peerIds, text),
  }

  const cores = createCoreMeter()
  let loopBefore = performance.eventLoopUtilization()

  /** How much of its time since the last call this thread had something to do, 0..1. */
  function busy(): number {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, loopBefore)
    loopBefore = now
    return utilization
  }

  let goneAtCollect = 0
  const statuses = setInterval(() => {
    if (peers.gone() - goneAtCollect >= COLLECT_AFTER_PEERS) {
      goneAtCollect = peers.gone()
      collect()
    }
    peers.tellLosses()
    report({
      type: 'statuses',
      peers: peers.statuses(),
      rooms: rooms.takeCosts(),
      grids: shares.takeWork(),
      load: {
        cores: cores(),
        busy: busy(),
        droppedTurns: turns.dropped(),
        ...turns.times(),
        encodedFrames: peers.encodedFrames() + (guests?.encodedFrames() ?? 0),
      },
    })
  }, STATUS_INTERVAL_MS)

  return {
    order(order) {
      const handle = handlers[order.type] as (order: EngineOrder) => void
      handle(order)
    },
    close() {
      turns.close()
      reviews.close()
      clearInterval(statuses)
      peers.close()
      carrier?.close()
    },
  }
}
