/** All peers of the hub: connected, moved from room to room and let go. */

import { randomInt } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import type { HubPeerRequest } from '../../voice/rooms/hub.js'
import type { HubPeerReport, HubReport } from '../messages.js'
import type { PeerNetwork } from '../peers/held-connection.js'
import { answerPeer, type HubPeer, type PeerEvents } from '../peers/peer.js'
import type { HubRooms } from './hub-rooms.js'
import { createPeerCodecs, type PeerMedia } from './peer-media.js'
import { statusOf } from './peer-status.js'

/** Those of one peer that come before its offer is answered. */
const MAX_EARLY_CANDIDATES = 64
/** A room may ask for a last frame of a peer in the turn in which it goes, and in none after that. */
const FREE_AFTER_MS = 100

export interface PeerRecord {
  readonly request: HubPeerRequest
  /** `undefined`: it hears nobody, and nobody hears it. */
  roomId: number | undefined
  wasConnected: boolean
  /** Candidates that came before the offer was answered. */
  readonly early: { candidate: string; mid: string }[]
  /** `undefined` until the offer is answered. */
  answered: { readonly peer: HubPeer; readonly media: PeerMedia } | undefined
}

export interface HubPeers {
  /** Answers a peer's offer; the answer, or why there is none, is reported. */
  connect(request: HubPeerRequest, network: PeerNetwork): void
  addCandidate(peerId: string, candidate: string, mid: string): void
  /** Takes it out of its room, and into another where one is named. */
  enter(peerId: string, roomId: number | undefined): void
  /** Changes how it hears. */
  change(peerId: string, step: (media: PeerMedia) => void): void
  tell(peerIds: readonly string[], text: string): void
  remove(peerId: string): void
  /** Removes everybody in a room, and reports it. */
  removeRoom(roomId: number): void
  statuses(): HubPeerReport[]
  /** Frames encoded since the start, of those who are gone, too. */
  encodedFrames(): number
  /** How many peers have gone since the start. */
  gone(): number
  close(): void
}

export function createHubPeers(
  rooms: HubRooms,
  report: (report: HubReport) => void,
  fault: (error: unknown) => void,
): HubPeers {
  const peers = new Map<string, PeerRecord>()
  let encodedByGone = 0
  let gone = 0

  function leaveRoom(record: PeerRecord): void {
    const { roomId } = record
    record.roomId = undefined
    if (roomId !== undefined) rooms.leave(roomId, record.request.peerId)
  }

  function eventsOf(record: PeerRecord): PeerEvents {
    const { peerId } = record.request
    return {
      connected() {
        record.wasConnected = true
        report({ type: 'connected', peerId })
      },
      closed() {
        remove(peerId)
        report({ type: 'closed', peerId, wasConnected: record.wasConnected })
      },
      channelOpen: () => report({ type: 'channel-open', peerId }),
      text: (text) => report({ type: 'text', peerId, text }),
      packet: (packet) => rooms.get(record.roomId)?.packet(peerId, packet, performance.now()),
      fault,
    }
  }

  async function answer(record: PeerRecord, network: PeerNetwork): Promise<void> {
    const { peerId, offer } = record.request
    const codecs = await createPeerCodecs(record.request)
    const newSsrc = () => randomInt(1, 2 ** 32)
    const peer = await answerPeer(peerId, offer, network, eventsOf(record), newSsrc).catch(
      (error: unknown) => {
        codecs.free()
        throw error
      },
    )
    if (peers.get(peerId) !== record) {
      codecs.free()
      return peer.close()
    }
    const media = codecs.mediaFor(peer)
    record.answered = { peer, media }
    if (record.roomId !== undefined) rooms.enter(record.roomId, media)
    report({ type: 'answer', peerId, sdp: peer.answer })
    for (const { candidate, mid } of record.early) peer.addCandidate(candidate, mid)
  }

  function refuse(peerId: string, error: unknown): void {
    peers.delete(peerId)
    if (error instanceof VoiceError && error.code === 'offer-invalid') {
      return report({ type: 'refused', peerId, code: 'offer-invalid', message: error.message })
    }
    fault(error)
    return report({ type: 'refused', peerId, code: 'internal', message: 'The hub failed at this offer.' })
  }

  function remove(peerId: string): void {
    const record = peers.get(peerId)
    if (!record) return
    peers.delete(peerId)
    gone += 1
    record.answered?.peer.close()
    leaveRoom(record)
    if (!record.answered) return
    const { voice, stream } = record.answered.media
    encodedByGone += stream?.encoded() ?? 0
    setTimeout(() => {
      voice.free()
      stream?.free()
    }, FREE_AFTER_MS)
  }

  return {
    connect(request, network) {
      const { peerId, roomId } = request
      const record = { request, roomId, wasConnected: false, early: [], answered: undefined }
      peers.set(peerId, record)
      answer(record, network).catch((error: unknown) => refuse(peerId, error))
    },
    addCandidate(peerId, candidate, mid) {
      const record = peers.get(peerId)
      if (record?.answered) record.answered.peer.addCandidate(candidate, mid)
      else if (record && record.early.length < MAX_EARLY_CANDIDATES) record.early.push({ candidate, mid })
    },
    enter(peerId, roomId) {
      const record = peers.get(peerId)
      if (!record || record.roomId === roomId) return
      leaveRoom(record)
      record.roomId = roomId
      if (record.answered && roomId !== undefined) rooms.enter(roomId, record.answered.media)
    },
    change(peerId, step) {
      const record = peers.get(peerId)
      if (!record?.answered) return
      step(record.answered.media)
      rooms.get(record.roomId)?.listenerChanged(peerId)
    },
    tell(peerIds, text) {
      for (const peerId of peerIds) peers.get(peerId)?.answered?.peer.tell(text)
    },
    remove,
    removeRoom(roomId) {
      for (const [peerId, record] of [...peers]) {
        if (record.roomId !== roomId) continue
        remove(peerId)
        report({ type: 'closed', peerId, wasConnected: true })
      }
    },
    statuses: () => [...peers.values()].map(statusOf),
    encodedFrames() {
      let frames = encodedByGone
      for (const { answered } of peers.values()) frames += answered?.media.stream?.encoded() ?? 0
      return frames
    },
    gone: () => gone,
    close() {
      for (const peerId of [...peers.keys()]) remove(peerId)
    },
  }
}
