import type { Page } from 'puppeteer-core'
import t from 'tap'
import { noBrowser, openBrowser } from '../helpers/browser.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media-peer.js'
import { hubRoom, startTestHub } from '../helpers/test-hub.js'
import { noise, tone } from '../helpers/voice-sound.js'

t.teardown(endMediaPeers)

interface Received {
  readonly samples: number
  readonly concealed: number
  readonly silent: number
  readonly energy: number
  readonly packets: number
}

/** A viewer of WebRTC's own library: it offers one section both ways and plays what it gets. */
function offer(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const connection = new RTCPeerConnection()
    Object.assign(globalThis, { connection })
    connection.addTransceiver('audio', { direction: 'sendrecv' })
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
  })
}

function received(page: Page): Promise<Received> {
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
    }
  })
}

const cases = [
  { what: 'nothing', pause: () => undefined, kind: 'mix' },
  { what: 'the noise of a quiet room', pause: () => noise(0.0004), kind: 'mix' },
  { what: 'the noise of a quiet room, forwarded', pause: () => noise(0.0004), kind: 'forward' },
] as const

// They wait more than they do.
t.jobs = cases.length
const browser = noBrowser ? undefined : await openBrowser(undefined)
t.teardown(() => browser?.close())

for (const { what, pause, kind } of cases) {
  t.test(`${what} is heard as silence, and the next word is there`, { skip: noBrowser }, async (t) => {
    if (!browser) return
    const { join, connect } = await startTestHub(t, hubRoom({ anna: [0, 0, 0], bert: [5, 0, 0] }))
    const page = await browser.newPage()
    // WebRTC needs a page of its own.
    await page.goto('data:text/html,listener')
    const answer = await connect('anna', await offer(page), kind)
    await page.evaluate(async (sdp) => {
      const { connection } = globalThis as unknown as { connection: RTCPeerConnection }
      await connection.setRemoteDescription({ type: 'answer', sdp })
    }, answer)
    const bert = await join('bert', { shape: 'viewer' })
    await eventually('bert', () => bert.isConnected())
    const during = async (seconds: number) => {
      const before = await received(page)
      const end = before.samples + seconds * 48_000
      const after = await eventually('so much sound', async () => {
        const now = await received(page)
        return now.samples >= end && now
      })
      return {
        madeUp:
          (after.concealed - after.silent - before.concealed + before.silent) /
          (after.samples - before.samples),
        concealed: (after.concealed - before.concealed) / (after.samples - before.samples),
        energy: after.energy - before.energy,
        packets: after.packets - before.packets,
      }
    }
    bert.speak(tone(440, 0.2))
    await during(1)
    t.ok((await during(2)).energy > 0.01, 'bert is heard')
    bert.speak(pause())
    // A second passes before a microphone counts as hearing nobody.
    await during(2)
    const silence = await during(4)
    t.comment(
      `of 4 s of silence ${(silence.concealed * 100).toFixed(1)} % count as concealed, ${(silence.madeUp * 100).toFixed(1)} % as made up, ${silence.packets} packets`,
    )
    t.ok(silence.madeUp < 0.02, `${silence.madeUp} of it is made up`)
    t.ok(silence.energy < 1e-5, `and nothing is heard: ${silence.energy}`)
    t.ok(silence.packets < 20, `${silence.packets} packets`)
    bert.speak(tone(440, 0.2))
    await eventually('the next word', async () => (await during(0.1)).energy > 0.001)
  })
}
