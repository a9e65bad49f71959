/** What goes over the wire: Opus for speech, and a performer's two channels as they were played. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  clickIn,
  decibels,
  enterVoice,
  listen,
  noBrowser,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { rememberConnections } from '../helpers/browser/page-connections.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

/** The microphone is a tone on the left channel alone. */
function toneOnTheLeft(): void {
  const media = navigator.mediaDevices
  media.getUserMedia = async () => {
    const context = new AudioContext({ sampleRate: 48_000 })
    const tone = new OscillatorNode(context, { frequency: 440 })
    const sides = new ChannelMergerNode(context, { numberOfInputs: 2 })
    const microphone = new MediaStreamAudioDestinationNode(context, { channelCount: 2 })
    tone.connect(new GainNode(context, { gain: 0.5 })).connect(sides, 0, 0)
    sides.connect(microphone)
    tone.start()
    return microphone.stream
  }
}

interface Sent {
  readonly bytes: number
  readonly milliseconds: number
  /** The parameters that the other side asked for, which the browser follows. */
  readonly fmtp: string
}

/** What the page's one live connection has sent so far. */
async function sentBy(page: Page): Promise<Sent> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const connection = connections.find(({ connectionState }) => connectionState === 'connected')
    if (!connection) throw new Error('not connected')
    const stats = [...(await connection.getStats()).values()]
    const outbound = stats.find(({ type }) => type === 'outbound-rtp')
    const [, fmtp = ''] = connection.remoteDescription?.sdp.match(/a=fmtp:111 ([^\r\n]*)/) ?? []
    return { bytes: outbound.bytesSent, milliseconds: outbound.timestamp, fmtp }
  })
}

/** RMS of the two channels that the page's connection decodes. */
async function decodedBy(page: Page): Promise<{ left: number; right: number }> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const connection = connections.find(({ connectionState }) => connectionState === 'connected')
    const track = connection?.getReceivers()[0]?.track
    if (!track) throw new Error('no track')
    const context = new AudioContext()
    const source = context.createMediaStreamSource(new MediaStream([track]))
    const split = new ChannelSplitterNode(context, { numberOfOutputs: 2 })
    source.connect(split)
    const meters = [0, 1].map((channel) => {
      const meter = new AnalyserNode(context, { fftSize: 8192 })
      split.connect(meter, channel)
      return meter
    })
    await new Promise((resolve) => setTimeout(resolve, 500))
    const [left = 0, right = 0] = meters.map((meter) => {
      const samples = new Float32Array(meter.fftSize)
      meter.getFloatTimeDomainData(samples)
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
    })
    await context.close()
    return { left, right }
  })
}

t.test('on the wire', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())

  await t.test('speech has at least 32 kbit/s, error correction, and nothing in pauses', async (t) => {
    const [anna, bert] = [testAvatar('Anna Listens'), testAvatar('Bert Talks', [104, 100, 25])]
    const region = testRegion(service, [anna, bert], 'Parlour')
    await region.push()
    const hearing = await enterVoice(t, service, region, anna, 'anna')
    const speaking = await enterVoice(t, service, region, bert, 'bert', async (page) => {
      await page.evaluateOnNewDocument(rememberConnections)
    })
    await eventually('Bert is heard', async () => (await listen(hearing, 0.4)).both > 0.005)

    const bitsPerSecond = async (milliseconds: number) => {
      const before = await sentBy(speaking)
      const after = await eventually('the time is over', async () => {
        const now = await sentBy(speaking)
        return now.milliseconds - before.milliseconds > milliseconds && now
      })
      return ((after.bytes - before.bytes) * 8000) / (after.milliseconds - before.milliseconds)
    }
    const talking = await bitsPerSecond(6000)
    t.ok(talking >= 32_000, `${Math.round(talking / 1000)} kbit/s while somebody talks`)
    const { fmtp } = await sentBy(speaking)
    for (const parameter of ['maxaveragebitrate=40000', 'useinbandfec=1', 'usedtx=1'])
      t.ok(fmtp.split(';').includes(parameter), `${parameter} in ${fmtp}`)

    await speaking.click('[data-testid=mic]')
    await eventually('next to nothing is sent', async () => (await bitsPerSecond(1500)) < 4000)
  })

  await t.test('what a performer plays on the left arrives on the left', async (t) => {
    const [anna, bert] = [testAvatar('Anna Audience'), testAvatar('Bert Performs', [104, 100, 25])]
    const region = testRegion(service, [anna, bert], 'Stage')
    await region.push()
    const hearing = await enterVoice(t, service, region, anna, 'anna', (page) =>
      page.evaluateOnNewDocument(rememberConnections).then(() => undefined),
    )
    const playing = await enterVoice(t, service, region, bert, 'bert', async (page) => {
      await withoutProcessing(page)
      await page.evaluateOnNewDocument(rememberConnections)
      await page.evaluateOnNewDocument(toneOnTheLeft)
    })
    const sides = await eventually('the tone arrives', async () => {
      const heard = await decodedBy(hearing)
      return heard.left > 0.05 && heard
    })
    t.ok(Math.abs(decibels(sides.right, sides.left)) < 1, 'as speech it is one channel')
    await clickIn(playing, '[data-testid=settings]')
    await playing.waitForSelector('[data-testid=setting-performer]')
    await clickIn(playing, '[data-testid=setting-performer]')
    await eventually('the right one is silent', async () => {
      const { left, right } = await decodedBy(hearing)
      return left > 0.05 && decibels(right, left) < -20
    })
    const { fmtp } = await sentBy(playing)
    for (const parameter of ['maxaveragebitrate=128000', 'stereo=1', 'usedtx=0'])
      t.ok(fmtp.split(';').includes(parameter), `${parameter} in ${fmtp}`)
  })
})
