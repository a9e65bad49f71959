/**
 * What page and console weigh on the wire, compressed as the service sends them: what a browser loads before a voice is
 * there, and everything that page and console can ever load in one language. Ends with 1 where a budget is exceeded.
 */

import { openBrowser, waitForStatus } from '../test/helpers/browser/browser.js'
import { WEIGHT_BUDGETS, weighBuiltPages } from '../test/helpers/page-weights.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { row } from './table/row.js'

/** What a voice does not need, as `test/e2e/voice-first.test.ts` shows by keeping it away. */
const BESIDE = /\/assets\/|icon|webmanifest$/

/** Everything that a browser must fetch until the resident is in a room, heads of answers included, in kB of 1000 bytes. */
async function firstLoad(): Promise<number> {
  const service = await startService({ LOG_LEVEL: 'error' })
  const { browser, close } = await openBrowser('anna', ['--lang=en', '--accept-lang=en'])
  const avatar = testAvatar('Anna Bench')
  const region = testRegion(service, [avatar])
  await region.push()
  const page = await browser.newPage()
  const session = await page.createCDPSession()
  await session.send('Network.enable')
  let bytes = 0
  const beside = new Set<string>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (BESIDE.test(request.url)) beside.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!beside.has(requestId)) bytes += encodedDataLength
  })
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    bytes += response.payloadData.length
  })
  await page.goto(service.url + (await region.link(avatar)))
  await page.waitForSelector('[data-testid=join]')
  await page.click('[data-testid=join]')
  await waitForStatus(page, 'connected')
  await close()
  await service.stop()
  return bytes / 1000
}

const built = weighBuiltPages()
const weights = { ...built, start: await firstLoad() }
const names = { start: 'first load before voice', page: 'whole page', console: 'whole console' }
let exceeded = false
for (const [what, name] of Object.entries(names) as [keyof typeof names, string][]) {
  const budget = WEIGHT_BUDGETS[what]
  exceeded ||= weights[what] > budget
  process.stdout.write(
    `page-weight: ${name} ${weights[what].toFixed(1)} kB, ${weights[what] > budget ? 'over' : 'within'} its budget of ${budget} kB\n`,
  )
}
process.stdout.write(
  `page-weight: the noise filter, loaded when chosen, ${built.noiseFilter.toFixed(1)} kB\n`,
)
const [start, page, admin, filter] = [weights.start, weights.page, weights.console, built.noiseFilter].map(
  (kilobytes) => `${kilobytes.toFixed(0)} kB`,
)
row(
  `compressed: ${start} until the first voice is there, ${page} all that the page can load in one language, the console ${admin}; the noise filter, loaded when chosen, ${filter}`,
)
process.exit(exceeded ? 1 : 0)
