/** A native viewer, simulated: a region asks for it over JSON-RPC, then it speaks WebRTC like Firestorm does. */

import { Audio, type DataChannel, PeerConnection, type Track } from 'node-datachannel'
import type { Test } from 'tap'
import { eventually } from './eventually.js'
import type { VoicePackets } from './opus-voices.js'
import { createStereoEar, type StereoEar, type StereoLevels } from './stereo-ear.js'
import { createViewerMicrophone, PAYLOAD_TYPE, type Weather } from './viewer-microphone.js'
import { malformed } from './viewer-offer.js'
import { createViewerTalk, type ViewerPlace, type ViewerTalk } from './viewer-talk.js'
import type { RpcReply, VoiceRpc } from './voice-rpc.js'

export interface ViewerOptions {
  readonly rpc: VoiceRpc
  readonly agentId: string
  readonly regionId: string
  /** Its avatar is in that region; else it listens in from a neighbour. */
  readonly primary?: boolean
  /** Joins and says where it is as soon as the data channel is open; without it neither. */
  readonly place?: ViewerPlace
  /** What the region passes on beside the offer: `parcel_local_id`, or the channel of a call. */
  readonly request?: object
  readonly voice?: VoicePackets
  readonly record?: boolean
  /** Candidates go out before the answer has come, without a session. */
  readonly earlyCandidates?: boolean
}

export interface TestViewer {
  readonly agentId: string
  readonly sessionId: string
  readonly talk: ViewerTalk
  readonly ear: StereoEar
  /** How long the service took to answer the offer. */
  readonly answeredMs: number
  readonly answer: string
  levels(windowMs?: number): StereoLevels
  place(place: ViewerPlace): void
  play(voice: VoicePackets | undefined): void
  setWeather(weather: Weather): void
  /** Anything at all, as a modified viewer might. */
  sendText(text: string): void
  sendBinary(bytes: Buffer): void
  sendPacket(bytes: Buffer): void
  readonly ssrc: number
  isConnected(): boolean
  /** As when the resident switches voice off. */
  logout(): Promise<RpcReply>
  /** Without a word to the region. */
  close(): void
}

/** Opens the session; it is closed when the test ends. @throws Error with the service's refusal */
export async function startViewer(t: Pick<Test, 'teardown'>, options: ViewerOptions): Promise<TestViewer> {
  const { rpc, agentId, regionId, primary = true, earlyCandidates = false } = options
  const caller = { agentId, regionId }
  const connection = new PeerConnection(agentId, { iceServers: [], disableAutoNegotiation: true })
  let closed = false
  const guarded = (step: () => void) => {
    try {
      if (!closed) step()
    } catch {
      // A channel or track that closed in this very moment; an exception would end the process.
    }
  }

  const audio = new Audio('0', 'SendRecv')
  audio.addOpusCodec(PAYLOAD_TYPE, 'minptime=10;useinbandfec=1')
  let track: Track | undefined
  const microphone = createViewerMicrophone((packet) =>
    guarded(() => {
      if (track?.isOpen()) track.sendMessageBinary(packet)
    }),
  )
  audio.addSSRC(microphone.ssrc, 'SLStream', 'SLStream', 'SLAudio')
  track = connection.addTrack(audio)
  const channel: DataChannel = connection.createDataChannel('SLData', { unordered: false })
  const ear = await createStereoEar({ record: options.record ?? false })
  const talk = createViewerTalk(agentId, (text) =>
    guarded(() => {
      if (channel.isOpen()) channel.sendMessage(text)
    }),
  )
  track.onMessage((packet) => guarded(() => ear.receive(packet)))
  channel.onMessage((text) => guarded(() => talk.hear(String(text))))
  channel.onOpen(() =>
    guarded(() => {
      talk.join(primary)
      if (options.place) talk.place(options.place)
    }),
  )

  function close(): void {
    if (closed) return
    closed = true
    microphone.close()
    ear.free()
    connection.close()
  }
  t.teardown(close)

  const candidates: { candidate: string; sdpMid: string; sdpMLineIndex: number }[] = []
  connection.onLocalCandidate((candidate, sdpMid) =>
    guarded(() => {
      candidates.push({ candidate, sdpMid, sdpMLineIndex: 0 })
    }),
  )
  const gathered = new Promise<void>((resolve) => {
    connection.onGatheringStateChange((state) => state === 'complete' && resolve())
  })
  const offered = new Promise<string>((resolve) => connection.onLocalDescription((sdp) => resolve(sdp)))
  connection.setLocalDescription('offer')
  const offer = malformed(await offered)

  const signal = (request: object) => rpc('voice_signaling_request', caller, request)
  const since = performance.now()
  const answering = rpc('provision_voice_account_request', caller, {
    jsep: { type: 'offer', sdp: offer },
    channel_type: 'local',
    voice_server_type: 'webrtc',
    ...options.request,
  })
  if (earlyCandidates) {
    await gathered
    await signal({ viewer_session: '', candidates: candidates.splice(0) })
  }
  const { result, error } = await answering
  const answeredMs = performance.now() - since
  if (!result) {
    close()
    throw new Error(`refused: ${error}`)
  }
  const sessionId = String(result.viewer_session)
  const answer = String((result.jsep as { sdp: unknown }).sdp)
  // Candidates before the answer confuse the library.
  connection.setRemoteDescription(answer, 'answer')
  await gathered
  if (candidates.length > 0) await signal({ viewer_session: sessionId, candidates })
  await signal({ viewer_session: sessionId, candidate: { completed: true } })
  microphone.play(options.voice)

  return {
    agentId,
    sessionId,
    talk,
    ear,
    answeredMs,
    answer,
    ssrc: microphone.ssrc,
    levels: ear.levels,
    place: talk.place,
    play: microphone.play,
    setWeather: microphone.setWeather,
    sendText: (text) => guarded(() => channel.sendMessage(text)),
    sendBinary: (bytes) => guarded(() => channel.sendMessageBinary(bytes)),
    sendPacket: (bytes) => guarded(() => track?.sendMessageBinary(bytes)),
    isConnected: () => !closed && connection.state() === 'connected' && channel.isOpen(),
    async logout() {
      const reply = await rpc('provision_voice_account_request', caller, {
        logout: true,
        viewer_session: sessionId,
        voice_server_type: 'webrtc',
      })
      close()
      return reply
    },
    close,
  }
}

/** Waits until its data channel is open and it was told who is there. */
export async function connected(viewer: TestViewer): Promise<TestViewer> {
  await eventually('the viewer is connected', () => viewer.isConnected() && viewer.talk.texts.length > 0)
  return viewer
}
