/** All rooms of the hub: one is there as long as the service has told of it, or a peer is in it. */

import type { HubRoom } from '../../voice/rooms/hub.js'
import { createHubRoom, type HubRoomState } from './hub-room.js'
import type { PeerMedia } from './peer-media.js'

export interface HubRooms {
  get(roomId: number | undefined): HubRoomState | undefined
  set(roomId: number, room: HubRoom): void
  enter(roomId: number, media: PeerMedia): void
  leave(roomId: number, peerId: string): void
  delete(roomId: number): void
  all(): Iterable<[roomId: number, room: HubRoomState]>
}

export function createHubRooms(): HubRooms {
  const rooms = new Map<number, HubRoomState>()

  function roomOf(roomId: number): HubRoomState {
    const known = rooms.get(roomId) ?? createHubRoom()
    rooms.set(roomId, known)
    return known
  }

  return {
    get: (roomId) => (roomId === undefined ? undefined : rooms.get(roomId)),
    set: (roomId, room) => roomOf(roomId).set(room),
    enter: (roomId, media) => roomOf(roomId).enter(media),
    leave(roomId, peerId) {
      const room = rooms.get(roomId)
      room?.leave(peerId)
      if (room?.size === 0 && !room.isKnown()) rooms.delete(roomId)
    },
    delete: (roomId) => void rooms.delete(roomId),
    all: () => rooms.entries(),
  }
}
