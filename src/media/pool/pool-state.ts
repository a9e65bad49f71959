/** Who is connected to which process of the hub, and which process each room is in. */

import type { Pose } from '../../spatial/direction.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { HubLevel, HubPeerKind, HubRoom } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { HubProcess } from '../hub.js'

/** A peer's packets are carried to the process of its room, which is not that of its connection. */
export interface Carriage {
  readonly id: number
  /** The process of its room. */
  readonly host: number
}

export interface PoolPeer {
  readonly peerId: string
  readonly grid: GridId
  readonly agentId: string
  readonly kind: HubPeerKind
  /** The process that it is connected to. */
  readonly at: number
  /** Settles when its offer is answered or refused. */
  answered: Promise<unknown>
  isConnected: boolean
  roomKey: RoomKey | undefined
  /** The room that it is expected in. */
  expectedRoom: RoomKey | undefined
  /** `undefined`: its room is in its own process. */
  carriage: Carriage | undefined
  /** While its room moves: what follows the present carriage; `undefined` also where it will be in its own process. */
  next: Carriage | undefined
  ear: Pose | undefined
  gains: ReadonlyMap<string, number>
  headphones: boolean | undefined
  slots: readonly (string | null)[]
  /** What the process to which its room moves would tell of its slots. */
  nextSlots: readonly (string | null)[] | undefined
}

export interface PoolRoom {
  readonly key: RoomKey
  room: HubRoom | undefined
  /** The process that it is in; `undefined` until somebody comes. */
  home: number | undefined
  /** While it moves: the process that it was in, which mixes for all who were there. */
  leaving: number | undefined
  /** When it was moved last, by the stopwatch. */
  movedAt: number
  /** Of those who speak, as it was told on last. */
  readonly levels: Map<string, HubLevel>
  /** While it moves: of those who speak, as its next process tells it. */
  readonly nextLevels: Map<string, HubLevel>
  readonly peers: Set<string>
  /** Peers that are connected, and will probably come. */
  readonly expected: Set<string>
}

export interface PoolState {
  readonly members: readonly HubProcess[]
  /** Where each process listens for the others. */
  readonly paths: readonly string[]
  readonly peers: Map<string, PoolPeer>
  readonly rooms: Map<RoomKey, PoolRoom>
  nextCarriage(): number
}

/** @throws Error for an index that no process has: a fault of ours */
export function memberAt({ members }: PoolState, index: number): HubProcess {
  const member = members[index]
  if (!member) throw new Error(`the hub has no process ${index}`)
  return member
}

export const pathOf = ({ paths }: PoolState, index: number): string => paths[index] ?? ''

/** The process that mixes and forwards for a peer. */
export const servedBy = ({ at, carriage }: PoolPeer): number => carriage?.host ?? at

export function roomOf({ rooms }: PoolState, key: RoomKey): PoolRoom {
  const known = rooms.get(key)
  if (known) return known
  const room: PoolRoom = {
    key,
    room: undefined,
    home: undefined,
    leaving: undefined,
    movedAt: Number.NEGATIVE_INFINITY,
    levels: new Map(),
    nextLevels: new Map(),
    peers: new Set(),
    expected: new Set(),
  }
  rooms.set(key, room)
  return room
}

/** Forgets a room that nobody describes and nobody is in. */
export function forgetIfEmpty({ rooms }: PoolState, room: PoolRoom): void {
  if (room.room === undefined && room.peers.size === 0 && room.expected.size === 0) rooms.delete(room.key)
}

/** Takes a peer out of its room in the pool's books, and off the processes that host it. */
export function takeOut(state: PoolState, peer: PoolPeer): void {
  for (const carriage of [peer.carriage, peer.next]) {
    if (carriage) memberAt(state, carriage.host).unhost(peer.peerId)
  }
  Object.assign(peer, { carriage: undefined, next: undefined, slots: [], nextSlots: undefined })
  for (const key of [peer.roomKey, peer.expectedRoom]) {
    const room = key === undefined ? undefined : state.rooms.get(key)
    room?.peers.delete(peer.peerId)
    room?.levels.delete(peer.agentId)
    room?.expected.delete(peer.peerId)
    if (room) forgetIfEmpty(state, room)
  }
  peer.roomKey = undefined
  peer.expectedRoom = undefined
}

/**
 * Has a peer hosted by the process of its room, under that carriage.
 * @returns whether it is there; false where that process ended meanwhile
 */
export function host(
  state: PoolState,
  peer: PoolPeer,
  roomKey: RoomKey,
  { id, host }: Carriage,
): Promise<boolean> {
  const { peerId, agentId, kind, at, ear, gains, headphones, slots } = peer
  return memberAt(state, host).host({
    peerId,
    grid: peer.grid,
    agentId,
    kind,
    roomKey,
    carriageId: id,
    from: pathOf(state, at),
    outlets: memberAt(state, at).outletsOf(peerId) ?? 0,
    ear,
    gains,
    headphones,
    slots,
  })
}

/** Has peers carried by the processes of their connections. */
export function carry(
  state: PoolState,
  peers: readonly { readonly peer: PoolPeer; readonly carriage: Carriage }[],
  isWhole: boolean,
): void {
  const ways = new Map<string, { at: number; to: number; peers: { peerId: string; carriageId: number }[] }>()
  for (const { peer, carriage } of peers) {
    const name = `${peer.at} ${carriage.host}`
    const way = ways.get(name) ?? { at: peer.at, to: carriage.host, peers: [] }
    ways.set(name, way)
    way.peers.push({ peerId: peer.peerId, carriageId: carriage.id })
  }
  for (const { at, to, peers } of ways.values()) {
    memberAt(state, at).carry({ to: pathOf(state, to), peers, isWhole })
  }
}
