/** One WebRTC connection to one other participant, by perfect negotiation. */

import type { IceCandidate, SessionDescription } from '../../src/protocol/messages.js'
import type { PageBrowser } from '../page/page-browser.js'
import { qualityBetween, type Received, receivedOf, routeOf } from './connection-statistics.js'
import type { OfferedConnection } from './first-offer.js'
import { forSending } from './own-encoding.js'
import type { OwnPicture, PictureSection } from './pictures/picture-section.js'
import { withoutStrayFeedback } from './pictures/stray-feedback.js'
import { createReconnection } from './reconnection.js'
import { opusParametersOf, withOpusParameters } from './sdp-opus.js'
import type { OwnVoice, VoiceReport } from './voice-source.js'

export interface PeerLink {
  readonly agentId: string
  /** The server's id of this connection; a message for an earlier connection to the same participant is dropped. */
  readonly link: string
}

export interface PeerConnectionEvents {
  sendDescription(description: SessionDescription): void
  sendCandidate(candidate: IceCandidate): void
  isOutputOpen(): boolean
  /** Called again when the stream becomes stereo, or mono again. */
  onStream(stream: MediaStream, stereo: boolean): void
  onStateChange(state: RTCPeerConnectionState): void
  /** A step of the connection failed; not called once the connection is closed. */
  onError(error: unknown): void
}

/** The part of the browser that connections use. */
export type PeerBrowser = Pick<
  PageBrowser,
  'createPeerConnection' | 'prepareConnection' | 'createMediaStream' | 'pictureCodecs' | 'time'
>

export interface PeerConnectionOptions extends PeerLink {
  /** This side makes the first offer, and ignores a colliding one. */
  readonly offers: boolean
  readonly configuration: RTCConfiguration
  readonly own: OwnVoice
  /** Makes what carries pictures on a new connection; absent where only voices are carried. */
  readonly addPictures?: ((connection: RTCPeerConnection) => PictureSection) | undefined
  /** The connection whose offer the other side has already. */
  readonly offered?: OfferedConnection | undefined
}

export interface PeerConnection extends PeerLink {
  configure(configuration: RTCConfiguration): void
  /** The server knows this connection again after an absence; the negotiation under way then goes on. */
  resume(): void
  receiveDescription(description: SessionDescription): void
  receiveCandidate(candidate: IceCandidate): void
  send(own: OwnVoice): void
  showPicture(own: OwnPicture): void
  /** The service does not hand on pictures: what was offered is taken back. */
  pictureRefused(): void
  /** Looks for new network ways (an ICE restart): the network has changed. */
  restart(): void
  level(): number
  report(): Promise<VoiceReport>
  /** Audio flows, or did until a moment ago. */
  carriesAudio(): boolean
  isConnected(): boolean
  /** Packets arrive: the other side may be connected a moment later than this one. */
  flows(): boolean
  close(): void
}

/** In a pause a packet comes every 0.4 s; a longer gap is not a pause. */
const SILENT_MS = 6000

/** An offer on a connection that is there is answered sooner. */
const REPEAT_MS = 5000

/** A browser's description of itself, as the other side is told it. */
export function forOthers(sdp: string, { performer }: Pick<OwnVoice, 'performer'>): string {
  return withoutStrayFeedback(withOpusParameters(sdp, performer ? { 'sprop-stereo': 1 } : {}))
}

