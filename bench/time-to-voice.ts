/**
 * Time to voice: from opening the link to the first audible sample in the other browser, beside the same
 * two browsers connected by a bare WebRTC page. Prints medians in milliseconds and their ratio.
 * `time-to-voice 15 trace` also prints when each step of a start happens in the speaker's page, and
 * `time-to-voice 15 ../older` measures another checkout as well, turn by turn; in `time-to-voice 15 40ms` all servers are
 * far away: what pages and servers say to each other takes 40 ms each way. In `time-to-voice 15 pressed` the time is from
 * the press on the button, in a page that has been open for some seconds: what a resident waits who has read first.
 */

import type { Page } from 'puppeteer-core'
import { clickIn, joinVoice, openBrowser } from '../test/helpers/browser/browser.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startBarePage } from './measure/bare-page.js'
import { farAway } from './measure/far-away.js'
import { inFreshTabs, median, timeToVoice } from './measure/first-sample.js'
import { otherCheckout, startFrom } from './measure/other-checkout.js'
import { medianSteps, stepsOf, traceStart } from './measure/start-trace.js'
import { row } from './table/row.js'

const ROUNDS = Number(process.argv[2] ?? 7)
const PRESSED = process.argv.includes('pressed')
const TRACES = process.argv.includes('trace')
/** Each way, between a page and its server. */
const AWAY_MS = Number.parseInt(process.argv.find((arg) => /^\d+ms$/.test(arg)) ?? '0', 10)

const [listening, speaking] = await Promise.all([openBrowser('anna'), openBrowser('sweep')])
const anna = testAvatar('Anna Bench', [100, 100, 25])
const bert = testAvatar('Bert Bench', [104, 100, 25])

interface Contestant {
  readonly name: string
  /** What is pressed. */
  readonly button: string
  /** Brings the listener where it hears. @returns what the speaker opens */
  readonly begin: (listener: Page) => Promise<string>
  readonly times: number[]
  readonly steps: Record<string, number>[]
  readonly close: () => unknown
}

/** @returns where pages find the server, and what ends that way to it */
async function wayTo(url: string): Promise<{ url: string; close: () => void }> {
  return AWAY_MS > 0 ? farAway(url, AWAY_MS) : { url, close: () => undefined }
}

async function contestant(name: string, checkout?: string): Promise<Contestant> {
  const service = await startFrom(checkout)
  const way = await wayTo(service.url)
  const region = testRegion(service, [anna, bert])
  await region.push()
  return {
    name,
    button: '[data-testid=join]',
    async begin(listener) {
      await joinVoice(listener, way.url + (await region.link(anna)))
      return way.url + (await region.link(bert))
    },
    times: [],
    steps: [],
    close() {
      way.close()
      return service.stop()
    },
  }
}

async function bareContestant(): Promise<Contestant> {
  const { url, offerUrl, close } = await startBarePage({ audio: true, atClick: PRESSED })
  const way = await wayTo(url)
  return {
    name: 'bare page',
    button: '[data-testid=bare]',
    async begin(listener) {
      await listener.goto(way.url)
      await listener.waitForFunction(() => document.title === 'ready')
      return way.url + new URL(offerUrl).hash
    },
    times: [],
    steps: [],
    close() {
      way.close()
      close()
    },
  }
}

const ours = await contestant('ours')
const older = otherCheckout()
const others = older ? [await contestant('other checkout', older)] : []
const bare = await bareContestant()
const all = [ours, ...others, bare]

for (let round = 0; round < ROUNDS; round += 1) {
  for (const { button, begin, times, steps } of all) {
    async function measure(listener: Page, speaker: Page): Promise<number> {
      const address = await begin(listener)
      if (TRACES) await traceStart(speaker)
      if (PRESSED) {
        await speaker.goto(address)
        await speaker.waitForSelector(button)
      }
      const milliseconds = await timeToVoice(listener, () =>
        PRESSED ? clickIn(speaker, button) : speaker.goto(address),
      )
      if (TRACES) steps.push({ ...(await stepsOf(speaker)), 'heard, as the bench counts': milliseconds })
      return milliseconds
    }
    times.push(
      await inFreshTabs(listening.browser, speaking.browser, measure, PRESSED ? () => undefined : undefined),
    )
  }
}

for (const { name, times, steps } of all) {
  const ratio = median(times) / median(bare.times)
  process.stdout.write(
    `time-to-voice: ${name} ${median(times)} ms, ${ratio.toFixed(2)} × the bare page (median of ${ROUNDS}${name === 'ours' ? '; aim ≤ 1.20' : ''})\n  ${times.join(' ')}\n`,
  )
  if (TRACES) process.stdout.write(`  milliseconds since the navigation:\n${medianSteps(steps)}`)
}
await Promise.all([listening.close(), speaking.close()])
for (const { close } of all) await close()
const where = AWAY_MS > 0 ? ` where servers are ${AWAY_MS} ms away` : ''
row(
  `from ${PRESSED ? 'the press on its button' : 'opening the link'} to the first audible sample${where}: ${(median(ours.times) / median(bare.times)).toFixed(2)} × a bare WebRTC page (${median(ours.times)} beside ${median(bare.times)} ms, medians of ${ROUNDS})`,
)
process.exit()
