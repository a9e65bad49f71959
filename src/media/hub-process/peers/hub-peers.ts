/** All peers of the hub: connected, moved from room to room and let go. */

import { randomInt } from 'node:crypto'
import { VoiceError } from '../../../errors.js'
import type { HubPeerRequest } from '../../../voice/rooms/hub.js'
import type { RoomKey } from '../../../voice/rooms/room-key.js'
import type { HubCarriage, HubPeerReport, HubReport } from '../../messages.js'
import { FREE_AFTER_MS } from '../../mixing/decoded-voice.js'
import type { PeerNetwork } from '../../peers/held-connection.js'
import { credentialsIn, type IceCredentials } from '../../peers/offer.js'
import { answerPeer, type HubPeer, type PeerEvents } from '../../peers/peer.js'
import { createCarriages } from '../carrying/carriages.js'
import type { Carrier } from '../carrying/carrier.js'
import type { CarriedFrame } from '../carrying/frames.js'
import type { HubRooms } from '../hub-rooms.js'
import type { GridShares } from '../shares/grid-shares.js'
import { createFarewell } from './farewell.js'
import { createPeerCodecs, type PeerMedia } from './peer-media.js'
import { statusOf } from './peer-status.js'

/** Those of one peer that come before its offer is answered. */
const MAX_EARLY_CANDIDATES = 64

export interface PeerRecord {
  readonly request: HubPeerRequest
  /** `undefined`: it hears nobody, and nobody hears it. */
  roomKey: RoomKey | undefined
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
  enter(peerId: string, roomKey: RoomKey | undefined): void
  /** Their room is in another process, which hears them from now on, and which they hear if the carriage is whole. */
  carry(carriage: HubCarriage): void
  /** Takes what another process has for a peer of this one. */
  takeCarried(frame: CarriedFrame): void
  /** To be called every second or two: other processes learn what the peers that they mix for lose. */
  tellLosses(): void
  /** Changes how it hears. */
  change(peerId: string, step: (media: PeerMedia) => void): void
  tell(peerIds: readonly string[], text: string): void
  remove(peerId: string): void
  /** Removes it, and lets it know once no peer is left that has the port. */
  dismiss(peerId: string, network: PeerNetwork): void
  /** Removes everybody in a room, and reports it. */
  removeRoom(roomKey: RoomKey): void
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
  /** `undefined` where this is the only process of the hub. */
  carrier: Pick<Carrier, 'send'> | undefined,
  shares: Pick<GridShares, 'metered'>,
): HubPeers {
  const peers = new Map<string, PeerRecord>()
  const carriages = carrier && createCarriages(carrier.send, (peerId) => peers.get(peerId)?.answered?.peer)
  /** Whom to tell that their connection is over, once nobody has the port any more. */
  const dismissed = new Map<string, IceCredentials>()
  /** Who is being told. */
  let toldNow: readonly string[] = []
  let port = 0
  const farewell = createFarewell(
    () => port,
    () => report({ type: 'dismissed', peerIds: toldNow }),
  )
  let encodedByGone = 0
  let gone = 0

  function leaveRoom(record: PeerRecord): void {
    const { roomKey } = record
    record.roomKey = undefined
    if (roomKey !== undefined) rooms.leave(roomKey, record.request.peerId)
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
      packet(packet) {
        carriages?.packet(peerId, packet)
        rooms.packet(record.roomKey, record.request, packet)
      },
      fault,
    }
  }

  async function answer(record: PeerRecord, network: PeerNetwork): Promise<void> {
    const { peerId, offer } = record.request
    const codecs = await createPeerCodecs(record.request, shares)
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
    if (record.roomKey !== undefined) rooms.enter(record.roomKey, media)
    report({ type: 'answer', peerId, sdp: peer.answer, outlets: peer.outlets.length })
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
    carriages?.end(peerId)
    gone += 1
    record.answered?.peer.close()
    leaveRoom(record)
    if (dismissed.size > 0 && peers.size === 0) sayFarewell()
    if (!record.answered) return
    const { voice, stream } = record.answered.media
    encodedByGone += stream?.encoded() ?? 0
    setTimeout(() => {
      voice.free()
      stream?.free()
    }, FREE_AFTER_MS)
  }

  function takeDismissed(): string[] {
    const peerIds = [...dismissed.keys()]
    dismissed.clear()
    return peerIds
  }

  function sayFarewell(): void {
    const to = [...dismissed.values()]
    toldNow = takeDismissed()
    farewell.say(to)
  }

  return {
    connect(request, network) {
      farewell.end()
      if (dismissed.size > 0) report({ type: 'dismissed', peerIds: takeDismissed() })
      const { peerId, roomKey } = request
      // One of that id that is not gone yet would take this one along when it goes.
      remove(peerId)
      const record = { request, roomKey, wasConnected: false, early: [], answered: undefined }
      peers.set(peerId, record)
      answer(record, network).catch((error: unknown) => refuse(peerId, error))
    },
    addCandidate(peerId, candidate, mid) {
      const record = peers.get(peerId)
      if (record?.answered) record.answered.peer.addCandidate(candidate, mid)
      else if (record && record.early.length < MAX_EARLY_CANDIDATES) record.early.push({ candidate, mid })
    },
    enter(peerId, roomKey) {
      const record = peers.get(peerId)
      if (!record) return
      if (carriages?.end(peerId))
        for (const outlet of record.answered?.peer.outlets ?? []) outlet.changeSource()
      if (record.roomKey === roomKey) return
      if (record.answered) rooms.move(record.roomKey, roomKey, record.answered.media)
      record.roomKey = roomKey
    },
    carry(carriage) {
      carriages?.carry(carriage)
      if (!carriage.isWhole) return
      for (const { peerId } of carriage.peers) {
        const record = peers.get(peerId)
        if (record) leaveRoom(record)
      }
    },
    takeCarried: (frame) => carriages?.take(frame),
    tellLosses: () => carriages?.tellLosses(),
    change(peerId, step) {
      const record = peers.get(peerId)
      if (!record?.answered) return
      step(record.answered.media)
      rooms.get(record.roomKey)?.listenerChanged(peerId)
    },
    tell(peerIds, text) {
      for (const peerId of peerIds) peers.get(peerId)?.answered?.peer.tell(text)
    },
    remove,
    dismiss(peerId, { mux, portBegin }) {
      const { answered } = peers.get(peerId) ?? {}
      port = portBegin
      if (answered && mux) dismissed.set(peerId, credentialsIn(answered.peer.answer))
      else report({ type: 'dismissed', peerIds: [peerId] })
      remove(peerId)
    },
    removeRoom(roomKey) {
      for (const [peerId, record] of [...peers]) {
        if (record.roomKey !== roomKey) continue
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
      dismissed.clear()
      farewell.end()
      for (const peerId of [...peers.keys()]) remove(peerId)
    },
  }
}
