/**
 * The hub as several processes that look like one: each room is in the one that had the most room left, and moves when
 * that one has too much to do.
 */

import { EventEmitter } from 'node:events'
import type { GridId } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'
import type { Hub, HubEvents, HubPeerRequest, HubPeerStatus } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import { createHub, type HubProcess, type SupervisedHub } from '../hub.js'
import type { HubChildState, HubLog } from '../hub-child.js'
import type { HubLoad } from '../messages.js'
import type { PeerNetwork } from '../peers/held-connection.js'
import { hubUnavailable } from '../pending-answers.js'
import { carrierPaths } from './carrier-paths.js'
import { createComingOver } from './coming-over.js'
import { createGridBandwidths, type OnGridWork } from './grid-bandwidths.js'
import { neighboursOf, planUnion } from './neighbours.js'
import { HUB_BUDGET, type HubBudget, type ProcessLoad, placeFor, planMove, STAY_MS } from './placement.js'
import {
  carry,
  forgetIfEmpty,
  host,
  memberAt,
  type PoolPeer,
  type PoolRoom,
  type PoolState,
  roomOf,
  servedBy,
  takeOut,
} from './pool-state.js'
import { createReach } from './reach.js'
import { createRoomLevels } from './room-levels.js'
import { createRoomMoves } from './room-moves.js'

export interface HubPoolOptions {
  /** One for each process, with ports of its own. */
  readonly networks: readonly PeerNetwork[]
  readonly timers: Timers
  readonly log: HubLog & { warn(details: object, message: string): void }
  /** Tests take another one, by which any load is too much. */
  readonly budget?: HubBudget
  /** Told every two seconds what each process did for each grid. */
  readonly onGridWork?: OnGridWork
}

/** One process of the hub, for operators. */
export interface HubProcessView {
  readonly index: number
  readonly ports: readonly [begin: number, end: number]
  readonly state: HubChildState
  /** Nobody gets through to its port, as far as is known. */
  readonly closed: boolean
  readonly rooms: number
  /** Connections to it. */
  readonly peers: number
  readonly restarts: number
  /** `undefined` before its first report. */
  readonly load: HubLoad | undefined
}

/** All processes as one: what they take together, and the times of the slowest. */
export interface HubPoolLoad extends HubLoad {
  /** Those of the process that takes most. */
  readonly busiestCores: number
}

export interface HubPool extends Omit<SupervisedHub, 'processId' | 'load'> {
  /** What all processes together may send for a grid. @param bytesPerSecond `undefined`: no limit */
  setBandwidth(grid: GridId, bytesPerSecond: number | undefined): void
  load(): HubPoolLoad | undefined
  processes(): readonly HubProcessView[]
  /** Whether any page is connected. */
  hasPages(): boolean
  /** Ends the connections of all pages, which have others by now. */
  disconnectPages(): void
  /** The processes, for tests that end them. */
  processIds(): readonly (number | undefined)[]
  /** The process that a room is in; `undefined` while nobody is. */
  homeOf(roomKey: RoomKey): number | undefined
  /** Moves a room now. @returns whether it was moved */
  move(roomKey: RoomKey, to: number): Promise<boolean>
}

/** After a move, loads are looked at again when each process has reported twice. */
const SETTLE_MS = 6000

