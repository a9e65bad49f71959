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
/**
 * A new connection may be to another node's hub, and not everybody is there at once. For so long after it is up, this page
 * speaks by the one before as well, and hears by it who does not speak by the new one yet.
 */
const FORMER_MS = 2500
const LOOK_INTERVAL_MS = 100

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
  /** What the present one has taken the place of: not everybody is heard by that one yet. */
  let former: Attempt | undefined
  let cancelLook = () => {}
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
  const all = () => [former, current, next].flatMap((attempt) => attempt ?? [])

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
    former?.connection.close()
    former = current
    current = next
    next = undefined
    stateChanged('connected')
    lookAtFormer(browser.time.now() + FORMER_MS)
  }

  /** Whoever speaks by the new connection is heard by that one, and in the end everybody is. */
  function lookAtFormer(until: number): void {
    cancelLook()
    cancelLook = browser.time.after(LOOK_INTERVAL_MS, () => {
      if (browser.time.now() < until) lookAtFormer(until)
      else endFormer()
      giveOut()
    })
  }

  function endFormer(): void {
    cancelLook()
    former?.connection.close()
    former = undefined
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
    const wanted = voicesOf(former)
    for (const [agentId, receiver] of isConnected() ? voicesOf(current) : [])
      if (!wanted.has(agentId) || isFlowing(receiver)) wanted.set(agentId, receiver)
    for (const [agentId, receiver] of [...given]) {
      if (wanted.get(agentId) === receiver) continue
      given.delete(agentId)
      received.delete(agentId)
      // From one connection to another, one stream fades into the other.
      const isOfCurrent = current?.slots.some((slot) => slot.receiver === receiver)
      if (isOfCurrent || !wanted.has(agentId)) events.onVoiceGone(agentId)
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
    cancelLook()
    const ended = all()
    former = undefined
    current = undefined
    next = undefined
    giveOut()
    for (const { connection } of ended) connection.close()
  }

  return {
    connect() {
      tries = 0
      if (isConnected()) connectNext()
      else connect()
    },
    configure(iceServers, iceTransportPolicy) {
      configuration = { iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }
      for (const { connection } of all()) connection.setConfiguration(configuration)
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
      for (const { microphone } of all()) {
        microphone.sender.replaceTrack(voice.track).catch((error: unknown) => events.onError('hub', error))
      }
    },
    restart() {
      if (current) connect()
    },
    flows(agentId) {
      const receiver = given.get(agentId)
      return receiver !== undefined && isConnected() && isFlowing(receiver)
    },
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

const isFlowing = (receiver: RTCRtpReceiver): boolean => receiver.getSynchronizationSources().length > 0

/** Whose voice a connection has, and where. */
function voicesOf(attempt: Attempt | undefined): Map<string, RTCRtpReceiver> {
  const voices = new Map<string, RTCRtpReceiver>()
  for (const [index, agentId] of (attempt?.assigned ?? []).entries()) {
    const receiver = attempt?.slots[index]?.receiver
    if (agentId !== null && receiver) voices.set(agentId, receiver)
  }
  return voices
}
