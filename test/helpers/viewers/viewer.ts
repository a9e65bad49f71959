/** A simulated native viewer: a region asks for it over JSON-RPC, then it speaks WebRTC as Firestorm does. */

import type { Test } from 'tap'
import type { Sound } from '../browser/voice-sound.js'
import { eventually } from '../eventually.js'
import { type BadNetwork, createMediaPeer, type MediaPeer, OvertakenError } from '../media/media-peer.js'
import { malformed, trickled } from './viewer-offer.js'
import { createViewerTalk, type JoinOrder, type ViewerPlace, type ViewerTalk } from './viewer-talk.js'
import type { RpcReply, VoiceRpc } from './voice-rpc.js'

export interface ViewerOptions {
  readonly rpc: VoiceRpc
  readonly agentId: string
  readonly regionId: string
  /** Its avatar is in that region; otherwise it listens in from a neighbour. */
  readonly primary?: boolean
  /** The order in which it says that it joins; by default that of today's viewers. */
  readonly order?: JoinOrder
  /** False: it never says that it joins. */
  readonly joins?: boolean
  /** Said as soon as the data channel is open. */
  readonly place?: ViewerPlace
  /** What the region passes on beside the offer: `parcel_local_id`, or the channel of a call. */
  readonly request?: object
  readonly voice?: Sound
  readonly network?: BadNetwork
  /** Sends candidates before the answer has come, without a session. */
  readonly earlyCandidates?: boolean
}

export interface TestViewer {
  readonly agentId: string
  readonly sessionId: string
  readonly talk: ViewerTalk
  /** Its media, for everything that a modified viewer might do. */
  readonly peer: MediaPeer
  readonly answer: string
  /** How long the service took to answer the offer. */
  readonly answeredMs: number
  /** Its connection stands and it has joined. */
  isConnected(): boolean
  /** It is in a room: listed there, where it is a participant. */
  isInRoom(): boolean
  /** Ends the session, as when the resident switches voice off. */
  logout(): Promise<RpcReply>
  /** Vanishes without a word to the region. */
  close(): void
}

const PUMP_INTERVAL_MS = 10

/** Handshakes that ran ahead of the answer; see `MediaPeer.accept`. */
const MAX_ATTEMPTS = 5

/** A hub that takes its time to start on a busy machine refuses, and viewers come again. */
const NOT_UP = 'The media hub is not up'
const COMES_AGAIN_MS = 1000
const MOST_TIMES = 30

/**
 * Opens a session; it is closed when the test ends. A test file that uses it calls `endMediaPeers()` at its end.
 * @throws Error with the service's refusal
 */
export async function startViewer(t: Pick<Test, 'teardown'>, options: ViewerOptions): Promise<TestViewer> {
  let times = 0
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openSession(t, options)
    } catch (error) {
      if (error instanceof Error && error.message.includes(NOT_UP) && times < MOST_TIMES) {
        times += 1
        await new Promise((resolve) => setTimeout(resolve, COMES_AGAIN_MS))
      } else if (!(error instanceof OvertakenError) || attempt - times === MAX_ATTEMPTS) throw error
    }
  }
}

async function openSession(t: Pick<Test, 'teardown'>, options: ViewerOptions): Promise<TestViewer> {
  const { rpc, agentId, regionId, primary = true, place, earlyCandidates = false } = options
  const caller = { agentId, regionId }
  const { network } = options
  const peer = await createMediaPeer(agentId, { shape: 'viewer', ...(network && { network }) })
  const talk = createViewerTalk(agentId, peer.tell)
  let joined = false
  let heard = 0
  const pump = setInterval(() => {
    if (!joined && options.joins !== false && peer.isChannelOpen()) {
      joined = true
      talk.join(primary, options.order)
      if (place) talk.place(place)
    }
    for (; heard < peer.texts.length; heard += 1) talk.hear(peer.texts[heard] ?? '')
  }, PUMP_INTERVAL_MS)
  const close = () => {
    clearInterval(pump)
    peer.close()
  }
  t.teardown(close)

  const { sdp, candidates } = trickled(peer.offer)
  const signal = (request: object) => rpc('voice_signaling_request', caller, request)
  const since = performance.now()
  const answering = rpc('provision_voice_account_request', caller, {
    jsep: { type: 'offer', sdp: malformed(sdp) },
    channel_type: 'local',
    voice_server_type: 'webrtc',
    ...options.request,
  })
  // Refused where the answer was quicker, or the offer slower.
  const early = earlyCandidates && !(await signal({ viewer_session: '', candidates })).error
  const { result, error } = await answering
  const answeredMs = performance.now() - since
  if (!result) {
    close()
    throw new Error(`refused: ${error}`)
  }
  const sessionId = String(result.viewer_session)
  const answer = String((result.jsep as { sdp: unknown }).sdp)
  try {
    peer.accept(answer)
  } catch (error) {
    close()
    throw error
  }
  if (!early) await signal({ viewer_session: sessionId, candidates })
  await signal({ viewer_session: sessionId, candidate: { completed: true } })
  peer.speak(options.voice)

  return {
    agentId,
    sessionId,
    talk,
    peer,
    answer,
    answeredMs,
    isConnected: () => peer.isConnected() && joined,
    isInRoom: () =>
      primary && (place || options.request) ? talk.people.has(agentId) : talk.texts.length > 0,
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

/** Waits until its connection stands and it is in its room. */
export async function connected(viewer: TestViewer): Promise<TestViewer> {
  await eventually('the viewer is connected', () => viewer.isConnected() && viewer.isInRoom())
  return viewer
}

/** Loudness of one frequency at each ear, from now on for that many seconds of received sound. */
export async function hearTone(
  { peer }: Pick<TestViewer, 'peer'>,
  frequencyHz: number,
  seconds = 1,
): Promise<{ readonly left: number; readonly right: number; readonly both: number }> {
  const tones: { left: number; right: number; seconds: number }[] = []
  peer.take()
  let total = 0
  await eventually(`${seconds} s of sound`, () => {
    const taken = peer.take()
    if (taken.seconds >= 0.02) tones.push({ ...taken.tone(frequencyHz), seconds: taken.seconds })
    total += taken.seconds
    return total >= seconds
  })
  const mean = (side: 'left' | 'right') =>
    Math.sqrt(tones.reduce((sum, tone) => sum + tone[side] ** 2 * tone.seconds, 0) / total)
  const [left, right] = [mean('left'), mean('right')]
  return { left, right, both: Math.hypot(left, right) }
}
