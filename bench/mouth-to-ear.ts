/**
 * Mouth to ear: how long a sound takes from one page's microphone to another page's output, directly and through the media
 * hub, beside a bare WebRTC page in the same turns; and from one viewer of the hub to another, in the hub's mix.
 * `npm run bench -- mouth-to-ear [turns] [../older]` measures the built page of another checkout as well.
 */

import type { Page } from 'puppeteer-core'
import { joinVoice, openBrowser, shownPeople } from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { endMediaPeers } from '../test/helpers/media/media-peer.js'
import { mouthToEarMs } from '../test/helpers/media/mouth-to-ear.js'
import { hubRoom, startTestHub } from '../test/helpers/media/test-hub.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startBarePage } from './measure/bare-page.js'
import { median } from './measure/first-sample.js'
import { burstsFile, delaysOf, noteOnsets } from './measure/mouth-to-ear.js'
import { otherCheckout, startFrom } from './measure/other-checkout.js'
import { row } from './table/row.js'

const TURNS = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 5)
/** Of one connection: how long a voice waits in buffers differs from one to the next. */
const SOUNDS = 10
/** The hub makes its mixes every 20 ms, and who speaks falls into any part of that. */
const HUB_TURNS = 12
const HUB_SOUNDS = 5

const RAW = { noiseSuppression: false, autoGainControl: false, echoCancellation: false }

interface Way {
  readonly name: string
  readonly delays: number[]
  /** Connects the two, so that the listener hears the speaker. */
  connect(listener: Page, speaker: Page): Promise<void>
  close(): unknown
}

async function ours(name: string, media: string, checkout?: string): Promise<Way> {
  const service = await startFrom(checkout, media === 'hub' ? { MEDIA_ROUTE: 'hub' } : {})
  const [anna, bert] = [testAvatar('Anna Bench', [100, 100, 25]), testAvatar('Bert Bench', [104, 100, 25])]
  const region = testRegion(service, [anna, bert])
  await region.push()
  return {
    name,
    delays: [],
    async connect(listener, speaker) {
      // Unprocessed, so that every sound begins as sharply as the original.
      for (const page of [listener, speaker])
        await page.evaluateOnNewDocument(() =>
          localStorage.setItem(
            'voice-settings',
            '{"performer":true,"mutedSound":false,"comingSounds":false}',
          ),
        )
      await joinVoice(listener, service.url + (await region.link(anna)))
      await listener.click('[data-testid=mic]')
      await joinVoice(speaker, service.url + (await region.link(bert)))
      await eventually(`connected by ${media}`, async () => (await shownPeople(listener))[0]?.media === media)
    },
    close: service.stop,
  }
}

async function bare(): Promise<Way> {
  // Whoever listens says nothing: its own sound would be heard in its own output's time.
  const { url, offerUrl, close } = await startBarePage({ audio: RAW, oneWay: true })
  const isReady = (page: Page) => page.waitForFunction(() => document.title === 'ready')
  return {
    name: 'bare page',
    delays: [],
    async connect(listener, speaker) {
      await listener.goto(url)
      await isReady(listener)
      await speaker.goto(offerUrl)
      await isReady(speaker)
    },
    close,
  }
}

/** From viewer to viewer, each turn with a connection of its own. */
async function throughMix(): Promise<number[]> {
  const endings: (() => unknown)[] = []
  const { join } = await startTestHub(
    { teardown: (end) => endings.push(end) },
    hubRoom({ anna: [0, 0, 0], bert: [5, 0, 0] }),
  )
  const listener = await join('anna', { shape: 'viewer' })
  const delays: number[] = []
  for (let turn = 0; turn < HUB_TURNS; turn += 1) {
    const speaker = await join('bert', { shape: 'viewer' })
    await eventually('both connected', () => listener.isConnected() && speaker.isConnected())
    delays.push(...(await mouthToEarMs(speaker, listener, HUB_SOUNDS)))
    speaker.close()
  }
  listener.close()
  for (const end of endings) await end()
  await endMediaPeers()
  return delays
}

const bursts = ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${burstsFile()}`]
const [listening, speaking] = await Promise.all([openBrowser('anna'), openBrowser(undefined, bursts)])
const older = otherCheckout()
const direct = await ours('directly', 'p2p')
const forwarded = await ours('through the hub', 'hub')
const others = older ? [await ours('other checkout, directly', 'p2p', older)] : []
const yardstick = await bare()
const ways = [direct, forwarded, ...others, yardstick]
for (let turn = 0; turn < TURNS; turn += 1) {
  for (const { delays, connect } of turn % 2 === 0 ? ways : ways.toReversed()) {
    const [listener, speaker] = [await listening.browser.newPage(), await speaking.browser.newPage()]
    for (const page of [listener, speaker]) await noteOnsets(page)
    await connect(listener, speaker)
    delays.push(...(await delaysOf(speaker, listener, SOUNDS)))
    await Promise.all([listener.close(), speaker.close()])
  }
}
await Promise.all([listening.close(), speaking.close()])
for (const { close } of ways) await close()

const ratio = ({ delays }: Way) => median(delays) / median(yardstick.delays)
const say = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`
for (const way of ways)
  process.stdout.write(
    `mouth-to-ear ${way.name}: ${say(median(way.delays))}, ${ratio(way).toFixed(2)} × the bare page (median of ${way.delays.length}${way === direct ? '; aim ≤ 1.05' : ''})\n`,
  )
const mixed = await throughMix()
process.stdout.write(
  `mouth-to-ear in the hub's mix, from viewer to viewer: ${say(median(mixed))} (median of ${mixed.length}; aim ≤ 40)\n`,
)
row(
  `from one page's microphone to another's output: ${ratio(direct).toFixed(2)} × a bare page directly (${say(median(direct.delays))} beside ${say(median(yardstick.delays))}), ${ratio(forwarded).toFixed(2)} × through the hub; from viewer to viewer in the hub's mix ${say(median(mixed))}`,
)
process.exit()
