/** A media hub without media: remembers what it is told, and says what a test wants. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../../src/errors.js'
import type { Hub, HubCandidate, HubEvents, HubPeerRequest, HubRoom } from '../../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'

export interface FakeHub extends Hub {
  readonly peers: Map<string, HubPeerRequest>
  readonly rooms: Map<RoomKey, HubRoom>
  readonly candidates: Map<string, HubCandidate[]>
  readonly ears: Map<string, Parameters<Hub['setEar']>[1]>
  readonly gains: Map<string, ReadonlyMap<string, number>>
  readonly headphones: Map<string, boolean | undefined>
  /** Texts by peer, parsed. */
  readonly told: Map<string, Record<string, Record<string, unknown>>[]>
  /** While this is set, offers wait for it. */
  hold: Promise<void> | undefined
  /** While this is set, offers are refused with it. */
  fault: VoiceError | undefined
  /** Whether its process has ended. */
  down: boolean
  /** Those that have to connect anew. */
  readonly dismissed: string[]
  /** Whether it was asked to start soon. */
  prepared: boolean
}

export function createFakeHub(): FakeHub {
  const peers: FakeHub['peers'] = new Map()
  const rooms: FakeHub['rooms'] = new Map()
  const hub: FakeHub = {
    events: new EventEmitter<HubEvents>(),
    peers,
    rooms,
    candidates: new Map(),
    ears: new Map(),
    gains: new Map(),
    headphones: new Map(),
    told: new Map(),
    hold: undefined,
    fault: undefined,
    down: false,
    prepared: false,
    dismissed: [],
    prepare() {
      hub.prepared = true
    },
    isDown: () => hub.down,
    async connect(request) {
      await hub.hold
      if (hub.fault) throw hub.fault
      peers.set(request.peerId, request)
      return `v=0\r\nanswer for ${request.agentId}\r\n`
    },
    addCandidate(peerId, candidate) {
      if (!peers.has(peerId)) throw new VoiceError('internal', 'no such peer')
      hub.candidates.set(peerId, [...(hub.candidates.get(peerId) ?? []), candidate])
    },
    enter(peerId, roomKey) {
      const request = peers.get(peerId)
      if (request) peers.set(peerId, { ...request, roomKey })
    },
    disconnect: (peerId) => {
      peers.delete(peerId)
    },
    dismiss: (peerId) => {
      if (peers.delete(peerId)) hub.dismissed.push(peerId)
    },
    setRoom(roomKey, room) {
      if (room) rooms.set(roomKey, room)
      else rooms.delete(roomKey)
    },
    setEar: (peerId, ear) => {
      hub.ears.set(peerId, ear)
    },
    setPersonalGains: (peerId, gains) => {
      hub.gains.set(peerId, gains)
    },
    setHeadphones: (peerId, headphones) => {
      hub.headphones.set(peerId, headphones)
    },
    tell(peerIds, text) {
      for (const peerId of peerIds) hub.told.set(peerId, [...(hub.told.get(peerId) ?? []), JSON.parse(text)])
    },
    statuses: () => [],
    close: async () => undefined,
  }
  return hub
}
