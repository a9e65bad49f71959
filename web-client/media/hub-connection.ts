/**
 * The page's connection to the media hub. The resident's voice goes out once; the voices of others come in as they
 * were sent, each in a slot of its own. The server says whose voice is in which slot.
 */

import type { IceCandidate } from '../../src/protocol/messages.js'
import { MAX_MESH_PEERS } from '../../src/spatial/audible-set.js'
import { qualityBetween, type Received, receivedOf } from './connection-statistics.js'
import { forSending } from './own-encoding.js'
import type { PeerBrowser } from './peer-connection.js'
import type { OwnVoice, VoiceReport, VoiceSource, VoiceSourceEvents } from './voice-source.js'

export interface HubSignals {
  sendOffer(sdp: string): void
  sendCandidate(candidate: IceCandidate): void
  /** Voices can be received now, or cannot any more. */
  onConnected(): void
  /** The connection has stopped; perhaps the network is gone. */
  onDoubt(): void
}

export interface HubConnection extends VoiceSource {
  configure(iceServers: RTCIceServer[], iceTransportPolicy: RTCIceTransportPolicy): void
  /** Connects, or replaces the connection that is there. */
  connect(): void
  receiveAnswer(sdp: string): void
  /** The offer was refused. The page makes another one in a moment, a few times at most. */
  refused(): void
  /** Whose voice is in each slot from now on. */
  assign(agentIds: readonly (string | null)[]): void
  /** The participants whose voices come from the hub now. */
  agentIds(): readonly string[]
}

/** One slot for each voice that the page takes at once: as many as in a mesh. */
const SLOTS = MAX_MESH_PEERS
const RETRY_MS = 2000
const MAX_TRIES = 5
/** A connection that stutters usually recovers by itself; one that was never connected may have lost a message. */
const STALLED_MS = 4000
const CONNECTING_MS = 8000

const NOTHING_KNOWN: VoiceReport = { media: undefined, quality: undefined }

interface Attempt {
  readonly connection: RTCPeerConnection
  readonly microphone: RTCRtpTransceiver
  readonly slots: readonly RTCRtpTransceiver[]
}

export function createHubConnection(
  browser: PeerBrowser,
  events: HubSignals & VoiceSourceEvents,
): HubConnection {
  let current: Attempt | undefined
  let configuration: RTCConfiguration = {}
  let own: OwnVoice = { track: null, performer: false }
  /** What the server said last, and which voices have been handed out. */
  let assigned: readonly (string | null)[] = []
  const given = new Map<string, RTCRtpReceiver>()
  const received = new Map<string, Received>()
  let tries = 0
  let cancelTimer = () => {}

  const isConnected = () => current?.connection.connectionState === 'connected'

  function connect(): void {
    drop()
    const connection = browser.createPeerConnection(configuration)
    const microphone = connection.addTransceiver(own.track ?? 'audio', { direction: 'sendonly' })
    const slots = Array.from({ length: SLOTS }, () =>
      connection.addTransceiver('audio', { direction: 'recvonly' }),
    )
    const attempt: Attempt = { connection, microphone, slots }
    current = attempt
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate || current !== attempt) return
      const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate
      events.sendCandidate({ candidate: line, sdpMid, sdpMLineIndex, usernameFragment })
    }
    connection.onconnectionstatechange = () => {
      if (current === attempt) stateChanged(connection.connectionState)
    }
    again(CONNECTING_MS)
    offer(attempt).catch((error: unknown) => {
      if (current === attempt) events.onError('hub', error)
    })
  }

  async function offer({ connection }: Attempt): Promise<void> {
    await connection.setLocalDescription()
    if (current?.connection === connection && connection.localDescription)
      events.sendOffer(connection.localDescription.sdp)
  }

  function stateChanged(state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      cancelTimer()
      tries = 0
      events.onConnected()
      giveOut()
    } else if (state === 'disconnected') {
      events.onDoubt()
      again(STALLED_MS)
    } else if (state === 'failed') again(0)
  }

  /** Tries again after a while, until the hub is connected or the tries are used up. */
  function again(milliseconds: number): void {
    cancelTimer()
    cancelTimer = browser.time.after(milliseconds, () => {
      tries += 1
      if (tries <= MAX_TRIES) connect()
      else drop()
    })
  }

  /** Tells whose voices have come and gone; a voice comes only once it can be heard. */
  function giveOut(): void {
    const next = new Map<string, RTCRtpReceiver>()
    for (const [index, agentId] of assigned.entries()) {
      const receiver = current?.slots[index]?.receiver
      if (agentId !== null && receiver && isConnected()) next.set(agentId, receiver)
    }
    for (const [agentId, receiver] of [...given]) {
      if (next.get(agentId) === receiver) continue
      given.delete(agentId)
      received.delete(agentId)
      events.onVoiceGone(agentId)
    }
    for (const [agentId, receiver] of next) {
      if (given.has(agentId)) continue
      given.set(agentId, receiver)
      events.onVoice(agentId, browser.createMediaStream([receiver.track]))
      events.onChange(agentId)
    }
  }

  function drop(): void {
    cancelTimer()
    const older = current
    current = undefined
    assigned = []
    giveOut()
    older?.connection.close()
  }

  return {
    connect() {
      tries = 0
      connect()
    },
    configure(iceServers, iceTransportPolicy) {
      configuration = { iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }
      current?.connection.setConfiguration(configuration)
    },
    receiveAnswer(sdp) {
      const attempt = current
      if (attempt?.connection.signalingState !== 'have-local-offer') return
      attempt.connection
        .setRemoteDescription({ type: 'answer', sdp: forSending(sdp, own) })
        .catch((error: unknown) => {
          if (current === attempt) events.onError('hub', error)
        })
    },
    refused() {
      if (current && !isConnected()) again(RETRY_MS)
    },
    assign(agentIds) {
      assigned = agentIds
      // The hub reported a connection that this page no longer has: the page makes a new one.
      if (!current) connect()
      else giveOut()
    },
    agentIds: () => [...given.keys()],
    send(next) {
      own = next
      current?.microphone.sender
        .replaceTrack(next.track)
        .catch((error: unknown) => events.onError('hub', error))
    },
    restart() {
      if (current) connect()
    },
    flows: (agentId) => isConnected() && (given.get(agentId)?.getSynchronizationSources().length ?? 0) > 0,
    level: (agentId) => given.get(agentId)?.getSynchronizationSources()[0]?.audioLevel ?? 0,
    async report(agentId) {
      const receiver = given.get(agentId)
      if (!receiver || !isConnected()) return NOTHING_KNOWN
      const stats = new Map<string, Record<string, unknown>>((await receiver.getStats()).entries())
      const before = received.get(agentId)
      const now = receivedOf(stats)
      if (now) received.set(agentId, now)
      return { media: 'hub', quality: now && qualityBetween(before, now) }
    },
    close: drop,
  }
}
