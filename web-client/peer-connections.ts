/** The page's WebRTC connections: one for each person within reach, by perfect negotiation. */

import type { IceCandidate, IceServerMessage, SessionDescription } from '../src/protocol/messages.js'
import {
  type MediaRoute,
  type Quality,
  qualityBetween,
  type Received,
  receivedOf,
  routeOf,
} from './peer-statistics.js'
import { opusParametersOf, withOpusParameters } from './sdp-opus.js'

export interface PeerLink {
  readonly agentId: string
  /** The server's id of this connection; a message for an earlier one of the same person is dropped. */
  readonly link: string
}

export interface PeerEvents {
  sendDescription(peer: PeerLink, description: SessionDescription): void
  sendCandidate(peer: PeerLink, candidate: IceCandidate): void
  onStream(agentId: string, stream: MediaStream): void
  onStateChange(agentId: string, state: RTCPeerConnectionState): void
  onClosed(agentId: string): void
  onError(agentId: string, error: unknown): void
}

/** What is known of a connection; `media` is absent until it is made, `quality` until something was received. */
export interface PeerReport {
  readonly media: MediaRoute | undefined
  readonly quality: Quality | undefined
}

export interface PeerConnections {
  /** For new connections, and for open ones when they next look for ways. */
  configure(iceServers: IceServerMessage[], iceTransportPolicy: RTCIceTransportPolicy): void
  /**
   * @param how.offers this side makes the first offer, and ignores a colliding one
   * @param how.relayOnly through TURN, so that neither side learns the other's address
   */
  connect(peer: PeerLink, how: { readonly offers: boolean; readonly relayOnly: boolean }): void
  /** The server knows this connection again after it was away; what was under way then goes on. */
  resume(peer: PeerLink): void
  disconnect(peer: PeerLink): void
  receiveDescription(peer: PeerLink, description: SessionDescription): void
  receiveCandidate(peer: PeerLink, candidate: IceCandidate): void
  /**
   * What everybody is sent from now on; `null` sends nothing.
   * @param performer in stereo, at a bitrate for music
   */
  setMicrophone(track: MediaStreamTrack | null, performer: boolean): void
  /** Looks for new ways: the network is another one. */
  restart(): void
  /** Audio level 0..1 of what somebody sends, before it is made quieter by distance. */
  level(agentId: string): number
  report(agentId: string): Promise<PeerReport>
  /** Those that carry audio now. */
  links(): PeerLink[]
  close(): void
}

interface Peer extends PeerLink {
  readonly connection: RTCPeerConnection
  readonly offers: boolean
  readonly relayOnly: boolean
  makingOffer: boolean
  ignoringOffer: boolean
  received: Received | undefined
  /** What was received is handled in order, one after the other. */
  queue: Promise<void>
}

const SPEECH_BITS_PER_SECOND = 40_000
const MUSIC_BITS_PER_SECOND = 128_000

/** A connection that stutters mends itself mostly; after so long new ways are looked for. */
const RESTART_DELAY_MS = 2000

