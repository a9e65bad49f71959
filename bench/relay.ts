/**
 * The cost of the relay: time to voice and delay from mouth to ear through a coturn on this machine, beside
 * the same two browsers connected directly, in turns in one run.
 */

import { networkInterfaces } from 'node:os'
import type { Page } from 'puppeteer-core'
import { joinVoice, openBrowser, shownPeople } from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startCoturn, TURN_SECRET } from '../test/helpers/servers/coturn.js'
import { startService } from '../test/helpers/service.js'
import { inFreshTabs, median, timeToVoice } from './measure/first-sample.js'
import { burstsFile, delaysOf, noteOnsets } from './measure/mouth-to-ear.js'
import { row } from './table/row.js'

const ROUNDS = Number(process.argv[2] ?? 5)
const SOUNDS = 10

const closers: (() => unknown)[] = []
const onClose = { teardown: (close: () => unknown) => closers.push(close) } as unknown as Parameters<
  typeof startCoturn
>[0]

// Browsers use no loopback address for media.
const host = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address
if (!host) throw new Error('This machine has no network address.')
const coturn = await startCoturn(onClose, { host, facts: { allowedPeers: [host] } })

async function place(name: string, env: Record<string, string>) {
  const service = await startService(env)
  closers.push(() => service.stop())
  const [anna, bert] = [testAvatar(`Anna ${name}`), testAvatar(`Bert ${name}`, [104, 100, 25])]
  const region = testRegion(service, [anna, bert])
  await region.push()
  const link = async (avatar: typeof anna) => service.url + (await region.link(avatar))
  return {
    name,
    links: async () => [await link(anna), await link(bert)] as const,
    times: [] as number[],
    delays: [] as number[],
  }
}
const direct = await place('direct', {})
const relayed = await place('relay', {
  TURN_URLS: coturn.url,
  TURN_SECRET,
  ICE_TRANSPORT_POLICY: 'relay',
})

const bursts = ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${burstsFile()}`]
const [listening, speaking, bursting] = await Promise.all([
  openBrowser('anna'),
  openBrowser('sweep'),
  openBrowser(undefined, bursts),
])
for (const browser of [listening, speaking, bursting]) closers.push(() => browser.close())

async function checkRoute(page: Page, expected: string): Promise<void> {
  await eventually(`connected by ${expected}`, async () => (await shownPeople(page))[0]?.media === expected)
}

async function measureDelay({ name, links, delays }: typeof direct): Promise<void> {
  const [listener, speaker] = [await listening.browser.newPage(), await bursting.browser.newPage()]
  for (const page of [listener, speaker]) {
    await noteOnsets(page)
    // Unprocessed, so that every burst begins as sharply as the original.
    await page.evaluateOnNewDocument(() => localStorage.setItem('voice-settings', '{"performer":true}'))
  }
  const [one, two] = await links()
  await joinVoice(listener, one)
  await listener.click('[data-testid=mic]')
  await joinVoice(speaker, two)
  await checkRoute(listener, name === 'relay' ? 'relay' : 'p2p')
  delays.push(...(await delaysOf(speaker, listener, SOUNDS)))
  await Promise.all([listener.close(), speaker.close()])
}

try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { links, times } of [direct, relayed]) {
      const [one, two] = await links()
      await inFreshTabs(listening.browser, speaking.browser, async (listener, speaker) => {
        await joinVoice(listener, one)
        times.push(await timeToVoice(listener, () => speaker.goto(two)))
      })
    }
  }
  for (let round = 0; round < 2; round += 1) for (const way of [direct, relayed]) await measureDelay(way)
  const line = (what: string, of: (way: typeof direct) => number[]) => {
    const [a, b] = [median(of(direct)), median(of(relayed))]
    const more = `${b >= a ? '+' : ''}${Math.round(b - a)}`
    process.stdout.write(
      `relay ${what}: direct ${Math.round(a)} ms, through coturn ${Math.round(b)} ms (${more} ms; medians of ${of(direct).length} and ${of(relayed).length})\n`,
    )
    return [a, b] as const
  }
  const [sooner, later] = line('time to voice', ({ times }) => times)
  const [near, far] = line('mouth to ear', ({ delays }) => delays)
  row(
    `through coturn beside directly: the first voice after ${Math.round(later)} instead of ${Math.round(sooner)} ms, ${(later / sooner).toFixed(2)} ×; from mouth to ear ${Math.round(far)} instead of ${Math.round(near)} ms`,
  )
} finally {
  for (const close of closers.reverse()) await close()
}
