/** A media hub without media, for what the core decides about one: it says yes to every offer and remembers all it is told. */

import { EventEmitter } from 'node:events'
import type { Hub, HubEvents, HubPeerRequest, HubRoom } from '../../src/voice/hub.js'

export interface RecordingHub extends Hub {
  readonly peers: Map<string, HubPeerRequest>
  readonly rooms: Map<number, HubRoom>
}

export function createRecordingHub(): RecordingHub {
  const peers = new Map<string, HubPeerRequest>()
  const rooms = new Map<number, HubRoom>()
  return {
    peers,
    rooms,
    events: new EventEmitter<HubEvents>(),
    async connect(request) {
      peers.set(request.peerId, request)
      return 'answer'
    },
    addCandidate: () => undefined,
    disconnect: (peerId) => void peers.delete(peerId),
    setRoom(roomId, room) {
      if (room) rooms.set(roomId, room)
      else rooms.delete(roomId)
    },
    setEar: () => undefined,
    setPersonalGains: () => undefined,
    tell: () => undefined,
    statuses: () => [],
    close: async () => undefined,
  }
}
