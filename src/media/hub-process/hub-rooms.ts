/** All rooms of the hub: one is there as long as the service has told of it, or a peer is in it; and what each costs. */

import type { GridId } from '../../voice/grids/grid.js'
import type { HubRoom } from '../../voice/rooms/hub.js'
import { gridOfRoom, type RoomKey } from '../../voice/rooms/room-key.js'
import type { HubRoomReport } from '../messages.js'
import { createDecodedVoice, type DecodedVoice } from '../mixing/decoded-voice.js'
import type { Mix } from '../mixing/mix.js'
import { createVoiceDecoderSoon } from '../opus/opus.js'
import type { RtpPacket } from '../peers/rtp.js'
import { createHubRoom, type HubRoomState } from './hub-room.js'
import type { PeerMedia } from './peers/peer-media.js'
import type { GridShares } from './shares/grid-shares.js'
import { createVisitors } from './visitors.js'

export interface HubRooms {
  get(roomKey: RoomKey | undefined): HubRoomState | undefined
  set(roomKey: RoomKey, room: HubRoom): void
  enter(roomKey: RoomKey, media: PeerMedia): void
  leave(roomKey: RoomKey, peerId: string): void
  /** A peer goes from one room, if it is in any, into another one, if one is named: nobody who hears it in both hears a gap. */
  move(from: RoomKey | undefined, to: RoomKey | undefined, media: PeerMedia): void
  delete(roomKey: RoomKey): void
  all(): Iterable<[roomKey: RoomKey, room: HubRoomState]>
  /** A peer's packet, for the room that it is in; `undefined`: it is in none, and nobody hears it. */
  packet(
    roomKey: RoomKey | undefined,
    speaker: { readonly peerId: string; readonly agentId: string },
    packet: RtpPacket,
  ): void
  /** Makes 20 ms of sound in every room whose grid has time left. @param turn its number */
  turn(nowMs: number, mix: Mix, turn: number): void
  /** How many turns after this one no room has anything to do in, unless something comes in between. */
  restingTurns(turn: number): number
  /** That many turns have passed in which nothing was done. */
  rest(turns: number): void
  /** What each room took since the last call. */
  takeCosts(): HubRoomReport[]
}

interface KnownRoom {
  readonly state: HubRoomState
  spentMs: number
}

export interface HubRoomsOptions {
  readonly shares: Pick<GridShares, 'turn' | 'packet'>
  /** Is told what failed in the background, and what a room failed at: all others have their turn. */
  readonly fault: (error: unknown) => void
  /** Is called when a room has something to do in the next turn, or to review, though all may be at rest. */
  readonly wake: () => void
  /** Another voice, of which nothing has been heard. */
  readonly createVoice?: () => DecodedVoice
  /** The stopwatch, in milliseconds. */
  readonly now?: () => number
}

export function createHubRooms({
  shares,
  fault,
  wake,
  createVoice = () => createDecodedVoice(createVoiceDecoderSoon(fault)),
  now = () => performance.now(),
}: HubRoomsOptions): HubRooms {
  const visitors = createVisitors(createVoice)
  const rooms = new Map<RoomKey, KnownRoom>()
  const byGrid = new Map<GridId, KnownRoom[]>()
  let takenAtMs = now()

  function roomOf(roomKey: RoomKey): HubRoomState {
    const known = rooms.get(roomKey)
    if (known) return known.state
    const room = { state: createHubRoom(wake), spentMs: 0 }
    rooms.set(roomKey, room)
    const grid = gridOfRoom(roomKey)
    byGrid.set(grid, [...(byGrid.get(grid) ?? []), room])
    return room.state
  }

  function forget(roomKey: RoomKey): void {
    const room = rooms.get(roomKey)
    room?.state.close()
    rooms.delete(roomKey)
    const grid = gridOfRoom(roomKey)
    const left = (byGrid.get(grid) ?? []).filter((one) => one !== room)
    if (left.length > 0) byGrid.set(grid, left)
    else byGrid.delete(grid)
  }

  function timed(room: KnownRoom, step: (begunMs: number) => void): void {
    const begunMs = now()
    step(begunMs)
    room.spentMs += now() - begunMs
  }

  /** @returns what other rooms are to hear of it */
  function take(roomKey: RoomKey, peerId: string, packet: RtpPacket): RtpPacket | undefined {
    const room = rooms.get(roomKey)
    let heard: RtpPacket | undefined
    if (room)
      timed(room, (begunMs) => {
        heard = room.state.packet(peerId, packet, begunMs)
      })
    return heard
  }

  function leave(roomKey: RoomKey, peerId: string): void {
    const room = rooms.get(roomKey)?.state
    room?.leave(peerId)
    if (room?.size === 0 && !room.isKnown()) forget(roomKey)
  }

  return {
    get: (roomKey) => (roomKey === undefined ? undefined : rooms.get(roomKey)?.state),
    set(roomKey, room) {
      const state = roomOf(roomKey)
      state.set(room)
      visitors.follow(roomKey, room, state)
    },
    enter: (roomKey, media) => roomOf(roomKey).enter(media),
    leave,
    move(from, to, media) {
      const here = from === undefined ? undefined : rooms.get(from)?.state
      const there = to === undefined ? undefined : roomOf(to)
      if (!there || !here?.isKnown() || !here.hold(media.peerId)) {
        if (from !== undefined) leave(from, media.peerId)
        return there?.enter(media)
      }
      const held = there.takeHeld(media.agentId)
      if (!held) media.voice = createVoice()
      there.enter(media, held)
    },
    delete(roomKey) {
      forget(roomKey)
      visitors.remove(roomKey)
    },
    *all() {
      for (const [roomKey, { state }] of rooms) yield [roomKey, state]
    },
    packet(roomKey, { peerId, agentId }, packet) {
      if (roomKey === undefined || !rooms.has(roomKey)) return
      shares.packet(gridOfRoom(roomKey), () => {
        const heard = take(roomKey, peerId, packet)
        if (!heard) return
        for (const [visited, visitor] of visitors.of(roomKey, agentId)) take(visited, visitor, heard)
      })
    },
    turn(nowMs, mix, turn) {
      shares.turn(byGrid, (room) =>
        timed(room, () => {
          try {
            room.state.turn(nowMs, mix, turn)
          } catch (error) {
            fault(error)
          }
        }),
      )
    },
    restingTurns(turn) {
      let turns = Number.POSITIVE_INFINITY
      for (const { state } of rooms.values()) {
        turns = Math.min(turns, state.restingTurns(turn))
        if (turns === 0) break
      }
      return turns
    },
    rest(turns) {
      for (const { state } of rooms.values()) state.rest(turns)
    },
    takeCosts() {
      const nowMs = now()
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
