/**
 * Whether the page's heap grows while it hears eight voices for ten minutes: its size every thirty seconds, after a
 * forced garbage collection, and the slope of the second half. `heap-slope 8 600` sets the number of voices and seconds.
 */

import { startTalker } from '../demo/talker.js'
import { makeVoice } from '../demo/voices.js'
import { joinVoice, openBrowser, shownPeople, WITH_MOTION } from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { heapMb, slopeOf } from './measure/heap.js'
import { row } from './table/row.js'

const COUNT = Number(process.argv[2] ?? 8)
const SECONDS = Number(process.argv[3] ?? 600)
const SAMPLE_SECONDS = 30

const service = await startService({ LOG_LEVEL: 'error' })
const listener = testAvatar('Anna Bench', [128, 128, 25])
const others = Array.from({ length: COUNT }, (_, index) => {
  const angle = (2 * Math.PI * index) / COUNT
  return testAvatar(`Speaker ${index}`, [128 + 20 * Math.cos(angle), 128 + 20 * Math.sin(angle), 25])
})
const region = testRegion(service, [listener, ...others], 'Plaza')
await region.push()
// A region that is silent for minutes loses its avatars.
const feed = setInterval(() => region.push().catch(() => undefined), 5000)
const { frames } = await makeVoice({
  espeakVoice: 'en+m3',
  text: 'I talk and talk and never stop.',
  tone: 220,
})
const talkers = []
for (const avatar of others)
  talkers.push(await startTalker(service.url + (await region.link(avatar)), frames))

const opened = await openBrowser('anna', [WITH_MOTION])
// Without the tap that tests listen with.
const page = await opened.browser.newPage()
await joinVoice(page, service.url + (await region.link(listener)))
await eventually('everybody is connected', async () => {
  const people = await shownPeople(page)
  return people.length === COUNT && people.every(({ media }) => media === 'p2p')
})
const since = Date.now()
const samples: { x: number; y: number }[] = []
for (let seconds = SAMPLE_SECONDS; seconds <= SECONDS; seconds += SAMPLE_SECONDS) {
  await new Promise((resolve) => setTimeout(resolve, since + seconds * 1000 - Date.now()))
  const y = (await heapMb(page)) * 1000
  samples.push({ x: seconds / 60, y })
  process.stdout.write(`  ${seconds} s: ${y.toFixed(0)} kB\n`)
}
const half = samples.slice(Math.floor(samples.length / 2))
process.stdout.write(
  `heap-slope, hears ${COUNT} for ${SECONDS} s: ${slopeOf(samples).toFixed(1)} kB a minute, in the second half ${slopeOf(half).toFixed(1)} kB a minute\n`,
)
const [first = 0, last = 0] = [samples[0]?.y, samples.at(-1)?.y]
row(
  `${COUNT} voices for ${SECONDS / 60} minutes: the page's heap ${(first / 1000).toFixed(1)} MB at the beginning, ${(last / 1000).toFixed(1)} MB at the end; ${slopeOf(half).toFixed(0)} kB a minute in the second half`,
)
clearInterval(feed)
for (const talker of talkers) talker.close()
await opened.close()
await service.stop()
process.exit(0)
