/** The hub itself: peers, rooms and the turns in which their sound goes round. Runs in a process of its own. */

import { randomInt } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import type { HubPeerRequest } from '../../voice/rooms/hub.js'
import type { HubOrder, HubPeerReport, HubReport } from '../messages.js'
import { createMix } from '../mixing/mix.js'
import { createMixStream } from '../mixing/mix-stream.js'
import { createVoiceSource } from '../mixing/voice-source.js'
import { createMixEncoder, createVoiceDecoder } from '../opus/opus.js'
import { answerPeer, type Peer, type PeerNetwork } from '../peers/peer.js'
import { createForwarder } from './forwarder.js'
import { createHubRoom, type HubRoomState, type Seat } from './hub-room.js'
import { startTurns } from './turns.js'

const REVIEW_INTERVAL_MS = 100
const STATUS_INTERVAL_MS = 2000
/** Each holds about a sixth of a megabyte. */
const COLLECT_AFTER_PEERS = 20
const MAX_EARLY_CANDIDATES = 64

export interface Engine {
  order(order: Exclude<HubOrder, { type: 'start' }>): void
  close(): void
}

interface Guest {
  readonly request: HubPeerRequest
  /** `undefined`: it hears nobody, and is heard by nobody. */
  roomId: number | undefined
  /** `undefined` until the offer is answered; what comes earlier waits. */
  peer: Peer | undefined
  readonly early: { candidate: string; mid: string }[]
  wasConnected: boolean
  seat: Seat | undefined
}

