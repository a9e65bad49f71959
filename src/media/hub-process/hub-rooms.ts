/** All rooms of the hub: one is there as long as the service has told of it, or a peer is in it; and what each costs. */

import type { HubRoom } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { HubRoomReport } from '../messages.js'
import type { Mix } from '../mixing/mix.js'
import type { RtpPacket } from '../peers/rtp.js'
import { createHubRoom, type HubRoomState } from './hub-room.js'
import type { PeerMedia } from './peer-media.js'

export interface HubRooms {
  get(roomKey: RoomKey | undefined): HubRoomState | undefined
  set(roomKey: RoomKey, room: HubRoom): void
  enter(roomKey: RoomKey, media: PeerMedia): void
  leave(roomKey: RoomKey, peerId: string): void
  delete(roomKey: RoomKey): void
  all(): Iterable<[roomKey: RoomKey, room: HubRoomState]>
  /** A peer's packet, for the room that it is in; `undefined`: it is in none, and nobody hears it. */
  packet(roomKey: RoomKey | undefined, peerId: string, packet: RtpPacket): void
  /** Makes 20 ms of sound in every room. @param fault is told what a room failed at: all others have their turn */
  turn(nowMs: number, mix: Mix, fault: (error: unknown) => void): void
  /** What each room took since the last call. */
  takeCosts(): HubRoomReport[]
}

interface KnownRoom {
  readonly state: HubRoomState
  spentMs: number
}

export function createHubRooms(): HubRooms {
  const rooms = new Map<RoomKey, KnownRoom>()
  let takenAtMs = performance.now()

  function roomOf(roomKey: RoomKey): HubRoomState {
    const known = rooms.get(roomKey) ?? { state: createHubRoom(), spentMs: 0 }
    rooms.set(roomKey, known)
    return known.state
  }

  return {
    get: (roomKey) => (roomKey === undefined ? undefined : rooms.get(roomKey)?.state),
    set: (roomKey, room) => roomOf(roomKey).set(room),
    enter: (roomKey, media) => roomOf(roomKey).enter(media),
    leave(roomKey, peerId) {
      const room = rooms.get(roomKey)?.state
      room?.leave(peerId)
      if (room?.size === 0 && !room.isKnown()) rooms.delete(roomKey)
    },
    delete: (roomKey) => void rooms.delete(roomKey),
    *all() {
      for (const [roomKey, { state }] of rooms) yield [roomKey, state]
    },
    packet(roomKey, peerId, packet) {
      const room = roomKey === undefined ? undefined : rooms.get(roomKey)
      if (!room) return
      const begunMs = performance.now()
      room.state.packet(peerId, packet, begunMs)
      room.spentMs += performance.now() - begunMs
    },
    turn(nowMs, mix, fault) {
      let begunMs = performance.now()
      for (const room of rooms.values()) {
        try {
          room.state.turn(nowMs, mix)
        } catch (error) {
          fault(error)
        }
        const endedMs = performance.now()
        room.spentMs += endedMs - begunMs
        begunMs = endedMs
      }
    },
    takeCosts() {
      const nowMs = performance.now()
      const elapsedMs = Math.max(1, nowMs - takenAtMs)
      takenAtMs = nowMs
      return [...rooms].map(([roomKey, room]) => {
        const busy = room.spentMs / elapsedMs
        room.spentMs = 0
        return { roomKey, peers: room.state.size, busy }
      })
    },
  }
}
