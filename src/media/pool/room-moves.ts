/**
 * A room moves to another process while people talk. The new one hears everybody for a moment before it takes over, so
 * that its buffers are filled; who is connected to the old one stays connected, and is carried.
 */

import type { Timers } from '../../voice/ports.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import {
  type Carriage,
  carry,
  host,
  memberAt,
  type PoolPeer,
  type PoolRoom,
  type PoolState,
  servedBy,
} from './pool-state.js'

export interface RoomMovesOptions {
  readonly state: PoolState
  readonly timers: Timers
  /** The slots of a page are others now. */
  readonly onSlots: (peer: PoolPeer) => void
  /** The room is in its new process, or stays where it was. */
  readonly onSettled: (room: PoolRoom, isMoved: boolean) => void
}

export interface RoomMoves {
  /**
   * Moves a room. @returns whether it was moved: not a room that is on its way already, or that ends, nor where either
   * process ends meanwhile
   */
  move(roomKey: RoomKey, to: number): Promise<boolean>
  isAnyRunning(): boolean
}

/** The buffers for voices fill in 24 to 240 ms. */
const HEARING_MS = 250
/** A process that has not taken everybody in by then is too busy to take the room. */
const HOSTING_LIMIT_MS = 2000

export function createRoomMoves({ state, timers, onSlots, onSettled }: RoomMovesOptions): RoomMoves {
  let running = 0
  const after = (milliseconds: number) =>
    new Promise<false>((resolve) => timers.after(milliseconds, () => resolve(false)))

  const present = (room: PoolRoom) => [...room.peers].flatMap((peerId) => state.peers.get(peerId) ?? [])
  const isCarriedBy = (peer: PoolPeer, carriage: Carriage) => peer.next?.id === carriage.id

  /** Has everybody hosted who is not in the new process yet. @returns those who will be carried to it */
  async function prepare(room: PoolRoom, to: number) {
    const carried = present(room)
      .filter((peer) => peer.at !== to && servedBy(peer) !== to)
      .map((peer) => ({ peer, carriage: { id: state.nextCarriage(), host: to } }))
    const hosting = carried.map(({ peer, carriage }) => {
      peer.next = carriage
      return host(state, peer, room.key, carriage)
    })
    const isThere = await Promise.race([
      Promise.all(hosting).then((there) => there.every(Boolean)),
      after(HOSTING_LIMIT_MS),
    ])
    return { carried: carried.filter(({ peer, carriage }) => isCarriedBy(peer, carriage)), isThere }
  }

  function takeOver(
    room: PoolRoom,
    from: number,
    to: number,
    waiting: readonly { peer: PoolPeer; carriage: Carriage }[],
  ): void {
    const carried = waiting.filter(({ peer, carriage }) => isCarriedBy(peer, carriage))
    carry(state, carried, true)
    for (const { peer, carriage } of carried) {
      if (peer.carriage) memberAt(state, peer.carriage.host).unhost(peer.peerId)
      peer.carriage = carriage
      peer.next = undefined
      if (!peer.nextSlots) continue
      peer.slots = peer.nextSlots
      peer.nextSlots = undefined
      onSlots(peer)
    }
    for (const peer of present(room)) {
      if (peer.at !== to || !peer.carriage) continue
      memberAt(state, peer.carriage.host).unhost(peer.peerId)
      peer.carriage = undefined
      memberAt(state, to).enter(peer.peerId, room.key)
    }
    memberAt(state, from).setRoom(room.key, undefined)
  }

  /** Everybody stays where they were. */
  function giveUp(room: PoolRoom, from: number, to: number): void {
    room.home = from
    for (const peer of present(room)) {
      const { next } = peer
      peer.next = undefined
      peer.nextSlots = undefined
      if (next) memberAt(state, next.host).unhost(peer.peerId)
      if (peer.carriage) carry(state, [{ peer, carriage: peer.carriage }], true)
      else if (peer.at === from) memberAt(state, from).enter(peer.peerId, room.key)
    }
    // Who came meanwhile is connected to it, and comes again.
    memberAt(state, to).setRoom(room.key, undefined)
  }

  async function run(room: PoolRoom, from: number, to: number): Promise<boolean> {
    const target = memberAt(state, to)
    const restarts = target.restarts()
    await Promise.all(present(room).map(({ answered }) => answered))
    const { carried, isThere } = await prepare(room, to)
    if (isThere) {
      carry(state, carried, false)
      await after(HEARING_MS)
    }
    const isMoved = isThere && target.restarts() === restarts && !target.isDown()
    // It has ended meanwhile, and may have begun anew.
    if (state.rooms.get(room.key) !== room || room.leaving !== from) return false
    if (isMoved) takeOver(room, from, to, carried)
    else giveUp(room, from, to)
    return isMoved
  }

  return {
    isAnyRunning: () => running > 0,
    async move(roomKey, to) {
      const room = state.rooms.get(roomKey)
      const from = room?.home
      if (!room || from === undefined || from === to || room.leaving !== undefined) return false
      room.home = to
      room.leaving = from
      running += 1
      const target = memberAt(state, to)
      target.prepare()
      if (room.room) target.setRoom(roomKey, room.room)
      try {
        const isMoved = await run(room, from, to)
        room.leaving = undefined
        room.movedAt = timers.now()
        onSettled(room, isMoved)
        return isMoved
      } finally {
        room.leaving = undefined
        running -= 1
      }
    },
  }
}
