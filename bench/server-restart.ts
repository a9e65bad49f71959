/**
 * The service is killed in the middle of a conversation: the longest silence that anybody hears (aim 0 ms), and how long
 * after its return everybody is back in the room (aim under 3 s).
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  joinVoice,
  listen,
  listenOn,
  openBrowser,
  textOf,
  withoutProcessing,
} from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { row } from './table/row.js'

const ROUNDS = Number(process.argv[2] ?? 3)
/** How long the service is away. */
const AWAY_MS = 4000
/** How often a region reports positions. */
const FEED_INTERVAL_MS = 1000

const dataDir = await mkdtemp(join(tmpdir(), 'voice-bench-'))
let service = await startService({ DATA_DIR: dataDir })
const avatars = [testAvatar('Anna Bench', [100, 100, 25]), testAvatar('Bert Bench', [104, 100, 25])]
const region = testRegion(service, avatars)
await region.push()
const feed = setInterval(() => region.push().catch(() => undefined), FEED_INTERVAL_MS)

const browsers = await Promise.all(avatars.map(() => openBrowser('sweep')))
const pages = await Promise.all(
  avatars.map(async (avatar, index) => {
    const page = await browsers[index]?.newPage()
    if (!page) throw new Error('no browser')
    await withoutProcessing(page)
    await joinVoice(page, service.url + (await region.link(avatar)))
    await eventually('a voice', async () => (await listen(page, 0.5)).silenceMs < 50)
    return page
  }),
)

const silences: number[] = []
const rejoins: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const heard = await Promise.all(pages.map(listenOn))
  await service.stop('SIGKILL')
  await new Promise((resolve) => setTimeout(resolve, AWAY_MS))
  service = await startService({ DATA_DIR: dataDir, PORT: String(service.port) })
  const since = Date.now()
  await Promise.all(
    pages.map((page) =>
      eventually('back in the room', async () => (await textOf(page, 'status')).startsWith('connected')),
    ),
  )
  rejoins.push(Date.now() - since)
  // Later than the time after which connections that were not taken up again are closed.
  await new Promise((resolve) => setTimeout(resolve, 12_000))
  for (const stop of heard) silences.push((await stop()).silenceMs)
}
clearInterval(feed)

const top = (values: number[]) => Math.round(Math.max(...values))
process.stdout.write(
  `server-restart: longest silence ${top(silences)} ms (aim 0), back in the room after ${top(rejoins)} ms (aim < 3000), worst of ${ROUNDS}\n`,
)
process.stdout.write(`  silences ${silences.map(Math.round).join(' ')} | rejoins ${rejoins.join(' ')}\n`)
row(
  `a service that is killed while people talk, and started again: they hear ${top(silences)} ms of silence, and are back in the room ${top(rejoins)} ms after it listens (worst of ${ROUNDS})`,
)
await Promise.all(browsers.map((browser) => browser.close()))
await service.stop()
await rm(dataDir, { recursive: true, force: true })
