/**
 * The voice beside a picture on a narrow line: how much of it is missing and made up at the other end, how long the longest
 * silence is, and what is left for the picture. One browser has a network of its own, whose way out is limited; beside
 * the page there is the same page without a budget for its pictures. `npm run bench -- camera [kbit/s] [seconds]`
 */

import { execFileSync } from 'node:child_process'
import type { Page } from 'puppeteer-core'
import { clickIn, listenOn, openBrowser, waitForStatus } from '../test/helpers/browser/browser.js'
import { rememberConnections } from '../test/helpers/browser/page-connections.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { createNetworks } from '../test/helpers/servers/network.js'
import { startService } from '../test/helpers/service.js'

const RATE = Number(process.argv[2] ?? 300)
const SECONDS = Number(process.argv[3] ?? 30)
/** What a cheap router holds back before it drops. */
const QUEUE_MS = 400

const atEnd: (() => unknown)[] = []
const closers: (() => unknown)[] = []

const say = (line: string) => process.stdout.write(`${line}\n`)

const networks = createNetworks({ teardown: (close) => void atEnd.push(close) })

/** Runs in the page: a microphone that is never silent, and the browser's camera. */
function pretendMicrophone(): void {
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (constraints?.video) return native(constraints)
    const context = new AudioContext()
    const target = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    const tone = new OscillatorNode(context, { frequency: 440 })
    tone.connect(new GainNode(context, { gain: 0.2 })).connect(target)
    tone.start()
    return target.stream
  }
}

/** Runs in the page: its wishes about bitrates come to nothing. */
function withoutBudget(): void {
  RTCRtpSender.prototype.setParameters = async () => undefined
}

const sum = (page: Page) =>
  page.evaluate(async () => {
    const total = {
      concealedMs: 0,
      lost: 0,
      packets: 0,
      bufferSeconds: 0,
      emitted: 0,
      videoBytes: 0,
      frames: 0,
      height: 0,
    }
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue
      for (const one of (await connection.getStats()).values()) {
        if (one.type !== 'inbound-rtp') continue
        if (one.kind === 'audio') {
          total.concealedMs += (one.concealedSamples - one.silentConcealedSamples) / 48
          total.lost += one.packetsLost
          total.packets += one.packetsReceived
          total.bufferSeconds += one.jitterBufferDelay
          total.emitted += one.jitterBufferEmittedCount
        } else {
          total.videoBytes += one.bytesReceived
          total.frames += one.framesDecoded ?? 0
          total.height = one.frameHeight ?? 0
        }
      }
    }
    return total
  })

async function measure(what: string, listener: Page): Promise<void> {
  const stop = await listenOn(listener)
  const before = await sum(listener)
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000))
  const after = await sum(listener)
  const { silenceMs } = await stop()
  const per = (key: keyof typeof before) => after[key] - before[key]
  const delayMs = (per('bufferSeconds') / per('emitted')) * 1000
  say(
    `${what}: concealed ${per('concealedMs').toFixed(0)} ms, lost ${per('lost')} of ${per('packets') + per('lost')} packets, ` +
      `longest silence ${silenceMs.toFixed(0)} ms, buffer ${delayMs.toFixed(0)} ms; ` +
      `picture ${((per('videoBytes') * 8) / SECONDS / 1000).toFixed(0)} kbit/s, ${(per('frames') / SECONDS).toFixed(0)} a second, ${after.height} lines`,
  )
}

async function run(name: string, prepare: (() => void) | undefined): Promise<void> {
  const [device = ''] =
    execFileSync('/usr/sbin/ip', ['-n', networks.under[0].at(-1) ?? '', '-o', 'link'], {
      encoding: 'utf8',
    }).match(/v\w+i(?=@)/) ?? []
  const service = await startService({ HOST: '0.0.0.0' })
  closers.push(() => service.stop())
  const url = `https://${networks.host}:${service.port}`
  const [anna, bert] = [testAvatar(`Anna ${name}`), testAvatar(`Bert ${name}`)]
  const region = testRegion(service, [anna, bert])
  await region.push()
  const flags = ['--ignore-certificate-errors', '--use-fake-device-for-media-stream']
  const open = async (avatar: typeof anna, executable?: string) => {
    const browser = await openBrowser(undefined, flags, executable)
    closers.push(() => browser.close())
    const page = await browser.newPage()
    for (const step of [rememberConnections, pretendMicrophone, prepare])
      if (step) await page.evaluateOnNewDocument(step)
    await page.goto(url + (await region.link(avatar)))
    await waitForStatus(page, 'ready')
    return page
  }
  const narrow = await open(anna, networks.chromium[0])
  const wide = await open(bert)
  await clickIn(narrow, '[data-testid=call-somebody]')
  await narrow.waitForSelector('[data-testid=find-people]')
  await narrow.type('[data-testid=find-people]', 'bert')
  await clickIn(narrow, '[data-testid=call-found]')
  await clickIn(wide, '[data-testid=call-accept]')
  await narrow.waitForSelector('[data-testid=call-member][data-media=p2p]')
  await eventually('a voice', async () => (await sum(wide)).packets > 100)
  const tc = (...args: string[]) =>
    execFileSync('/usr/sbin/tc', ['-n', networks.under[0].at(-1) ?? '', ...args])
  tc(...`qdisc add dev ${device} root tbf rate ${RATE}kbit burst 5kb latency ${QUEUE_MS}ms`.split(' '))
  await measure(`${name}, voice alone`, wide)
  await clickIn(narrow, '[data-testid=camera]')
  await wide.waitForSelector('[data-testid=remote-video]')
  await measure(`${name}, camera`, wide)
  await measure(`${name}, camera, later`, wide)
  await narrow.click('[data-testid=screen]')
  await measure(`${name}, screen`, wide)
  tc('qdisc', 'del', 'dev', device, 'root')
  while (closers.length > 0) await closers.pop()?.()
}

try {
  say(`a way out of ${RATE} kbit/s, ${QUEUE_MS} ms of queue, ${SECONDS} s each`)
  await run('page', undefined)
  await run('page without a budget', withoutBudget)
} finally {
  for (const close of [...atEnd, ...closers].reverse()) await close()
}