/** @param collect frees what is no longer used: the garbage collector does not see how large peers and codecs are */
export function createEngine(
  first: PeerNetwork,
  report: (report: HubReport) => void,
  collect: () => void,
): Engine {
  let network = first
  const guests = new Map<string, Guest>()
  const rooms = new Map<number, HubRoomState>()
  const mix = createMix()
  let encodedByGone = 0
  let goneSinceCollect = 0

  function roomOf(roomId: number): HubRoomState {
    const known = rooms.get(roomId) ?? createHubRoom()
    rooms.set(roomId, known)
    return known
  }

  function roomWith({ roomId }: Guest): HubRoomState | undefined {
    return roomId === undefined ? undefined : rooms.get(roomId)
  }

  function leaveRoom(guest: Guest): void {
    const { roomId, request } = guest
    const room = roomWith(guest)
    guest.roomId = undefined
    room?.leave(request.peerId)
    if (roomId !== undefined && room?.size === 0 && !room.isKnown()) rooms.delete(roomId)
  }

  function enterRoom(guest: Guest, roomId: number | undefined): void {
    if (guest.roomId === roomId) return
    leaveRoom(guest)
    guest.roomId = roomId
    if (guest.seat && roomId !== undefined) roomOf(roomId).enter(guest.seat)
  }

  async function connect(request: HubPeerRequest): Promise<void> {
    const { peerId, kind } = request
    const guest: Guest = {
      request,
      roomId: request.roomId,
      peer: undefined,
      early: [],
      wasConnected: false,
      seat: undefined,
    }
    guests.set(peerId, guest)
    const source = createVoiceSource(await createVoiceDecoder())
    const encoder = kind === 'mix' ? await createMixEncoder() : undefined
    const free = () => {
      source.free()
      encoder?.free()
    }
    const peer = await answerPeer(
      peerId,
      request.offer,
      network,
      {
        connected() {
          guest.wasConnected = true
          report({ type: 'connected', peerId })
        },
        closed() {
          remove(peerId)
          report({ type: 'closed', peerId, wasConnected: guest.wasConnected })
        },
        channelOpen: () => report({ type: 'channel-open', peerId }),
        text: (text) => report({ type: 'text', peerId, text }),
        packet: (packet) => roomWith(guest)?.packet(peerId, packet, performance.now()),
        fault,
      },
      () => randomInt(1, 2 ** 32),
    ).catch((error: unknown) => {
      free()
      throw error
    })
    if (guests.get(peerId) !== guest) {
      free()
      return peer.close()
    }
    const [first] = peer.outlets
    const stream =
      encoder && first
        ? createMixStream(
            encoder,
            first,
            () => randomInt(2 ** 32),
            () => peer.sentLossShare() ?? 0,
          )
        : undefined
    if (!stream) encoder?.free()
    const forwarder = kind === 'forward' ? createForwarder(peer.outlets) : undefined
    guest.seat = {
      peerId,
      agentId: request.agentId,
      ear: undefined,
      personalGains: new Map(),
      source,
      stream,
      forwarder,
      losses: peer,
    }
    guest.peer = peer
    if (guest.roomId !== undefined) roomOf(guest.roomId).enter(guest.seat)
    report({ type: 'answer', peerId, sdp: peer.answer })
    for (const { candidate, mid } of guest.early) peer.addCandidate(candidate, mid)
  }

  function remove(peerId: string): void {
    const guest = guests.get(peerId)
    if (!guest) return
    guests.delete(peerId)
    goneSinceCollect += 1
    guest.peer?.close()
    leaveRoom(guest)
    encodedByGone += guest.seat?.stream?.encoded() ?? 0
    // A last frame may be asked of it in this turn, none after it.
    const { seat } = guest
    if (!seat) return
    setTimeout(() => {
      seat.source.free()
      seat.stream?.free()
    }, REVIEW_INTERVAL_MS)
  }

  function refuse(peerId: string, error: unknown): void {
    guests.delete(peerId)
    if (error instanceof VoiceError && error.code === 'offer-invalid') {
      return report({ type: 'refused', peerId, code: 'offer-invalid', message: error.message })
    }
    fault(error)
    return report({ type: 'refused', peerId, code: 'internal', message: 'The hub failed at this offer.' })
  }

  function fault(error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    report({ type: 'fault', message, stack })
  }

  function changeSeat(peerId: string, change: (seat: Seat) => void): void {
    const guest = guests.get(peerId)
    if (!guest?.seat) return
    change(guest.seat)
    roomWith(guest)?.listenerChanged(peerId)
  }

  function closeRoom(roomId: number): void {
    rooms.delete(roomId)
    for (const [peerId, guest] of [...guests]) {
      if (guest.roomId !== roomId) continue
      remove(peerId)
      report({ type: 'closed', peerId, wasConnected: true })
    }
  }

  const turns = startTurns((nowMs) => {
    for (const room of rooms.values()) {
      try {
        room.turn(nowMs, mix)
      } catch (error) {
        fault(error)
      }
    }
  })

  const reviews = setInterval(() => {
    for (const [roomId, room] of rooms) {
      const { levels, slots } = room.review(performance.now())
      if (levels.length > 0) report({ type: 'levels', roomId, levels })
      for (const [peerId, agentIds] of slots) report({ type: 'slots', peerId, agentIds })
    }
  }, REVIEW_INTERVAL_MS)

  let usage = process.cpuUsage()
  let measuredAt = performance.now()
  const statuses = setInterval(() => {
    if (goneSinceCollect >= COLLECT_AFTER_PEERS) {
      goneSinceCollect = 0
      collect()
    }
    const used = process.cpuUsage(usage)
    const elapsedMs = performance.now() - measuredAt
    usage = process.cpuUsage()
    measuredAt = performance.now()
    const encoded = [...guests.values()].reduce((sum, { seat }) => sum + (seat?.stream?.encoded() ?? 0), 0)
    report({
      type: 'statuses',
      peers: [...guests.values()].map(statusOf),
      load: {
        cores: (used.user + used.system) / 1000 / elapsedMs,
        droppedTurns: turns.dropped(),
        ...turns.p99(),
        encodedFrames: encodedByGone + encoded,
      },
    })
  }, STATUS_INTERVAL_MS)

  return {
    order(order) {
      switch (order.type) {
        case 'connect':
          connect(order.request).catch((error: unknown) => refuse(order.request.peerId, error))
          return
        case 'candidate': {
          const guest = guests.get(order.peerId)
          const { candidate, sdpMid } = order.candidate
          const mid = sdpMid ?? '0'
          if (guest?.peer) guest.peer.addCandidate(candidate, mid)
          else if (guest && guest.early.length < MAX_EARLY_CANDIDATES) guest.early.push({ candidate, mid })
          return
        }
        case 'enter': {
          const guest = guests.get(order.peerId)
          if (guest) enterRoom(guest, order.roomId)
          return
        }
        case 'announced':
          network = { ...network, announced: order.addresses }
          return
        case 'disconnect':
          return remove(order.peerId)
        case 'room':
          if (order.room) roomOf(order.roomId).set(order.room)
          else closeRoom(order.roomId)
          return
        case 'ear':
          return changeSeat(order.peerId, (seat) => {
            seat.ear = order.ear
          })
        case 'gains':
          return changeSeat(order.peerId, (seat) => {
            seat.personalGains = order.gains
          })
        case 'tell':
          for (const peerId of order.peerIds) guests.get(peerId)?.peer?.tell(order.text)
          return
      }
    },
    close() {
      turns.close()
      clearInterval(reviews)
      clearInterval(statuses)
      for (const peerId of [...guests.keys()]) remove(peerId)
    },
  }
}

function statusOf({ request, roomId, peer }: Guest): HubPeerReport {
  const { peerId, agentId, kind } = request
  const nowMs = performance.now()
  const lastAtMs = peer?.statistics.lastAtMs()
  const soundAtMs = peer?.statistics.soundAtMs()
  return {
    peerId,
    roomId,
    agentId,
    kind,
    state: peer?.isConnected() ? 'connected' : 'connecting',
    packetsReceived: peer?.statistics.received() ?? 0,
    packetsSent: peer?.packetsSent() ?? 0,
    lossShare: peer?.statistics.lossShare() ?? 0,
    sentLossShare: peer?.sentLossShare(),
    jitterMs: peer?.statistics.jitterMs() ?? 0,
    heardAgoMs: lastAtMs === undefined ? undefined : nowMs - lastAtMs,
    soundAgoMs: typeof soundAtMs === 'number' ? nowMs - soundAtMs : soundAtMs,
    remote: peer?.remote(),
  }
}
