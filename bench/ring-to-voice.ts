/**
 * Ring to voice: from the click that takes a call to the first audible sample at the caller, beside the same two
 * browsers connected by a bare WebRTC page at a click. Prints medians in milliseconds and their ratio.
 */

import type { Page } from 'puppeteer-core'
import { clickIn, openBrowser, waitForStatus } from '../test/helpers/browser/browser.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { startBarePage } from './measure/bare-page.js'
import { inFreshTabs, median, timeToVoice } from './measure/first-sample.js'
import { row } from './table/row.js'

const ROUNDS = Number(process.argv[2] ?? 7)

const service = await startService()
/** The barest call possible: who takes it opens the microphone and makes the offer. */
const barePage = await startBarePage({ audio: true, atClick: true })

const browsers = await Promise.all([openBrowser('anna'), openBrowser('sweep')])
const [calling, called] = browsers.map(({ browser }) => browser)
if (!calling || !called) throw new Error('no browsers')
/** Nobody may ring at the same resident all the time, so each round has its own two. */
const pairs = Array.from({ length: ROUNDS }, (_, round) => ({
  anna: testAvatar(`Anna Bench${round}`, [100, 100, 25]),
  bert: testAvatar(`Bert Bench${round}`, [104, 100, 25]),
}))
const region = testRegion(
  service,
  pairs.flatMap(({ anna, bert }) => [anna, bert]),
)
await region.push()

const ours: number[] = []
const bare: number[] = []

for (const pair of pairs) {
  ours.push(await inFreshTabs(calling, called, (caller, callee) => ring(caller, callee, pair), stayOut))
  bare.push(
    await inFreshTabs(calling, called, async (caller, callee) => {
      await caller.goto(barePage.url)
      await callee.goto(barePage.offerUrl)
      for (const page of [caller, callee]) await page.waitForFunction(() => document.title === 'ready')
      return timeToVoice(caller, () => clickIn(callee, '[data-testid=bare]'))
    }),
  )
}

/** Nobody clicks by themselves: neither joins the place. */
function stayOut(): void {}

async function ring(caller: Page, callee: Page, { anna, bert }: (typeof pairs)[number]): Promise<number> {
  for (const [page, avatar] of [
    [caller, anna],
    [callee, bert],
  ] as const) {
    await page.goto(service.url + (await region.link(avatar)))
    await waitForStatus(page, 'ready')
  }
  await clickIn(caller, '[data-testid=call-somebody]')
  await caller.waitForSelector('[data-testid=find-people]')
  await caller.type('[data-testid=find-people]', bert.name)
  await clickIn(caller, '[data-testid=call-found]')
  await callee.waitForSelector('[data-testid=call-accept]')
  const took = await timeToVoice(caller, () => clickIn(callee, '[data-testid=call-accept]'))
  // The next round begins without a call.
  await clickIn(caller, '[data-testid=call-hang-up]')
  await callee.waitForSelector('[data-testid=call][data-state=ended]')
  return took
}

const ratio = median(ours) / median(bare)
process.stdout.write(
  `ring-to-voice: ours ${median(ours)} ms, bare page ${median(bare)} ms, ratio ${ratio.toFixed(2)} (median of ${ROUNDS}; aim ≤ 1.30)\n`,
)
process.stdout.write(`  ours ${ours.join(' ')} | bare ${bare.join(' ')}\n`)
row(
  `from the click that takes a call to the first sample at the caller: ${ratio.toFixed(2)} × a bare page with the same click (${median(ours)} beside ${median(bare)} ms)`,
)
await Promise.all(browsers.map((browser) => browser.close()))
barePage.close()
await service.stop()
