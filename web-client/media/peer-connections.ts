/** The page's direct connections: one to each participant within reach, as the server says. */

import type { IceCandidate, IceServerMessage, SessionDescription } from '../../src/protocol/messages.js'
import { createFirstOffer } from './first-offer.js'
import {
  createPeerConnection,
  forOthers,
  type PeerBrowser,
  type PeerConnection,
  type PeerLink,
} from './peer-connection.js'
import type { createPictureSection, OwnPicture, PictureSection } from './pictures/picture-section.js'
import type { OwnVoice, VoiceReport, VoiceSource, VoiceSourceEvents } from './voice-source.js'

export interface PeerSignals {
  sendDescription(peer: PeerLink, description: SessionDescription): void
  sendCandidate(peer: PeerLink, candidate: IceCandidate): void
  /** The service believes that this page has kept a connection that is not there. */
  sendLost(peer: PeerLink): void
  /** A connection has stopped; perhaps the network is gone. */
  onDoubt(): void
  /** Absent where only voices are carried. */
  readonly pictures?: PeerPictures | undefined
}

/** What carries pictures beside the voices: it comes with what needs it, and not with the page's start. */
export interface PeerPictures {
  readonly createSection: typeof createPictureSection
  /** Somebody's picture; `undefined` when there is none any more. */
  onPicture(agentId: string, track: MediaStreamTrack | undefined): void
}

export interface PeerConnections extends VoiceSource {
  /** For new connections, and for open ones when they next look for network ways. */
  configure(iceServers: IceServerMessage[], iceTransportPolicy: RTCIceTransportPolicy): void
  /** Makes the first connection in advance. @throws where the browser has no WebRTC */
  prepare(): void
  /** The offer of the connection that was made in advance, for one join. */
  firstOffer(): string | undefined
  /**
   * @param how.offers this side makes the first offer, and ignores a colliding one
   * @param how.offered they have the first offer already
   * @param how.relayOnly through TURN, so that neither side learns the other's address
   */
  connect(peer: PeerLink, how: ConnectHow): void
  /**
   * The server knows this connection again after an absence; the negotiation under way then goes on. One that this page
   * has given up meanwhile is asked for anew.
   */
  resume(peer: PeerLink): void
  disconnect(peer: PeerLink): void
  receiveDescription(peer: PeerLink, description: SessionDescription): void
  receiveCandidate(peer: PeerLink, candidate: IceCandidate): void
  /** They are sent nothing from now on, and all others the resident's voice. */
  keepFrom(agentIds: ReadonlySet<string>): void
  /** On all connections from now on, new ones included. */
  showPicture(own: OwnPicture): void
  pictureRefused(): void
  /** The connections that carry audio. The others are given up: after an absence the service makes them anew. */
  keepLinks(): PeerLink[]
  isConnected(peer: PeerLink): boolean
}

export interface ConnectHow {
  readonly offers: boolean
  readonly offered?: boolean | undefined
  readonly relayOnly: boolean
}

interface Peer {
  readonly connection: PeerConnection
  readonly relayOnly: boolean
}

const NOTHING_KNOWN: VoiceReport = { media: undefined, quality: undefined }

export function createPeerConnections(
  browser: PeerBrowser,
  events: PeerSignals & VoiceSourceEvents,
): PeerConnections {
  const peers = new Map<string, Peer>()
  let own: OwnVoice = { track: null, performer: false }
  /** Who is sent nothing of it. */
  let kept: ReadonlySet<string> = new Set()
  let picture: OwnPicture | undefined
  let configuration: RTCConfiguration = {}
  const first = createFirstOffer(browser, browser.time)

  const ownFor = (agentId: string): OwnVoice => (kept.has(agentId) ? { ...own, track: null } : own)

  function find({ agentId, link }: PeerLink): PeerConnection | undefined {
    const connection = peers.get(agentId)?.connection
    return connection?.link === link ? connection : undefined
  }

  function addPictures(agentId: string, { createSection, onPicture }: PeerPictures) {
    return (connection: RTCPeerConnection): PictureSection => {
      const section = createSection(connection, browser, (track) => onPicture(agentId, track))
      if (picture) section.show(picture)
      return section
    }
  }

  function dispose({ agentId, close }: PeerConnection): void {
    peers.delete(agentId)
    close()
    events.onVoiceGone(agentId)
  }

  function configurationFor(relayOnly: boolean): RTCConfiguration {
    return relayOnly ? { ...configuration, iceTransportPolicy: 'relay' } : configuration
  }

  return {
    configure(iceServers, iceTransportPolicy) {
      configuration = { iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }
      for (const { connection, relayOnly } of peers.values())
        connection.configure(configurationFor(relayOnly))
    },
    prepare: first.prepare,
    firstOffer() {
      const sdp = first.say(configuration)
      return sdp === undefined ? undefined : forOthers(sdp, { performer: false })
    },
    connect({ agentId, link }, { offers, offered: isOffered, relayOnly }) {
      const older = peers.get(agentId)
      if (older) dispose(older.connection)
      const peer = { agentId, link }
      const offered = isOffered ? first.take() : undefined
      if (isOffered && !offered) return events.sendLost(peer)
      const connection = createPeerConnection(
        browser,
        {
          ...peer,
          offers,
          offered,
          own: ownFor(agentId),
          addPictures: events.pictures && addPictures(agentId, events.pictures),
          configuration: configurationFor(relayOnly),
        },
        {
          sendDescription: (description) => events.sendDescription(peer, description),
          sendCandidate: (candidate) => events.sendCandidate(peer, candidate),
          isOutputOpen: events.isOutputOpen,
          onStream: (stream, stereo) => events.onVoice(agentId, stream, stereo),
          onStateChange(state) {
            if (state === 'disconnected') events.onDoubt()
            events.onChange(agentId)
          },
          onError: (error) => events.onError(agentId, error),
        },
      )
      peers.set(agentId, { connection, relayOnly })
      return undefined
    },
    resume(link) {
      const kept = find(link)
      if (kept) kept.resume()
      else events.sendLost(link)
    },
    disconnect(link) {
      const connection = find(link)
      if (connection) dispose(connection)
    },
    receiveDescription: (link, description) => find(link)?.receiveDescription(description),
    receiveCandidate: (link, candidate) => find(link)?.receiveCandidate(candidate),
    send(next) {
      own = next
      for (const { connection } of peers.values()) connection.send(ownFor(connection.agentId))
    },
    keepFrom(agentIds) {
      const before = kept
      kept = agentIds
      for (const { connection } of peers.values()) {
        const { agentId } = connection
        if (before.has(agentId) !== kept.has(agentId)) connection.send(ownFor(agentId))
      }
    },
    showPicture(next) {
      picture = next
      for (const { connection } of peers.values()) connection.showPicture(next)
    },
    pictureRefused() {
      for (const { connection } of peers.values()) connection.pictureRefused()
    },
    restart() {
      for (const { connection } of peers.values()) connection.restart()
    },
    flows: (agentId) => peers.get(agentId)?.connection.flows() ?? false,
    level: (agentId) => peers.get(agentId)?.connection.level() ?? 0,
    report: async (agentId) => peers.get(agentId)?.connection.report() ?? NOTHING_KNOWN,
    keepLinks() {
      for (const { connection } of [...peers.values()]) if (!connection.carriesAudio()) dispose(connection)
      return [...peers.values()].map(({ connection: { agentId, link } }) => ({ agentId, link }))
    },
    isConnected: (link) => find(link)?.isConnected() ?? false,
    close() {
      for (const { connection } of [...peers.values()]) dispose(connection)
    },
  }
}