export function createPeerConnections(events: PeerEvents): PeerConnections {
  const peers = new Map<string, Peer>()
  let microphone: MediaStreamTrack | null = null
  let performer = false
  let configuration: RTCConfiguration = {}

  function find({ agentId, link }: PeerLink): Peer | undefined {
    const peer = peers.get(agentId)
    return peer?.link === link ? peer : undefined
  }

  function dispose(peer: Peer): void {
    peers.delete(peer.agentId)
    peer.connection.close()
    events.onClosed(peer.agentId)
  }

  // The first connection of a page starts the browser's WebRTC threads: better now than when somebody waits.
  setTimeout(() => new RTCPeerConnection().close())

  function fail(peer: Peer, error: unknown): void {
    // A step of a connection that is gone by then is no fault.
    if (peers.get(peer.agentId) === peer) events.onError(peer.agentId, error)
  }

  function enqueue(peer: Peer, step: () => Promise<void>): void {
    peer.queue = peer.queue.then(step).catch((error: unknown) => fail(peer, error))
  }

  function configurationFor(relayOnly: boolean): RTCConfiguration {
    return relayOnly ? { ...configuration, iceTransportPolicy: 'relay' } : configuration
  }

  function open(
    { agentId, link }: PeerLink,
    { offers, relayOnly }: Pick<Peer, 'offers' | 'relayOnly'>,
  ): void {
    const connection = new RTCPeerConnection(configurationFor(relayOnly))
    const peer: Peer = {
      agentId,
      link,
      connection,
      offers,
      relayOnly,
      makingOffer: false,
      ignoringOffer: false,
      received: undefined,
      queue: Promise.resolve(),
    }
    peers.set(agentId, peer)

    connection.ontrack = ({ track, streams }) =>
      events.onStream(agentId, streams[0] ?? new MediaStream([track]))
    connection.onconnectionstatechange = () => {
      mend(peer)
      events.onStateChange(agentId, connection.connectionState)
    }
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return
      const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate
      events.sendCandidate(peer, { candidate: line, sdpMid, sdpMLineIndex, usernameFragment })
    }
    connection.onnegotiationneeded = () => negotiate(peer)
    if (offers) connection.addTransceiver(microphone ?? 'audio', { direction: 'sendrecv' })
  }

  function mend({ connection, offers }: Peer): void {
    if (connection.connectionState === 'failed') connection.restartIce()
    if (connection.connectionState !== 'disconnected' || !offers) return
    setTimeout(() => {
      if (connection.connectionState === 'disconnected') connection.restartIce()
    }, RESTART_DELAY_MS)
  }

  async function negotiate(peer: Peer): Promise<void> {
    const { connection } = peer
    // The answering side has nothing to offer until it knows the other's audio section.
    if (!peer.offers && !connection.remoteDescription) return
    try {
      peer.makingOffer = true
      await describeLocally(peer)
    } catch (error) {
      fail(peer, error)
    } finally {
      peer.makingOffer = false
    }
  }

  /** Makes the offer or answer that is due, and sends it. */
  async function describeLocally(peer: Peer): Promise<void> {
    const { connection } = peer
    const hearsStereo = opusParametersOf(connection.remoteDescription?.sdp ?? '')['sprop-stereo'] === '1'
    if (hearsStereo) {
      // Only what is set locally decides how many channels this browser decodes.
      const { type, sdp = '' } = await (connection.signalingState === 'have-remote-offer'
        ? connection.createAnswer()
        : connection.createOffer())
      await connection.setLocalDescription({ type, sdp: withOpusParameters(sdp, { stereo: 1 }) })
    } else await connection.setLocalDescription()
    sendLocal(peer)
  }

  function sendLocal(peer: Peer): void {
    const local = peer.connection.localDescription
    if (local?.type !== 'offer' && local?.type !== 'answer') return
    const sdp = withOpusParameters(local.sdp, performer ? { 'sprop-stereo': 1 } : {})
    events.sendDescription(peer, { type: local.type, sdp })
  }

  /** The browser encodes as the other side's description asks: asked here for what we want to send. */
  function forSending(sdp: string): string {
    return withOpusParameters(sdp, {
      maxaveragebitrate: performer ? MUSIC_BITS_PER_SECOND : SPEECH_BITS_PER_SECOND,
      useinbandfec: 1,
      usedtx: performer ? 0 : 1,
      stereo: performer ? 1 : 0,
    })
  }

  async function applyDescription(peer: Peer, description: SessionDescription): Promise<void> {
    const { connection } = peer
    const { type, sdp } = description
    const collides = type === 'offer' && (peer.makingOffer || connection.signalingState !== 'stable')
    peer.ignoringOffer = peer.offers && collides
    if (peer.ignoringOffer) return
    const knownBefore = connection.remoteDescription !== null
    await connection.setRemoteDescription({ type, sdp: forSending(sdp) })
    if (type !== 'offer') return
    for (const transceiver of connection.getTransceivers()) {
      transceiver.direction = 'sendrecv'
      // Not awaited: it takes its turn before the answer, in the connection's own queue.
      if (transceiver.sender.track !== microphone)
        transceiver.sender.replaceTrack(microphone).catch(() => undefined)
    }
    await describeLocally(peer)
    // Who offered could not know that stereo comes: offered back, it prepares for it.
    if (performer && !knownBefore) await negotiate(peer)
  }

  return {
    configure(iceServers, iceTransportPolicy) {
      configuration = { iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }
      for (const { connection, relayOnly } of peers.values())
        connection.setConfiguration(configurationFor(relayOnly))
    },
    connect(peer, how) {
      const older = peers.get(peer.agentId)
      if (older) dispose(older)
      open(peer, how)
    },
    resume(link) {
      const peer = find(link)
      if (!peer) return
      const { connection } = peer
      // An offer that was lost with the server is made again.
      if (connection.signalingState === 'have-local-offer') sendLocal(peer)
      else if (connection.connectionState !== 'connected' && peer.offers) connection.restartIce()
    },
    disconnect(link) {
      const peer = find(link)
      if (peer) dispose(peer)
    },
    receiveDescription(link, description) {
      const peer = find(link)
      if (peer) enqueue(peer, () => applyDescription(peer, description))
    },
    receiveCandidate(link, candidate) {
      const peer = find(link)
      if (!peer) return
      enqueue(peer, async () => {
        try {
          await peer.connection.addIceCandidate(candidate)
        } catch (error) {
          if (!peer.ignoringOffer) throw error
        }
      })
    },
    setMicrophone(track, performs) {
      const changesStyle = performer !== performs
      microphone = track
      performer = performs
      for (const peer of peers.values()) {
        enqueue(peer, async () => {
          for (const sender of peer.connection.getSenders()) await sender.replaceTrack(track)
          if (changesStyle && peer.connection.signalingState === 'stable') await negotiate(peer)
        })
      }
    },
    restart() {
      for (const { connection, offers } of peers.values()) if (offers) connection.restartIce()
    },
    level(agentId) {
      const receiver = peers.get(agentId)?.connection.getReceivers()[0]
      return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
    },
    async report(agentId) {
      const peer = peers.get(agentId)
      if (peer?.connection.connectionState !== 'connected') return { media: undefined, quality: undefined }
      const stats = new Map<string, Record<string, unknown>>((await peer.connection.getStats()).entries())
      const received = receivedOf(stats)
      const quality = received && qualityBetween(peer.received, received)
      peer.received = received
      return { media: routeOf(stats), quality }
    },
    links: () =>
      [...peers.values()]
        .filter(({ connection }) => ['connected', 'disconnected'].includes(connection.connectionState))
        .map(({ agentId, link }) => ({ agentId, link })),
    close() {
      for (const peer of [...peers.values()]) dispose(peer)
    },
  }
}
