/** A viewer whose engine is WebRTC's own library: a page of Chromium that offers what a viewer offers. */

import type { Page } from 'puppeteer-core'
import { eventually } from '../eventually.js'

/** What the page has received so far, by its own statistics. */
interface Received {
  readonly samples: number
  readonly concealed: number
  readonly silent: number
  readonly energy: number
  readonly packets: number
  /** Packets that held a copy of the packet before. */
  readonly protectedPackets: number
}

/**
 * One section in both directions, a data channel, stereo, and all candidates. It plays what it receives.
 * @param speaks whether it sends its microphone
 */
export function offerOfPage(page: Page, speaks = false): Promise<string> {
  return page.evaluate(async (speaks) => {
    const connection = new RTCPeerConnection()
    Object.assign(globalThis, { connection })
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
    const [track] = speaks ? (await navigator.mediaDevices.getUserMedia({ audio })).getTracks() : []
    connection.addTransceiver(track ?? 'audio', { direction: 'sendrecv' })
    connection.createDataChannel('SLData')
    connection.ontrack = ({ streams, track }) => {
      const element = new Audio()
      element.srcObject = streams[0] ?? new MediaStream([track])
      void element.play()
    }
    const { sdp = '' } = await connection.createOffer()
    const stereo = sdp.replace(/(a=fmtp:111 [^\r]*)/, '$1;stereo=1;sprop-stereo=1')
    await connection.setLocalDescription({ type: 'offer', sdp: stereo })
    await new Promise<void>((resolve) => {
      connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
      if (connection.iceGatheringState === 'complete') resolve()
    })
    return connection.localDescription?.sdp ?? ''
  }, speaks)
}

export async function answerToPage(page: Page, answer: string): Promise<void> {
  await page.evaluate(async (sdp) => {
    const { connection } = globalThis as unknown as { connection: RTCPeerConnection }
    await connection.setRemoteDescription({ type: 'answer', sdp })
  }, answer)
}

function receivedByPage(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const { connection } = globalThis as unknown as { connection: RTCPeerConnection }
    const reports = [...(await connection.getStats()).values()]
    const stream = reports.find(({ type }) => type === 'inbound-rtp')
    return {
      samples: stream?.totalSamplesReceived ?? 0,
      concealed: stream?.concealedSamples ?? 0,
      silent: stream?.silentConcealedSamples ?? 0,
      energy: stream?.totalAudioEnergy ?? 0,
      packets: stream?.packetsReceived ?? 0,
      protectedPackets: stream?.fecPacketsReceived ?? 0,
    }
  })
}

export interface Stretch {
  /** The share of the sound that it filled in, with silence or with invented sound. */
  readonly concealed: number
  /** The share of the sound that was invented and audible. */
  readonly madeUp: number
  readonly energy: number
  readonly packets: number
  /** The share of the packets that held a copy of the packet before. */
  readonly copies: number
}

/** What the page receives during the next seconds of sound. */
export async function receiveFor(page: Page, seconds: number): Promise<Stretch> {
  const before = await receivedByPage(page)
  const end = before.samples + seconds * 48_000
  const after = await eventually('so much sound', async () => {
    const now = await receivedByPage(page)
    return now.samples >= end && now
  })
  const more = (count: keyof Received) => after[count] - before[count]
  return {
    concealed: more('concealed') / more('samples'),
    madeUp: (more('concealed') - more('silent')) / more('samples'),
    energy: more('energy'),
    packets: more('packets'),
    copies: more('packets') > 0 ? more('protectedPackets') / more('packets') : 0,
  }
}
