/**
 * One peer's connection to the hub, over node-datachannel: answers its offer, hands up the packets it sends, and
 * takes the packets it shall get. An exception inside a callback of that library ends the process, and so
 * does a send on what is closed: every one is guarded here, and nowhere else is it used.
 */

import {
  Audio,
  type DataChannel,
  type Direction,
  PeerConnection,
  type RtcConfig,
  RtcpReceivingSession,
  type Track,
} from 'node-datachannel'
import { VoiceError } from '../errors.js'
import {
  isUsableCandidate,
  LEVEL_EXTENSION,
  type Offer,
  type OfferedAudio,
  readOffer,
  withAnnounced,
  withoutLocalNames,
} from './offer.js'
import { createReceiveStatistics, type ReceiveStatistics } from './receive-statistics.js'
import { buildRtp, type OutgoingHeader, parseRtp, type RtpPacket } from './rtp.js'

export interface PeerEvents {
  connected(): void
  closed(): void
  channelOpen(): void
  text(text: string): void
  packet(packet: RtpPacket): void
  /** What was thrown inside a callback: a fault of ours. */
  fault(error: unknown): void
}

/** A stream towards the peer, with a synchronisation source of its own. */
export interface Outlet {
  /** False where it could not be sent: not connected yet, or no more. */
  send(header: Omit<OutgoingHeader, 'ssrc' | 'payloadType'>, payload: Uint8Array): boolean
}

export interface Peer {
  readonly answer: string
  readonly outlets: readonly Outlet[]
  /** Held on to: the library closes a track whose object is collected, and nothing more is heard through it. */
  readonly tracks: readonly object[]
  readonly statistics: ReceiveStatistics
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
/** What a viewer or page says is far shorter. */
const MAX_TEXT_BYTES = 8 * 1024
const TEXTS_PER_SECOND = 60
/** More waiting than this is not taken in by the other end any more. */
const MAX_BUFFERED_BYTES = 256 * 1024

/** Discontinuous transmission keeps the pauses off the wire; error correction makes good what single losses take. */
const OPUS_PARAMETERS = 'minptime=10;useinbandfec=1;usedtx=1;stereo=1;sprop-stereo=1;maxaveragebitrate=64000'

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

  const connection = open(name, network)
  let closed = false
  let patience: NodeJS.Timeout | undefined
  function close(): void {
    if (closed) return
    closed = true
    clearTimeout(patience)
    guarded(() => connection.close())()
  }

