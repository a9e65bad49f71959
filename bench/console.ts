/**
 * The console with 5,000 channels and a room of 200: time until the table is usable and until a search has an answer, and
 * frames a second while the table scrolls and while the room moves, beside the frames of an empty page.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { openStore } from '../src/store/store.js'
import { MAIN_GRID } from '../src/voice/grids/grid.js'
import { openBrowser } from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion, testUuid } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { openSignal, signIn } from '../test/helpers/signal-socket.js'
import { row } from './table/row.js'

const CHANNELS = 5000
const PEOPLE = 200
const ROUNDS = Number(process.argv[2] ?? 5)
const SECONDS = 5

const dataDir = await mkdtemp(join(tmpdir(), 'voice-bench-'))
const store = await openStore({ file: join(dataDir, 'voice.sqlite') })
for (let index = 0; index < CHANNELS; index += 1) {
  const description = `Region ${index % 97}:Parcel ${index}`
  const channel = { name: testUuid(), parentId: null, description, regionSettings: {}, createdAt: Date.now() }
  await store.channels.create({ grid: MAIN_GRID, ...channel })
}
await store.close()

const service = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'error' })
const people = Array.from({ length: PEOPLE }, (_, index) =>
  testAvatar(`Guest ${index}`, [20 + (index % 15) * 14, 20 + Math.floor(index / 15) * 14, 25]),
)
const region = testRegion(service, people, 'Stadium')
await region.push()
const sockets = []
for (const avatar of people) {
  const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
  socket.send({ type: 'join', muted: true })
  sockets.push(socket)
}
await Promise.all(sockets.map((socket) => socket.next('room')))

const { newPage, close } = await openBrowser(undefined)
const page = await newPage()
await page.setViewport({ width: 1280, height: 800 })

/** Frames a second that the page draws, and the longest time without a frame. */
async function frames(target: Page, seconds: number): Promise<{ rate: number; longestMs: number }> {
  return target.evaluate(async (milliseconds) => {
    const start = performance.now()
    let [count, last, longest] = [0, start, 0]
    while (last - start < milliseconds) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      longest = Math.max(longest, now - last)
      last = Math.max(last, now)
      count += 1
    }
    return { rate: (count * 1000) / (last - start), longestMs: longest }
  }, seconds * 1000)
}

const empty = await frames(page, SECONDS)

await page.goto(`${service.url}/admin#channels`)
await page.waitForSelector('[data-testid=admin-user]')
await page.type('[data-testid=admin-user]', 'admin')
await page.type('[data-testid=admin-password]', service.secrets.adminPassword)
await page.click('[data-testid=admin-sign-in]')
await page.waitForSelector('[data-testid=channel-row]')

const opened: number[] = []
const searched: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const since = Date.now()
  await page.reload({ waitUntil: 'domcontentloaded' })
  await page.waitForSelector('[data-testid=channel-row]')
  opened.push(Date.now() - since)
  const typed = Date.now()
  await page.$eval(
    '[data-testid=channel-search]',
    (input, text) => {
      const field = input as HTMLInputElement
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
    `parcel ${4321 + round}`,
  )
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=channel-row]').length === 1)
  searched.push(Date.now() - typed)
}

await page.reload()
await page.waitForSelector('[data-testid=channel-row]')
await page.evaluate(() => {
  const table = document.querySelector('.scroll')
  const step = () => {
    if (!table) return
    table.scrollTop = (table.scrollTop + 60) % table.scrollHeight
    requestAnimationFrame(step)
  }
  step()
})
const scrolling = await frames(page, SECONDS)

let step = 0
const moving = setInterval(() => {
  step += 1
  for (const [index, avatar] of people.entries()) avatar.pos[0] += Math.sin(step + index) * 2
  region.push().catch(() => undefined)
}, 500)
await page.goto('about:blank')
await page.goto(`${service.url}/admin#rooms`)
await eventually('the room is shown', () =>
  page.$$eval('[data-testid=console-person]', (lines, count) => lines.length === count, PEOPLE),
)
const live = await frames(page, SECONDS)
clearInterval(moving)

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const rate = ({ rate: perSecond, longestMs }: typeof live) =>
  `${perSecond.toFixed(0)}/s (longest ${longestMs.toFixed(0)} ms)`
process.stdout.write(
  `console: ${CHANNELS} channels usable after ${median(opened)} ms, search ${median(searched)} ms (median of ${ROUNDS}); ` +
    `frames: empty page ${rate(empty)}, table scrolling ${rate(scrolling)}, room of ${PEOPLE} live ${rate(live)}\n`,
)
row(
  `${CHANNELS} channels can be used after ${median(opened)} ms, a search is answered after ${median(searched)} ms; ${scrolling.rate.toFixed(0)} pictures a second while the table scrolls, ${live.rate.toFixed(0)} with a room of ${PEOPLE} live, ${empty.rate.toFixed(0)} of an empty page`,
)
for (const socket of sockets) socket.close()
await close()
await service.stop()
await rm(dataDir, { recursive: true, force: true })
