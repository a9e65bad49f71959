/** A native viewer with libwebrtc itself: a page of Chromium that connects as Firestorm does. */

import type { Page } from 'puppeteer-core'
import { malformed } from './viewer-offer.js'
import { createViewerTalk, type ViewerPlace, type ViewerTalk } from './viewer-talk.js'
import type { VoiceRpc } from './voice-rpc.js'

export interface BrowserViewerOptions {
  readonly rpc: VoiceRpc
  readonly agentId: string
  readonly regionId: string
  readonly place: ViewerPlace
}

export interface BrowserViewer {
  readonly talk: ViewerTalk
  state(): Promise<string>
  /** Root mean square of the sound at each ear, over the next second. */
  levels(): Promise<{ readonly left: number; readonly right: number }>
}

/** The functions that run in the page. */
interface InPage {
  viewer: { connection: RTCPeerConnection; channel: RTCDataChannel; left: AnalyserNode; right: AnalyserNode }
}

/** @param page of a browser with a fake microphone, on an address that counts as secure */
export async function startBrowserViewer(
  page: Page,
  { rpc, agentId, regionId, place }: BrowserViewerOptions,
): Promise<BrowserViewer> {
  const caller = { agentId, regionId }
  const talk = createViewerTalk(agentId, (text) => {
    page.evaluate((say) => (globalThis as unknown as InPage).viewer.channel.send(say), text).catch(() => {})
  })
  await page.exposeFunction('viewerHears', (text: string) => talk.hear(text))
  await page.exposeFunction('viewerJoins', () => {
    talk.join(true)
    talk.place(place)
  })
  const offer = await page.evaluate(makeOffer)
  const { result, error } = await rpc('provision_voice_account_request', caller, {
    jsep: { type: 'offer', sdp: malformed(offer.sdp) },
    channel_type: 'local',
    voice_server_type: 'webrtc',
  })
  if (!result) throw new Error(`refused: ${error}`)
  const { sdp } = result.jsep as { sdp: string }
  await page.evaluate(
    (answer) =>
      (globalThis as unknown as InPage).viewer.connection.setRemoteDescription({
        type: 'answer',
        sdp: answer,
      }),
    sdp,
  )
  await rpc('voice_signaling_request', caller, {
    viewer_session: result.viewer_session,
    candidates: offer.candidates,
  })
  return {
    talk,
    state: () => page.evaluate(() => (globalThis as unknown as InPage).viewer.connection.connectionState),
    levels: () => page.evaluate(measure),
  }
}

async function makeOffer() {
  const connection = new RTCPeerConnection()
  const channel = connection.createDataChannel('SLData', { ordered: true })
  const { viewerHears, viewerJoins } = globalThis as unknown as {
    viewerHears(text: string): void
    viewerJoins(): void
  }
  channel.onmessage = ({ data }) => viewerHears(data)
  channel.onopen = () => viewerJoins()
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
  const [track] = stream.getAudioTracks()
  if (!track) throw new Error('no microphone')
  connection.addTrack(track, stream)

  const context = new AudioContext()
  const split = context.createChannelSplitter(2)
  const left = context.createAnalyser()
  const right = context.createAnalyser()
  for (const analyser of [left, right]) analyser.fftSize = 32_768
  split.connect(left, 0)
  split.connect(right, 1)
  connection.ontrack = ({ track: heard }) => {
    const mix = new MediaStream([heard])
    // Chromium decodes nothing without an element that plays it.
    const element = new Audio()
    element.srcObject = mix
    element.muted = true
    element.play().catch(() => {})
    context.createMediaStreamSource(mix).connect(split)
  }
  Object.assign(globalThis, { viewer: { connection, channel, left, right } })

  const candidates: { candidate: string; sdpMid: string | null; sdpMLineIndex: number | null }[] = []
  const gathered = new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return resolve()
      candidates.push({
        candidate: candidate.candidate,
        sdpMid: candidate.sdpMid,
        sdpMLineIndex: candidate.sdpMLineIndex,
      })
    }
  })
  const description = await connection.createOffer()
  // The line that a viewer adds counts for its own decoder as well: without it the mix would be heard in mono.
  const sdp = description.sdp?.replace(/^(a=fmtp:\d+ minptime=.*)$/m, '$1;stereo=1;sprop-stereo=1')
  await connection.setLocalDescription({ type: 'offer', sdp: sdp ?? '' })
  await gathered
  return { sdp: sdp ?? '', candidates }
}

async function measure() {
  const { left, right } = (globalThis as unknown as InPage).viewer
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const rms = (analyser: AnalyserNode) => {
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
  }
  return { left: rms(left), right: rms(right) }
}