export function createPeerConnection(
  browser: PeerBrowser,
  { agentId, link, offers, configuration, own: firstOwn, addPictures, offered }: PeerConnectionOptions,
  events: PeerConnectionEvents,
): PeerConnection {
  const connection = offered?.connection ?? browser.createPeerConnection(configuration)
  let own = firstOwn
  /** Whether the other side was told that music may come. */
  let toldPerformer = offered ? false : own.performer
  let makingOffer = false
  let ignoringOffer = false
  let received: Received | undefined
  let receivedAt = 0
  let closed = false
  let cancelRepeat = () => {}
  /** The other side's voice, alone in its stream. */
  let heard: MediaStreamTrack | undefined
  let stream: MediaStream | undefined
  let stereo = false
  /** What was told of the stream, if anything was. */
  let toldStereo: boolean | undefined
  /** Received messages are handled in order, one after the other. */
  let queue = Promise.resolve()

  const pictures = addPictures?.(connection)
  connection.ontrack = ({ track }) => {
    if (track.kind === 'video') return pictures?.received(track)
    expect(track)
    tellStream()
  }
  const reconnection = createReconnection(offers, tryAgain, browser.time)
  connection.onconnectionstatechange = () => {
    reconnection.stateChanged(connection.connectionState)
    tellStream()
    pictures?.review()
    events.onStateChange(connection.connectionState)
  }
  connection.onicecandidate = ({ candidate }) => {
    if (candidate) sendCandidate(candidate)
  }
  function sendCandidate(candidate: RTCIceCandidate): void {
    const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate
    events.sendCandidate({ candidate: line, sdpMid, sdpMLineIndex, usernameFragment })
  }
  if (offered) {
    for (const candidate of offered.candidates) sendCandidate(candidate)
    for (const { receiver } of voices()) expect(receiver.track)
    enqueue(() => takeOver(offered))
  } else connection.onnegotiationneeded = () => negotiate()
  // Whoever offers has the other side's track from the beginning: its way to the loudspeaker can be there before the answer.
  if (offers && !offered)
    expect(connection.addTransceiver(own.track ?? 'audio', { direction: 'sendrecv' }).receiver.track)

  function expect(track: MediaStreamTrack): void {
    if (track === heard) return
    heard = track
    stream = browser.createMediaStream([track])
    toldStereo = undefined
  }

  /** There is no sound before the connection is there, and a loudspeaker that is opened for it would delay the connection. */
  function tellStream(): void {
    if (!stream || toldStereo === stereo || !(isConnected() || events.isOutputOpen())) return
    toldStereo = stereo
    events.onStream(stream, stereo)
  }

  function fail(error: unknown): void {
    // A step of a connection that is already closed is not a fault.
    if (!closed) events.onError(error)
  }

  function voices(): RTCRtpTransceiver[] {
    return connection.getTransceivers().filter(({ receiver }) => receiver.track.kind === 'audio')
  }

  /** The page on the other side may be a changed one. */
  function refusePictures(): void {
    for (const transceiver of connection.getTransceivers()) {
      const { receiver, direction } = transceiver
      if (receiver.track.kind !== 'audio' && direction !== 'stopped') transceiver.direction = 'inactive'
    }
  }

  const isConnected = () => connection.connectionState === 'connected'

  function enqueue(step: () => Promise<void>): void {
    queue = queue.then(step).catch(fail)
  }

  async function takeOver({ stated }: OfferedConnection): Promise<void> {
    for (const { sender } of voices()) {
      if (own.track) sender.replaceTrack(own.track).catch(() => undefined)
    }
    await stated
    connection.onnegotiationneeded = () => negotiate()
    tellStream()
  }

  function tryAgain(): void {
    // An offer that was lost on its way is made again: until it is answered there can be no other.
    if (connection.signalingState === 'have-local-offer') sendLocal()
    else connection.restartIce()
  }

  async function negotiate(): Promise<void> {
    // The answering side has nothing to offer until it knows the other side's audio section.
    if (!offers && !connection.remoteDescription) return
    try {
      makingOffer = true
      await describeLocally()
    } catch (error) {
      fail(error)
    } finally {
      makingOffer = false
    }
  }

  /** Makes the offer or answer that is due, and sends it. */
  async function describeLocally(): Promise<void> {
    const hearsStereo = opusParametersOf(connection.remoteDescription?.sdp ?? '')['sprop-stereo'] === '1'
    if (hearsStereo) {
      // Only the local description decides how many channels this browser decodes.
      const { type, sdp = '' } = await (connection.signalingState === 'have-remote-offer'
        ? connection.createAnswer()
        : connection.createOffer())
      await connection.setLocalDescription({ type, sdp: withOpusParameters(sdp, { stereo: 1 }) })
    } else await connection.setLocalDescription()
    sendLocal()
    stereo = hearsStereo
    tellStream()
  }

  function sendLocal(): void {
    const local = connection.localDescription
    if (local?.type !== 'offer' && local?.type !== 'answer') return
    toldPerformer = own.performer
    events.sendDescription({ type: local.type, sdp: forOthers(local.sdp, own) })
    cancelRepeat()
    if (local.type === 'offer') cancelRepeat = browser.time.after(REPEAT_MS, repeatOffer)
  }

  /** The reconnection looks after a connection that is not there; on one that is, an offer may be lost as well. */
  function repeatOffer(): void {
    if (isConnected() && connection.signalingState === 'have-local-offer') sendLocal()
  }

  async function applyDescription({ type, sdp }: SessionDescription): Promise<void> {
    const collides = type === 'offer' && (makingOffer || connection.signalingState !== 'stable')
    ignoringOffer = offers && collides
    if (ignoringOffer) return
    const knownBefore = connection.remoteDescription !== null
    await connection.setRemoteDescription({ type, sdp: forSending(sdp, own) })
    if (type !== 'offer') {
      // The offer was made before the microphone was there, or while music was being switched on or off.
      if (own.performer !== toldPerformer) await negotiate()
      return
    }
    for (const transceiver of voices()) transceiver.direction = 'sendrecv'
    if (pictures) pictures.prepareAnswer()
    else refusePictures()
    const answered = describeLocally()
    // Each takes its turn in the connection's own queue, and the answer does not wait for the microphone.
    for (const { sender } of voices()) {
      if (sender.track !== own.track) sender.replaceTrack(own.track).catch(() => undefined)
    }
    await answered
    // The offering side could not know that stereo would come. An offer in return makes it prepare for stereo.
    if (own.performer && !knownBefore) await negotiate()
  }

  return {
    agentId,
    link,
    configure: (next) => connection.setConfiguration(next),
    resume() {
      if (connection.signalingState === 'have-local-offer' || (offers && !isConnected())) tryAgain()
    },
    receiveDescription: (description) => enqueue(() => applyDescription(description)),
    receiveCandidate(candidate) {
      enqueue(async () => {
        try {
          await connection.addIceCandidate(candidate)
        } catch (error) {
          if (!ignoringOffer) throw error
        }
      })
    },
    send(next) {
      own = next
      enqueue(async () => {
        for (const { sender } of voices()) await sender.replaceTrack(next.track)
        if (own.performer !== toldPerformer && connection.signalingState === 'stable') await negotiate()
      })
    },
    showPicture: (next) => pictures?.show(next),
    pictureRefused: () => enqueue(async () => pictures?.refused()),
    restart: tryAgain,
    level() {
      const [receiver] = connection.getReceivers()
      return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
    },
    async report() {
      if (!isConnected()) return { media: undefined, quality: undefined }
      const stats = new Map<string, Record<string, unknown>>((await connection.getStats()).entries())
      const before = received
      received = receivedOf(stats)
      const now = browser.time.now()
      if (receivedAt === 0 || received?.packets !== before?.packets) receivedAt = now
      const quality = received && qualityBetween(before, received)
      return { media: routeOf(stats), quality, silent: now - receivedAt > SILENT_MS }
    },
    flows: () => isConnected() && (connection.getReceivers()[0]?.getSynchronizationSources().length ?? 0) > 0,
    isConnected,
    carriesAudio: () => ['connected', 'disconnected'].includes(connection.connectionState),
    close() {
      closed = true
      reconnection.close()
      cancelRepeat()
      pictures?.close()
      connection.close()
    },
  }
}
