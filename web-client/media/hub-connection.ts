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
  /** Connects. A connection that is there is heard until the new one is up, and then given up. */
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
/** The server tells of the slots within a tenth of a second, where there is anybody to be heard. */
const SLOTS_MS = 300

const NOTHING_KNOWN: VoiceReport = { media: undefined, quality: undefined }

interface Attempt {
  readonly connection: RTCPeerConnection
  readonly microphone: RTCRtpTransceiver
  readonly slots: readonly RTCRtpTransceiver[]
  isAnswered: boolean
  /** What the server said last of its slots. */
  assigned: readonly (string | null)[]
}

export function createHubConnection(
  browser: PeerBrowser,
  events: HubSignals & VoiceSourceEvents,
): HubConnection {
  let current: Attempt | undefined
  /** What takes the place of the present one as soon as it is connected. */
  let next: Attempt | undefined
  let configuration: RTCConfiguration = {}
  let own: OwnVoice = { track: null, performer: false }
  /** Which voices have been handed out. */
  const given = new Map<string, RTCRtpReceiver>()
  const received = new Map<string, Received>()
  let tries = 0
  let cancelTimer = () => {}

  const isConnected = () => current?.connection.connectionState === 'connected'
  /** The one that the server speaks of. */
  const newest = () => next ?? current

  function begin(): Attempt {
    const connection = browser.createPeerConnection(configuration)
    const microphone = connection.addTransceiver(own.track ?? 'audio', { direction: 'sendonly' })
    const slots = Array.from({ length: SLOTS }, () =>
      connection.addTransceiver('audio', { direction: 'recvonly' }),
    )
    const attempt: Attempt = { connection, microphone, slots, isAnswered: false, assigned: [] }
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate || newest() !== attempt) return
      const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate
      events.sendCandidate({ candidate: line, sdpMid, sdpMLineIndex, usernameFragment })
    }
    connection.onconnectionstatechange = () => {
      if (attempt === current) stateChanged(connection.connectionState)
      else if (attempt === next) nextChanged(connection.connectionState)
    }
    return attempt
  }

  /** Has an attempt offered, once it is known as the present or the next one. */
  function offerSoon(attempt: Attempt): void {
    again(CONNECTING_MS)
    offer(attempt).catch((error: unknown) => {
      if (newest() === attempt) events.onError('hub', error)
    })
  }

  function connect(): void {
    drop()
    current = begin()
    offerSoon(current)
  }

  function connectNext(): void {
    next?.connection.close()
    next = begin()
    offerSoon(next)
  }

  async function offer(attempt: Attempt): Promise<void> {
    const { connection } = attempt
    await connection.setLocalDescription()
    if (newest() === attempt && connection.localDescription) events.sendOffer(connection.localDescription.sdp)
  }

  function stateChanged(state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      cancelTimer()
      tries = 0
      events.onConnected()
      giveOut()
    } else if (next) return
    else if (state === 'disconnected') {
      events.onDoubt()
      again(STALLED_MS)
    } else if (state === 'failed') again(0)
  }

  function nextChanged(state: RTCPeerConnectionState): void {
    if (state === 'failed') again(0)
    if (state !== 'connected') return
    cancelTimer()
    if (next?.assigned.some(Boolean)) promote()
    else cancelTimer = browser.time.after(SLOTS_MS, promote)
  }

  /** The new connection takes the place of the one before. */
  function promote(): void {
    if (!next) return
    const older = current
    current = next
    next = undefined
    stateChanged('connected')
    older?.connection.close()
  }

  /** Tries again after a while, until the hub is connected or the tries are used up. */
  function again(milliseconds: number): void {
    cancelTimer()
    cancelTimer = browser.time.after(milliseconds, () => {
      tries += 1
      if (tries > MAX_TRIES) return giveUp()
      if (next) connectNext()
      else connect()
    })
  }

  /** Whoever is heard already stays. */
  function giveUp(): void {
    const failed = next
    next = undefined
    if (!failed || !isConnected()) return drop()
    failed.connection.close()
  }

  /** Tells whose voices have come and gone; a voice comes only once it can be heard. */
  function giveOut(): void {
    const wanted = new Map<string, RTCRtpReceiver>()
    for (const [index, agentId] of (current?.assigned ?? []).entries()) {
      const receiver = current?.slots[index]?.receiver
      if (agentId !== null && receiver && isConnected()) wanted.set(agentId, receiver)
    }
    for (const [agentId, receiver] of [...given]) {
      if (wanted.get(agentId) === receiver) continue
      given.delete(agentId)
      received.delete(agentId)
      events.onVoiceGone(agentId)
    }
    for (const [agentId, receiver] of wanted) {
      if (given.has(agentId)) continue
      given.set(agentId, receiver)
      events.onVoice(agentId, browser.createMediaStream([receiver.track]))
      events.onChange(agentId)
    }
  }

  function drop(): void {
    cancelTimer()
    const ended = [current, next]
    current = undefined
    next = undefined
    giveOut()
    for (const attempt of ended) attempt?.connection.close()
  }

  return {
    connect() {
      tries = 0
      if (isConnected()) connectNext()
      else connect()
    },
    configure(iceServers, iceTransportPolicy) {
      configuration = { iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }
      for (const attempt of [current, next]) attempt?.connection.setConfiguration(configuration)
    },
    receiveAnswer(sdp) {
      const attempt = newest()
      if (attempt?.connection.signalingState !== 'have-local-offer') return
      attempt.isAnswered = true
      attempt.connection
        .setRemoteDescription({ type: 'answer', sdp: forSending(sdp, own) })
        .catch((error: unknown) => {
          if (newest() === attempt) events.onError('hub', error)
        })
    },
    refused() {
      if (next || (current && !isConnected())) again(RETRY_MS)
    },
    assign(agentIds) {
      // Until its answer comes, the server speaks of the connection before.
      const attempt = next?.isAnswered ? next : current
      if (attempt) attempt.assigned = agentIds
      // The hub reported a connection that this page no longer has: the page makes a new one.
      if (!attempt) connect()
      else if (attempt === current) giveOut()
      else if (attempt.connection.connectionState === 'connected') promote()
    },
    agentIds: () => [...given.keys()],
    send(voice) {
      own = voice
      for (const attempt of [current, next]) {
        attempt?.microphone.sender
          .replaceTrack(voice.track)
          .catch((error: unknown) => events.onError('hub', error))
      }
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
