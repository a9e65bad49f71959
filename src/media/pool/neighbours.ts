/** Rooms that hear each other over a border belong into one process: a voice is handed from one to the other there. */

import type { HubRoom } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { PoolRoom, PoolState } from './pool-state.js'

const heardFrom = (described: HubRoom | undefined): ReadonlySet<RoomKey> =>
  new Set((described?.speakers ?? []).flatMap(({ from }) => from ?? []))

/** The rooms that a room hears, or that hear it. */
export function neighboursOf({ rooms }: PoolState, room: PoolRoom): readonly PoolRoom[] {
  const heard = heardFrom(room.room)
  return [...rooms.values()].filter(
    (other) => other !== room && (heard.has(other.key) || heardFrom(other.room).has(room.key)),
  )
}

/**
 * A neighbour that is in another process, and the process in which the two are to be together: that of the larger one.
 * @returns `undefined` where all are in one, or a room is on its way already
 */
export function planUnion(
  state: PoolState,
  room: PoolRoom,
): { readonly roomKey: RoomKey; readonly to: number } | undefined {
  if (room.home === undefined || room.leaving !== undefined) return undefined
  for (const other of neighboursOf(state, room)) {
    if (other.home === undefined || other.home === room.home || other.leaving !== undefined) continue
    const isLarger = other.peers.size > room.peers.size
    return isLarger ? { roomKey: room.key, to: other.home } : { roomKey: other.key, to: room.home }
  }
  return undefined
}
