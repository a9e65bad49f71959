/**
 * One peer's connection to the hub, over node-datachannel: answers its offer, hands up the packets it sends, and
 * takes the packets it shall get. An exception inside a callback of that library ends the process, and so
 * does a send on what is closed: every one is guarded here and in the `peer-` files beside, and nowhere else is it used.
 */

import { PeerConnection, type RtcConfig } from 'node-datachannel'
import { VoiceError } from '../../errors.js'
import { createCandidateGate, throughGate } from './candidates.js'
import { type Offer, readOffer, withAnnounced } from './offer.js'
import { type PeerChannel, type PeerChannelEvents, receiveChannel } from './peer-channel.js'
import { type PeerReception, receiveAudio } from './peer-reception.js'
import { addTrack, type Outlet, outletOf } from './peer-tracks.js'
import type { RtpPacket } from './rtp.js'

export interface PeerEvents extends PeerChannelEvents {
  connected(): void
  closed(): void
  packet(packet: RtpPacket): void
  /** What was thrown inside a callback: a fault of ours. */
  fault(error: unknown): void
}

export interface Peer extends PeerReception {
  readonly answer: string
  readonly outlets: readonly Outlet[]
  packetsSent(): number
  isConnected(): boolean
  /** Address and kind of the other end of the pair in use, as `192.0.2.7 (host)`. */
  remote(): string | undefined
  addCandidate(candidate: string, mid: string): void
  tell(text: string): void
  close(): void
}

export interface PeerNetwork {
  /** One port for all peers, or a range with a port for each. */
  readonly portBegin: number
  readonly portEnd: number
  readonly mux: boolean
  /** Addresses that lead here though no interface has them. */
  readonly announced: readonly string[]
}

/** Without STUN servers to ask, gathering takes milliseconds. */
const GATHERING_LIMIT_MS = 1500
/** Who has not come by then does not come: its offer may be a forgery, or its network lets nothing through. */
const CONNECTING_LIMIT_MS = 30_000

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
): Promise<Peer> {
  const offer = readOffer(sdp)
  const gate = createCandidateGate()
  const guarded =
    <Arguments extends unknown[]>(step: (...given: Arguments) => void) =>
    (...given: Arguments): void => {
      try {
        step(...given)
      } catch (error) {
        try {
          events.fault(error)
        } catch {
          // Whoever listens must not take the process down either.
        }
      }
    }

  const held: Held = { connection: open(name, network) }
  let connected = false
  let closed = false
  const isConnected = () => connected && !closed
  let patience: NodeJS.Timeout | undefined
  let channel: PeerChannel | undefined
  function close(): void {
    if (closed) return
    closed = true
    clearTimeout(patience)
    const { connection } = held
    held.connection = undefined
    channel?.release()
    guarded(() => connection?.close())()
  }

  try {
    const tracks = offer.audio.map((audio) => addTrack(connectionOf(held), audio, newSsrc))
    const sent = { packets: 0 }
    const outlets = tracks
      .filter(({ audio }) => audio.receives)
      .map((track) => outletOf(track, sent, isConnected))
    const reception = receiveAudio(tracks, events.packet, guarded, () => closed)
    channel = receiveChannel(connectionOf(held), events, guarded, () => closed)
    const { tell } = channel
    function lose(): void {
      close()
      events.closed()
    }
    connectionOf(held).onStateChange(
      guarded((state) => {
        if (closed) return
        if (state === 'connected') {
          clearTimeout(patience)
          connected = true
          events.connected()
        }
        if (state === 'failed' || state === 'closed' || state === 'disconnected') lose()
      }),
    )
    const answer = await negotiate(held, throughGate(sdp, gate), offer)
    if (!closed && !connected) patience = setTimeout(guarded(lose), CONNECTING_LIMIT_MS)
    return {
      answer: withAnnounced(answer, network.announced),
      outlets,
      packetsSent: () => sent.packets,
      ...reception,
      isConnected,
      remote() {
        const remote = held.connection?.getSelectedCandidatePair()?.remote
        return remote && `${remote.address} (${remote.type})`
      },
      addCandidate(candidate, mid) {
        const admitted = gate(candidate)
        if (admitted === undefined) return
        try {
          held.connection?.addRemoteCandidate(admitted, mid)
        } catch {
          // One that makes no sense to the library is of no use.
        }
      },
      tell,
      close,
    }
  } catch (error) {
    close()
    if (error instanceof VoiceError) throw error
    throw new VoiceError('offer-invalid', 'The offer could not be answered: it is no WebRTC offer.', {
      cause: error,
    })
  }
}

/**
 * The library holds on to its callbacks, and they to what they name, until the connection's own object is
 * collected: so no callback may name that, or neither ever goes. They name this, which is emptied at the end.
 */
interface Held {
  connection: PeerConnection | undefined
}

/** @throws Error once it is closed */
function connectionOf({ connection }: Held): PeerConnection {
  if (!connection) throw new Error('the connection was closed meanwhile')
  return connection
}

function open(name: string, { mux, portBegin, portEnd }: PeerNetwork): PeerConnection {
  const config: RtcConfig = {
    iceServers: [],
    disableAutoNegotiation: true,
    enableIceUdpMux: mux,
    portRangeBegin: portBegin,
    portRangeEnd: mux ? portBegin : portEnd,
  }
  return new PeerConnection(name, config)
}

/** Sets the offer, answers it, and waits until the answer holds every candidate. @param sdp through the gate */
async function negotiate(held: Held, sdp: string, offer: Offer): Promise<string> {
  const gathered = new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, GATHERING_LIMIT_MS)
    connectionOf(held).onGatheringStateChange((state) => {
      if (state !== 'complete') return
      clearTimeout(limit)
      resolve()
    })
  })
  connectionOf(held).setRemoteDescription(sdp, 'offer')
  connectionOf(held).setLocalDescription('answer')
  await gathered
  const answer = connectionOf(held).localDescription()
  if (answer?.type !== 'answer') throw new Error(`no answer to an offer of ${offer.audio.length} sections`)
  return answer.sdp
}