export function createHubPool({
  networks,
  timers,
  log,
  budget = HUB_BUDGET,
  onGridWork = () => undefined,
}: HubPoolOptions): HubPool {
  const events = new EventEmitter<HubEvents>().setMaxListeners(0)
  const places = carrierPaths(networks.length)
  const members = networks.map(
    (network, index): HubProcess =>
      createHub({
        network,
        timers,
        log,
        ...(networks.length > 1 && { carrierPath: places.paths[index] ?? '' }),
      }),
  )
  let carriages = 0
  const state: PoolState = {
    members,
    paths: places.paths,
    peers: new Map(),
    rooms: new Map(),
    nextCarriage: () => ++carriages,
  }
  const { peers, rooms } = state
  /** By process: since its last report, and over its last reports. */
  const watch = members.map(() => ({ newPeers: 0, fullReports: 0, droppedTurns: 0 }))
  let settledAt = Number.NEGATIVE_INFINITY
  let closing = false
  const reach = createReach({
    timers,
    onClosed(index) {
      const [begin] = [networks[index]?.portBegin]
      log.warn(
        { port: begin },
        `nobody reaches UDP port ${begin}: rooms go to other processes of the hub; open it in the firewall (docs/ports.md)`,
      )
      for (const room of rooms.values())
        if (room.home === index) void moves.move(room.key, placeFor(loads(), budget))
    },
  })
  const comingOver = createComingOver({
    state,
    reach,
    timers,
    ask: (peerId) => events.emit('moved', peerId),
  })
  const levels = createRoomLevels(rooms, (roomKey, changed) => events.emit('levels', roomKey, changed))
  const moves = createRoomMoves({
    state,
    timers,
    onSlots: ({ peerId, slots }) => events.emit('slots', peerId, slots),
    onSettled(room, isMoved) {
      levels.settled(room, isMoved)
      if (isMoved) comingOver.begin(room)
    },
  })

  const bandwidths = createGridBandwidths({
    processes: members.length,
    tell: (index, grid, bytesPerSecond) => memberAt(state, index).setBandwidth(grid, bytesPerSecond),
    onWork: onGridWork,
    timers,
  })

  function loads(): ProcessLoad[] {
    return members.map((member, index) => ({
      index,
      started: member.state() !== 'unused',
      usable: !member.isDown() && !reach.isClosed(index),
      busy: member.load()?.busy ?? 0,
      fullReports: watch[index]?.fullReports ?? 0,
      newPeers: watch[index]?.newPeers ?? 0,
      peers: [...peers.values()].filter((peer) => servedBy(peer) === index).length,
      rooms: member.rooms().filter(({ roomKey }) => rooms.get(roomKey)?.home === index),
    }))
  }

  /** Finds a process for a room that is in none. @param near the one that it is put into unless that has too much to do */
  function settle(room: PoolRoom, near?: number): number {
    if (room.home !== undefined) return room.home
    const all = loads()
    const beside = neighboursOf(state, room).find(({ home }) => home !== undefined)?.home ?? near
    const wanted = beside === undefined ? undefined : all[beside]
    room.home = wanted?.usable && wanted.busy < budget.fullShare ? wanted.index : placeFor(all, budget)
    const member = memberAt(state, room.home)
    member.prepare()
    if (room.room) member.setRoom(room.key, room.room)
    unite(room)
    return room.home
  }

  /** Brings a room and its neighbours into one process. */
  function unite(room: PoolRoom): void {
    if (members.length === 1 || closing) return
    const planned = planUnion(state, room)
    if (planned)
      moves.move(planned.roomKey, planned.to).then(
        () => unite(room),
        () => undefined,
      )
  }

  async function carryTo(peer: PoolPeer, room: PoolRoom, to: number): Promise<void> {
    const carriage = { id: state.nextCarriage(), host: to }
    peer.carriage = carriage
    await peer.answered
    const isThere = peer.carriage === carriage && (await host(state, peer, room.key, carriage))
    if (isThere && peer.carriage === carriage) carry(state, [{ peer, carriage }], true)
  }

  function enter(peer: PoolPeer, roomKey: RoomKey | undefined): void {
    if (peer.roomKey === roomKey) return
    const { at, peerId } = peer
    takeOut(state, peer)
    const room = roomKey === undefined ? undefined : roomOf(state, roomKey)
    const home = room && settle(room, at)
    peer.roomKey = roomKey
    room?.peers.add(peerId)
    memberAt(state, at).enter(peerId, home === at ? roomKey : undefined)
    if (room && home !== undefined && home !== at) void carryTo(peer, room, home)
  }

  function forget(peerId: string): void {
    const peer = peers.get(peerId)
    if (!peer) return
    takeOut(state, peer)
    peers.delete(peerId)
  }

  function disconnect(peerId: string): void {
    const at = peers.get(peerId)?.at
    forget(peerId)
    if (at !== undefined) memberAt(state, at).disconnect(peerId)
  }

  function dismiss(peerId: string): void {
    const at = peers.get(peerId)?.at
    forget(peerId)
    if (at !== undefined) memberAt(state, at).dismiss(peerId)
  }

  async function connect(request: HubPeerRequest): Promise<string> {
    if (closing) throw hubUnavailable()
    const { peerId, grid, agentId, kind, roomKey, expectedRoom } = request
    const key = roomKey ?? expectedRoom
    const room = key === undefined ? undefined : roomOf(state, key)
    const at = room ? settle(room) : placeFor(loads(), budget)
    const isIn = roomKey !== undefined
    if (isIn) room?.peers.add(peerId)
    else room?.expected.add(peerId)
    const answer = memberAt(state, at).connect(request)
    const peer: PoolPeer = {
      peerId,
      grid,
      agentId,
      kind,
      at,
      roomKey,
      expectedRoom: isIn ? undefined : expectedRoom,
      answered: answer.catch(() => undefined),
      isConnected: false,
      carriage: undefined,
      next: undefined,
      nextSlots: undefined,
      ear: undefined,
      gains: new Map(),
      headphones: undefined,
      slots: [],
    }
    peers.set(peerId, peer)
    const watched = watch[at]
    if (watched) watched.newPeers += 1
    try {
      const sdp = await answer
      reach.expect(at, () => peer.isConnected)
      return sdp
    } catch (error) {
      if (peers.get(peerId) === peer) forget(peerId)
      throw error
    }
  }

  function endRoom(room: PoolRoom): void {
    room.room = undefined
    for (const index of new Set([room.home, room.leaving])) {
      if (index !== undefined) memberAt(state, index).setRoom(room.key, undefined)
    }
    // The process of the room tells of those who are connected to it.
    for (const peerId of [...room.peers]) {
      if (peers.get(peerId)?.carriage === undefined) continue
      disconnect(peerId)
      events.emit('closed', peerId)
    }
    room.home = undefined
    room.leaving = undefined
    forgetIfEmpty(state, room)
  }

  /** A process has started: it is told again what it has to know. */
  function restore(index: number): void {
    bandwidths.started(index)
    for (const room of rooms.values()) {
      if (room.room && (room.home === index || room.leaving === index))
        memberAt(state, index).setRoom(room.key, room.room)
      if ((room.leaving ?? room.home) === index) levels.ended(room)
    }
    for (const peer of peers.values()) {
      const { carriage, roomKey } = peer
      if (carriage?.host !== index || roomKey === undefined) continue
      void host(state, peer, roomKey, carriage).then((isThere) => {
        if (isThere && peer.carriage === carriage) carry(state, [{ peer, carriage }], true)
      })
    }
    events.emit('ready')
  }

  function review(): void {
    if (closing || moves.isAnyRunning() || timers.now() < settledAt) return
    const mayMove = (key: RoomKey) => {
      const room = rooms.get(key)
      if (!room) return false
      // A room stays with those that it hears over a border.
      return timers.now() - room.movedAt >= STAY_MS && neighboursOf(state, room).length === 0
    }
    const planned = planMove(loads(), mayMove, budget)
    if (!planned) return
    void moves.move(planned.roomKey, planned.to).then(() => {
      settledAt = timers.now() + SETTLE_MS
    })
  }

  for (const [index, member] of members.entries()) {
    const watched = watch[index]
    member.onReported(() => {
      bandwidths.reported(index, member.gridWork())
      const load = member.load()
      if (!watched || !load) return
      const isFull = load.busy >= budget.fullShare || load.droppedTurns > watched.droppedTurns
      watched.droppedTurns = load.droppedTurns
      watched.newPeers = 0
      watched.fullReports = isFull ? watched.fullReports + 1 : 0
      if (members.length > 1) review()
    })
    member.events
      .on('ready', () => restore(index))
      .on('connected', (peerId) => {
        reach.connected(index)
        const peer = peers.get(peerId)
        if (peer) peer.isConnected = true
        events.emit('connected', peerId)
      })
      .on('closed', (peerId) => {
        forget(peerId)
        events.emit('closed', peerId)
      })
      .on('unreached', (peerId) => events.emit('unreached', peerId))
      .on('channelOpen', (peerId) => events.emit('channelOpen', peerId))
      .on('text', (peerId, text) => events.emit('text', peerId, text))
      .on('levels', (roomKey, told) => levels.told(index, roomKey, told))
      .on('slots', (peerId, agentIds) => {
        const peer = peers.get(peerId)
        if (peer && servedBy(peer) === index) {
          peer.slots = agentIds
          events.emit('slots', peerId, agentIds)
        } else if (peer?.next?.host === index) peer.nextSlots = agentIds
      })
  }

  /** What concerns how a peer hears, for the process that it hears and the one that it will hear. */
  function tellHearing(
    peer: PoolPeer,
    tell: (member: Pick<Hub, 'setEar' | 'setPersonalGains' | 'setHeadphones'>) => void,
  ): void {
    const told = new Set([peer.at, servedBy(peer), ...(peer.next ? [peer.next.host] : [])])
    for (const index of told) tell(memberAt(state, index))
  }

  return {
    events,
    prepare() {
      if (members.every((member) => member.state() === 'unused')) members[0]?.prepare()
    },
    isDown(roomKey) {
      const home = roomKey === undefined ? undefined : rooms.get(roomKey)?.home
      if (home !== undefined) return memberAt(state, home).isDown()
      const started = members.filter((member) => member.state() !== 'unused')
      return started.length > 0 && started.every((member) => member.isDown())
    },
    connect,
    addCandidate(peerId, candidate) {
      const peer = peers.get(peerId)
      if (peer) memberAt(state, peer.at).addCandidate(peerId, candidate)
    },
    enter(peerId, roomKey) {
      const peer = peers.get(peerId)
      if (peer) enter(peer, roomKey)
    },
    disconnect,
    dismiss,
    isDismissing: () => members.some((member) => member.isDismissing()),
    disconnectPages() {
      for (const { peerId, kind } of [...peers.values()]) if (kind === 'forward') disconnect(peerId)
    },
    hasPages: () => [...peers.values()].some(({ kind }) => kind === 'forward'),
    setRoom(roomKey, described) {
      const known = rooms.get(roomKey)
      if (!described) return known && endRoom(known)
      const room = roomOf(state, roomKey)
      room.room = described
      for (const index of new Set([room.home, room.leaving])) {
        if (index !== undefined) memberAt(state, index).setRoom(roomKey, described)
      }
      unite(room)
    },
    setEar(peerId, ear) {
      const peer = peers.get(peerId)
      if (!peer) return
      peer.ear = ear
      tellHearing(peer, (member) => member.setEar(peerId, ear))
    },
    setPersonalGains(peerId, gains) {
      const peer = peers.get(peerId)
      if (!peer) return
      peer.gains = gains
      tellHearing(peer, (member) => member.setPersonalGains(peerId, gains))
    },
    setHeadphones(peerId, headphones) {
      const peer = peers.get(peerId)
      if (!peer) return
      peer.headphones = headphones
      tellHearing(peer, (member) => member.setHeadphones(peerId, headphones))
    },
    tell(peerIds, text) {
      for (const [index, member] of members.entries()) {
        member.tell(
          peerIds.filter((peerId) => peers.get(peerId)?.at === index),
          text,
        )
      }
    },
    statuses: () =>
      members.flatMap((member) =>
        member.statuses().map((status): HubPeerStatus => {
          const peer = peers.get(status.peerId)
          return peer ? { ...status, roomKey: peer.roomKey } : status
        }),
      ),
    setBandwidth: bandwidths.set,
    setAnnounced(addresses) {
      for (const member of members) member.setAnnounced(addresses)
    },
    load: () => total(members.flatMap((member) => member.load() ?? [])),
    processes: () =>
      members.map((member, index) => ({
        index,
        ports: [networks[index]?.portBegin ?? 0, networks[index]?.portEnd ?? 0] as const,
        state: member.state(),
        closed: reach.isClosed(index),
        rooms: [...rooms.values()].filter(({ home, peers }) => home === index && peers.size > 0).length,
        peers: [...peers.values()].filter(({ at }) => at === index).length,
        restarts: member.restarts(),
        load: member.load(),
      })),
    processIds: () => members.map((member) => member.processId()),
    homeOf: (roomKey) => rooms.get(roomKey)?.home,
    move: moves.move,
    async close() {
      closing = true
      comingOver.close()
      await Promise.all(members.map((member) => member.close()))
      places.remove()
    },
  }
}

function total(loads: readonly HubLoad[]): HubPoolLoad | undefined {
  if (loads.length === 0) return undefined
  const sum = (read: (load: HubLoad) => number) => loads.reduce((all, load) => all + read(load), 0)
  const most = (read: (load: HubLoad) => number) => Math.max(...loads.map(read))
  return {
    cores: sum(({ cores }) => cores),
    busiestCores: most(({ cores }) => cores),
    busy: most(({ busy }) => busy),
    droppedTurns: sum(({ droppedTurns }) => droppedTurns),
    medianTurnMs: most(({ medianTurnMs }) => medianTurnMs),
    turnMs: most(({ turnMs }) => turnMs),
    lateMs: most(({ lateMs }) => lateMs),
    encodedFrames: sum(({ encodedFrames }) => encodedFrames),
  }
}
