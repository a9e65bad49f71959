/** The page's WebRTC connections: one for each person within reach, by perfect negotiation. */

import type { IceCandidate, IceServerMessage, SessionDescription } from '../src/protocol/messages.js'

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

/** How the media of a connection travels. */
export type MediaRoute = 'p2p' | 'relay'

export interface PeerConnections {
  configure(iceServers: IceServerMessage[], iceTransportPolicy: RTCIceTransportPolicy): void
  /** @param offers this side makes the first offer, and ignores a colliding one */
  connect(peer: PeerLink, offers: boolean): void
  disconnect(peer: PeerLink): void
  receiveDescription(peer: PeerLink, description: SessionDescription): void
  receiveCandidate(peer: PeerLink, candidate: IceCandidate): void
  /** What everybody is sent from now on; `null` sends nothing. */
  setMicrophone(track: MediaStreamTrack | null): void
  /** Audio level 0..1 of what somebody sends, before it is made quieter by distance. */
  level(agentId: string): number
  route(agentId: string): Promise<MediaRoute | undefined>
  close(): void
}

interface Peer extends PeerLink {
  readonly connection: RTCPeerConnection
  readonly offers: boolean
  makingOffer: boolean
  ignoringOffer: boolean
  /** What was received is handled in order, one after the other. */
  queue: Promise<void>
}

export function createPeerConnections(events: PeerEvents): PeerConnections {
  const peers = new Map<string, Peer>()
  let microphone: MediaStreamTrack | null = null
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

  /** Runs a step of the negotiation; a step of a connection that is gone by then is no fault. */
  function enqueue(peer: Peer, step: () => Promise<void>): void {
    peer.queue = peer.queue.then(step).catch((error: unknown) => {
      if (peers.get(peer.agentId) === peer) events.onError(peer.agentId, error)
    })
  }

  function open({ agentId, link }: PeerLink, offers: boolean): void {
    const connection = new RTCPeerConnection(configuration)
    const peer: Peer = {
      agentId,
      link,
      connection,
      offers,
      makingOffer: false,
      ignoringOffer: false,
      queue: Promise.resolve(),
    }
    peers.set(agentId, peer)

    connection.ontrack = ({ track, streams }) =>
      events.onStream(agentId, streams[0] ?? new MediaStream([track]))
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'failed') connection.restartIce()
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

  async function negotiate(peer: Peer): Promise<void> {
    const { connection } = peer
    // The answering side has nothing to offer until it knows the other's audio section.
    if (!peer.offers && !connection.remoteDescription) return
    try {
      peer.makingOffer = true
      await connection.setLocalDescription()
      sendLocal(peer)
    } catch (error) {
      if (peers.get(peer.agentId) === peer) events.onError(peer.agentId, error)
    } finally {
      peer.makingOffer = false
    }
  }

  function sendLocal(peer: Peer): void {
    const local = peer.connection.localDescription
    if (local?.type === 'offer' || local?.type === 'answer') {
      events.sendDescription(peer, { type: local.type, sdp: local.sdp })
    }
  }

  async function applyDescription(peer: Peer, description: SessionDescription): Promise<void> {
    const { connection } = peer
    const collides =
      description.type === 'offer' && (peer.makingOffer || connection.signalingState !== 'stable')
    peer.ignoringOffer = peer.offers && collides
    if (peer.ignoringOffer) return
    await connection.setRemoteDescription(description)
    if (description.type !== 'offer') return
    for (const transceiver of connection.getTransceivers()) {
      transceiver.direction = 'sendrecv'
      // Not awaited: it takes its turn before the answer, in the connection's own queue.
      if (transceiver.sender.track !== microphone)
        transceiver.sender.replaceTrack(microphone).catch(() => undefined)
    }
    await connection.setLocalDescription()
    sendLocal(peer)
  }

  return {
    configure(iceServers, iceTransportPolicy) {
      configuration = { iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }
    },
    connect(peer, offers) {
      const older = peers.get(peer.agentId)
      if (older) dispose(older)
      open(peer, offers)
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
    setMicrophone(track) {
      microphone = track
      for (const peer of peers.values()) {
        enqueue(peer, async () => {
          for (const sender of peer.connection.getSenders()) await sender.replaceTrack(track)
        })
      }
    },
    level(agentId) {
      const receiver = peers.get(agentId)?.connection.getReceivers()[0]
      return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
    },
    async route(agentId) {
      const connection = peers.get(agentId)?.connection
      if (connection?.connectionState !== 'connected') return undefined
      return routeOf(await connection.getStats())
    },
    close() {
      for (const peer of [...peers.values()]) dispose(peer)
    },
  }
}

/** Relayed when either end of the pair in use is a TURN server's. */
function routeOf(report: RTCStatsReport): MediaRoute | undefined {
  const stats = new Map<string, Record<string, unknown>>(report.entries())
  const transport = [...stats.values()].find(({ type }) => type === 'transport')
  const selected = stats.get(String(transport?.selectedCandidatePairId))
  const pair =
    selected ??
    [...stats.values()].find(
      ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
    )
  if (!pair) return undefined
  const ends = [pair.localCandidateId, pair.remoteCandidateId].map((id) => stats.get(String(id)))
  return ends.some((end) => end?.candidateType === 'relay') ? 'relay' : 'p2p'
}
