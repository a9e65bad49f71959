/**
 * A room of 200 on the page: while everybody walks, how many pictures of the radar are drawn a second, what each costs,
 * and which tasks hold the page up; while everybody stands still, how many pictures. Beside a page that draws nothing.
 */

import type { Page } from 'puppeteer-core'
import { joinVoice, openBrowser, textOf, WITH_MOTION } from '../test/helpers/browser/browser.js'
import {
  countWork,
  crowdAvatars,
  enterCrowd,
  type PageWork,
  takeWork,
} from '../test/helpers/browser/crowd.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { median } from './measure/first-sample.js'
import { row } from './table/row.js'

const COUNT = Number(process.argv[2] ?? 200)
const SECONDS = 10
const FEED_HZ = 10

const endings: (() => unknown)[] = []
const teardown = (end: () => unknown) => endings.push(end)

async function during(page: Page, everyStep: () => unknown): Promise<PageWork & { seconds: number }> {
  await takeWork(page)
  const since = Date.now()
  while (Date.now() - since < SECONDS * 1000) {
    await everyStep()
    await new Promise((resolve) => setTimeout(resolve, 1000 / FEED_HZ))
  }
  return { ...(await takeWork(page)), seconds: (Date.now() - since) / 1000 }
}

/** For README's table. */
const told: string[] = []

function line(name: string, { frames, longTasks, seconds }: PageWork & { seconds: number }): void {
  const sorted = frames.toSorted((a, b) => a - b)
  const cost = frames.length
    ? `, each ${median(sorted).toFixed(1)} ms, p95 ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(1)} ms`
    : ''
  const longest = Math.max(0, ...longTasks)
  const work = `${(frames.length / seconds).toFixed(1)} pictures/s${cost}, ${longTasks.length} tasks over 50 ms`
  process.stdout.write(`crowd ${COUNT}, ${name}: ${work} (longest ${longest.toFixed(0)} ms)\n`)
  told.push(`${name}: ${work}`)
}

const service = await startService({ LOG_LEVEL: 'error' })
const anna = testAvatar('Anna Bench', [128, 128, 25])
const others = crowdAvatars(COUNT - 1)
const region = testRegion(service, [anna, ...others], 'Festival')
await region.push()
await enterCrowd({ teardown }, service, region, others)
const browser = await openBrowser('anna', [WITH_MOTION])

const bare = await browser.newPage()
await countWork(bare)
await bare.goto(`${service.url}/healthz`)
await bare.evaluate(() => {
  const again = () => requestAnimationFrame(again)
  again()
})
line('a page that draws nothing', await during(bare, () => undefined))
await bare.close()

const page = await browser.newPage()
await countWork(page)
await joinVoice(page, service.url + (await region.link(anna)))
await eventually('the crowd is known', async () =>
  (await textOf(page, 'status')).includes(`${COUNT - 1} others`),
)
await page.waitForSelector('[data-testid=radar]')
await during(page, () => undefined)
line('all stand still', await during(page, () => undefined))
let step = 0
line(
  'all walk',
  await during(page, () => {
    step += 1
    for (const [index, avatar] of others.entries()) {
      const angle = (step + index) / 10
      avatar.pos = [
        avatar.pos[0] + 0.3 * Math.cos(angle),
        avatar.pos[1] + 0.3 * Math.sin(angle),
        avatar.pos[2],
      ]
    }
    return region.push()
  }),
)
await browser.close()
for (const end of endings) await end()
await service.stop()
row(`${COUNT} people; ${told.join('; ')}`)
process.exit(0)
