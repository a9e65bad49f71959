/**
 * One peer's connection to the hub, over node-datachannel: answers its offer, hands up the packets that it sends, and
 * takes the packets that it shall get. The library throws at a send on what is closed: sends are guarded here and in
 * the `peer-` files beside this one, as callbacks are, and the library is used nowhere else once its threads run.
 */

import { VoiceError } from '../../errors.js'
import { type CandidateGate, createCandidateGate, throughGate } from './candidates.js'
import { createGuard } from './guard.js'
import {
  createRemoteAddress,
  type HeldConnection,
  negotiate,
  openConnection,
  type PeerNetwork,
} from './held-connection.js'
import { readOffer, withAnnounced } from './offer.js'
import { type PeerChannel, type PeerChannelEvents, receiveChannel } from './peer-channel.js'
import { createPeerLife } from './peer-life.js'
import { type PeerReception, receiveAudio } from './peer-reception.js'
import { addTrack, outletOf, type PeerOutlet } from './peer-tracks.js'
import type { RtpPacket } from './rtp.js'

export interface PeerEvents extends PeerChannelEvents {
  connected(): void
  closed(): void
  packet(packet: RtpPacket): void
  /** What was thrown inside a callback: a fault of ours. */
  fault(error: unknown): void
}

export interface HubPeer extends PeerReception {
  readonly answer: string
  readonly outlets: readonly PeerOutlet[]
  packetsSent(): number
  isConnected(): boolean
  /** Address and kind of the other end of the pair in use, as `192.0.2.7 (host)`. */
  remote(): string | undefined
  addCandidate(candidate: string, mid: string): void
  tell(text: string): void
  close(): void
}

/**
 * Answers an offer. Nothing is heard of the peer before the returned promise resolves.
 * @throws VoiceError `offer-invalid`
 */
export async function answerPeer(
  name: string,
  sdp: string,
  network: PeerNetwork,
  events: PeerEvents,
  newSsrc: () => number,
): Promise<HubPeer> {
  const offer = readOffer(sdp)
  const gate = createCandidateGate()
  const guarded = createGuard(events.fault)
  const held = openConnection(name, network)
  let channel: PeerChannel | undefined
  const life = createPeerLife({
    connected: guarded(() => events.connected()),
    release: guarded(() => {
      channel?.release()
      held.letGo()?.close()
    }),
    ended: guarded(() => events.closed()),
  })
  try {
    const tracks = offer.audio.map((audio) => addTrack(held.get(), audio, newSsrc))
    const sent = { packets: 0 }
    const outlets = tracks
      .filter(({ audio }) => audio.receives)
      .map((track) => outletOf(track, sent, life.isConnected))
    const reception = receiveAudio(tracks, events.packet, guarded, life.isClosed)
    channel = receiveChannel(held.get(), events, guarded, life.isClosed)
    held.get().onStateChange(guarded(life.libraryState))
    const answer = await negotiate(held, throughGate(sdp, gate))
    life.happened('answered')
    return {
      ...reception,
      answer: withAnnounced(answer, network.announced),
      outlets,
      packetsSent: () => sent.packets,
      isConnected: life.isConnected,
      remote: createRemoteAddress(held.current, () => performance.now()),
      addCandidate: (candidate, mid) => addCandidate(held, gate, candidate, mid),
      tell: channel.tell,
      close: () => life.happened('closed'),
    }
  } catch (error) {
    life.happened('closed')
    if (error instanceof VoiceError) throw error
    throw new VoiceError('offer-invalid', 'The offer could not be answered: it is no WebRTC offer.', {
      cause: error,
    })
  }
}

function addCandidate(held: HeldConnection, gate: CandidateGate, candidate: string, mid: string): void {
  const admitted = gate(candidate)
  if (admitted === undefined) return
  try {
    held.current()?.addRemoteCandidate(admitted, mid)
  } catch {
    // A candidate that makes no sense to the library is of no use.
  }
}
