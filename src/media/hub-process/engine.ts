/**
 * The hub itself, which runs in a process of its own: takes orders, and sees to it that rooms have their turns and the
 * service its reports.
 */

import type { HubOrder, HubReport } from '../messages.js'
import { createMix } from '../mixing/mix.js'
import type { PeerNetwork } from '../peers/held-connection.js'
import { createCoreMeter } from './core-meter.js'
import { faultReport } from './fault-report.js'
import { createHubPeers } from './hub-peers.js'
import { createHubRooms } from './hub-rooms.js'
import { startTurns } from './turns.js'

const REVIEW_INTERVAL_MS = 100
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
  first: PeerNetwork,
  report: (report: HubReport) => void,
  collect: () => void,
): Engine {
  let network = first
  const rooms = createHubRooms()
  const peers = createHubPeers(rooms, report, fault)
  const mix = createMix()

  function fault(error: unknown): void {
    report(faultReport(error))
  }

  const handlers: Handlers = {
    connect: ({ request }) => peers.connect(request, network),
    candidate: ({ peerId, candidate: { candidate, sdpMid } }) =>
      peers.addCandidate(peerId, candidate, sdpMid ?? '0'),
    enter: ({ peerId, roomId }) => peers.enter(peerId, roomId),
    announced({ addresses }) {
      network = { ...network, announced: addresses }
    },
    disconnect: ({ peerId }) => peers.remove(peerId),
    room({ roomId, room }) {
      if (room) return rooms.set(roomId, room)
      rooms.delete(roomId)
      peers.removeRoom(roomId)
    },
    ear: ({ peerId, ear }) =>
      peers.change(peerId, (media) => {
        media.ear = ear
      }),
    gains: ({ peerId, gains }) =>
      peers.change(peerId, (media) => {
        media.personalGains = gains
      }),
    tell: ({ peerIds, text }) => peers.tell(peerIds, text),
  }

  const turns = startTurns((nowMs) => {
    for (const [, room] of rooms.all()) {
      try {
        room.turn(nowMs, mix)
      } catch (error) {
        fault(error)
      }
    }
  })

  const reviews = setInterval(() => {
    for (const [roomId, room] of rooms.all()) {
      const { levels, slots } = room.review(performance.now())
      if (levels.length > 0) report({ type: 'levels', roomId, levels })
      for (const [peerId, agentIds] of slots) report({ type: 'slots', peerId, agentIds })
    }
  }, REVIEW_INTERVAL_MS)

  const cores = createCoreMeter()
  let goneAtCollect = 0
  const statuses = setInterval(() => {
    if (peers.gone() - goneAtCollect >= COLLECT_AFTER_PEERS) {
      goneAtCollect = peers.gone()
      collect()
    }
    report({
      type: 'statuses',
      peers: peers.statuses(),
      load: {
        cores: cores(),
        droppedTurns: turns.dropped(),
        ...turns.p99(),
        encodedFrames: peers.encodedFrames(),
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
      clearInterval(reviews)
      clearInterval(statuses)
      peers.close()
    },
  }
}