  try {
    const statistics = createReceiveStatistics()
    const tracks = offer.audio.map((audio) => addTrack(connection, audio, newSsrc))
    const microphone = tracks.find(({ audio }) => audio.sends)
    const sent = { packets: 0 }
    const outlets = tracks
      .filter(({ audio }) => audio.receives)
      .map((track) => outletOf(track, sent, () => closed))

    if (microphone) {
      const { audio, track } = microphone
      const known = new Set(audio.ssrcs)
      track.onMessage(
        guarded((bytes) => {
          const packet = parseRtp(bytes, audio.levelId)
          if (!packet || packet.payloadType !== audio.payloadType) return
          if (known.size === 0) known.add(packet.ssrc)
          if (!known.has(packet.ssrc)) return
          statistics.count(packet, performance.now())
          events.packet(packet)
        }),
      )
    }
    const channel = receiveChannel(connection, events, guarded, () => closed)
    function lose(): void {
      close()
      events.closed()
    }
    connection.onStateChange(
      guarded((state) => {
        if (closed) return
        if (state === 'connected') {
          clearTimeout(patience)
          events.connected()
        }
        if (state === 'failed' || state === 'closed' || state === 'disconnected') lose()
      }),
    )
    const answer = await negotiate(connection, sdp, offer)
    if (!closed && connection.state() !== 'connected')
      patience = setTimeout(guarded(lose), CONNECTING_LIMIT_MS)
    return {
      answer: withAnnounced(answer, network.announced),
      outlets,
      tracks,
      statistics,
      packetsSent: () => sent.packets,
      isConnected: () => !closed && connection.state() === 'connected',
      remote() {
        const remote = closed ? undefined : connection.getSelectedCandidatePair()?.remote
        return remote && `${remote.address} (${remote.type})`
      },
      addCandidate(candidate, mid) {
        if (closed || !isUsableCandidate(candidate)) return
        try {
          connection.addRemoteCandidate(candidate, mid)
        } catch {
          // One that makes no sense to the library is of no use.
        }
      },
      tell: channel.tell,
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

interface OwnTrack {
  readonly audio: OfferedAudio
  readonly track: Track
  readonly ssrc: number
}

/** To be called before the offer is set: with the offer's own mid and payload type. */
function addTrack(connection: PeerConnection, audio: OfferedAudio, newSsrc: () => number): OwnTrack {
  const section = new Audio(audio.mid, directionTowards(audio))
  const ssrc = newSsrc()
  section.addOpusCodec(audio.payloadType, OPUS_PARAMETERS)
  if (audio.receives) section.addSSRC(ssrc, 'hub', `hub-${audio.mid}`, `voice-${audio.mid}`)
  if (audio.sends && audio.levelId !== undefined)
    section.parseSdpLine(`a=extmap:${audio.levelId} ${LEVEL_EXTENSION}`)
  const track = connection.addTrack(section)
  // Its reports tell the sender what is lost, so that its error correction sets in.
  if (audio.sends) track.setMediaHandler(new RtcpReceivingSession())
  return { audio, track, ssrc }
}

function directionTowards({ sends, receives }: OfferedAudio): Direction {
  if (sends) return receives ? 'SendRecv' : 'RecvOnly'
  return receives ? 'SendOnly' : 'Inactive'
}

function outletOf(
  { audio, track, ssrc }: OwnTrack,
  sent: { packets: number },
  isClosed: () => boolean,
): Outlet {
  return {
    send(header, payload) {
      if (isClosed()) return false
      try {
        if (!track.isOpen()) return false
        const { payloadType } = audio
        const { marker, sequence, timestamp } = header
        const done = track.sendMessageBinary(
          buildRtp({ payloadType, marker, sequence, timestamp, ssrc }, payload),
        )
        if (done) sent.packets += 1
        return done
      } catch {
        // It closed in this very moment; its state follows.
        return false
      }
    },
  }
}

type Guard = <Arguments extends unknown[]>(
  step: (...given: Arguments) => void,
) => (...given: Arguments) => void

/** The first data channel that the peer opens is the one; it may open before anybody waits for it. */
function receiveChannel(
  connection: PeerConnection,
  events: PeerEvents,
  guarded: Guard,
  isClosed: () => boolean,
): Pick<Peer, 'tell'> {
  let channel: DataChannel | undefined
  let second = 0
  let texts = 0

  function isWithinBudget(): boolean {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) texts = 0
    second = now
    texts += 1
    return texts <= TEXTS_PER_SECOND
  }

  connection.onDataChannel(
    guarded((opened) => {
      if (channel) return opened.close()
      channel = opened
      opened.onMessage(
        guarded((message) => {
          if (isClosed() || typeof message !== 'string' || message.length > MAX_TEXT_BYTES) return
          if (isWithinBudget()) events.text(message)
        }),
      )
      // One that is announced is open already, or becomes so.
      if (opened.isOpen()) events.channelOpen()
      else opened.onOpen(guarded(() => events.channelOpen()))
      return undefined
    }),
  )
  return {
    tell(text) {
      try {
        if (isClosed() || !channel?.isOpen() || channel.bufferedAmount() > MAX_BUFFERED_BYTES) return
        channel.sendMessage(text)
      } catch {
        // It closed in this very moment; its state follows.
      }
    },
  }
}

/** Sets the offer, answers it, and waits until the answer holds every candidate. */
async function negotiate(connection: PeerConnection, sdp: string, offer: Offer): Promise<string> {
  const gathered = new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, GATHERING_LIMIT_MS)
    connection.onGatheringStateChange((state) => {
      if (state !== 'complete') return
      clearTimeout(limit)
      resolve()
    })
  })
  connection.setRemoteDescription(withoutLocalNames(sdp), 'offer')
  connection.setLocalDescription('answer')
  await gathered
  const answer = connection.localDescription()
  if (answer?.type !== 'answer') throw new Error(`no answer to an offer of ${offer.audio.length} sections`)
  return answer.sdp
}
