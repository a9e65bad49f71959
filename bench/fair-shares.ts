/**
 * Fair shares: what a grid has while another one asks for four times what it may. Joins (from the link to the room) and
 * positions (from a region's report to another resident's page) of the quiet grid, alone and beside the noise, turn by turn
 * in one run: p50, p99 and their ratios.
 */

import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SQLITE_FILE } from '../src/operator/settings/config.js'
import { decodePositions } from '../src/protocol/position-frame.js'
import { openStore } from '../src/store/store.js'
import { NO_LIMITS } from '../src/voice/grids/hosted-grid.js'
import { hostedGrid } from '../test/helpers/regions/hosted-grid.js'
import { type TestAvatar, testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { placeCertificate } from '../test/helpers/servers/certificate.js'
import { startService } from '../test/helpers/service.js'
import { openSignal, signIn } from '../test/helpers/signal-socket.js'
import type { NoiseReport } from './load/noisy-grid.js'

/** The limit of the noisy grid. */
const REQUESTS_PER_SECOND = Number(process.argv[2] ?? 50)
const TIMES = 4
const ROUNDS = Number(process.argv[3] ?? 5)
const PHASE_MS = 8000
const SETTLE_MS = 1000
const REPORT_INTERVAL_MS = 50
const JOIN_INTERVAL_MS = 150
/** Written into the height, so that a page knows which report it sees. */
const STEP_METRES = 0.01
const LOUD_SECRET = 'the-secret-of-the-noisy-grid'
const LOUD_HOST = 'loud.localhost'

interface Samples {
  readonly joins: number[]
  readonly positions: number[]
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const digest = (secret: string) => createHash('sha256').update(secret).digest('base64url')

const dataDir = await mkdtemp(join(tmpdir(), 'voice-fair-'))
await placeCertificate(dataDir)
const store = await openStore({ file: join(dataDir, SQLITE_FILE) })
await store.grids.save(
  hostedGrid('loud', {
    hostNames: [LOUD_HOST],
    hashes: { regionSecret: digest(LOUD_SECRET), vivoxPassword: digest(LOUD_SECRET) },
    limits: { ...NO_LIMITS, people: 50, rooms: 20, requestsPerSecond: REQUESTS_PER_SECOND },
  }),
)
await store.close()
const service = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'error' })

const avatars = Array.from({ length: 20 }, (_, index) => testAvatar(`Quiet ${index}`))
const [walker = testAvatar('Walker'), listener = testAvatar('Listener'), ...joiners] = avatars
const region = testRegion(service, avatars)
await region.push()
const page = openSignal(service.url, await signIn(service.url, await region.link(listener)))
page.send({ type: 'join', muted: false })
await page.next('room')
const walking = openSignal(service.url, await signIn(service.url, await region.link(walker)))
walking.send({ type: 'join', muted: false })
await walking.next('room')

async function joined(avatar: TestAvatar): Promise<number> {
  const link = await region.link(avatar)
  const since = performance.now()
  const socket = openSignal(service.url, await signIn(service.url, link))
  socket.send({ type: 'join', muted: false })
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (!socket.messages.some(({ type }) => type === 'room')) return
      clearInterval(look)
      resolve()
    }, 1)
  })
  const took = performance.now() - since
  socket.close()
  return took
}

let step = 0
async function phase({ joins, positions }: Samples): Promise<void> {
  const end = performance.now() + PHASE_MS
  /** When each report was sent, by its step. */
  const sent = new Map<number, number>()
  page.frames.splice(0)
  const read = setInterval(() => {
    for (const frame of page.frames.splice(0)) {
      const heights =
        decodePositions(frame)?.map(({ position }) => Math.round((position[2] - 25) / STEP_METRES)) ?? []
      const seen = Math.max(...heights)
      for (const [one, at] of sent) {
        if (one > seen) continue
        positions.push(performance.now() - at)
        sent.delete(one)
      }
    }
  }, 1)
  const walk = setInterval(() => {
    step += 1
    walker.pos = [100, 100, 25 + step * STEP_METRES]
    sent.set(step, performance.now())
    void region.push()
  }, REPORT_INTERVAL_MS)
  for (let turn = 0; performance.now() < end; turn += 1) {
    const next = performance.now() + JOIN_INTERVAL_MS
    const avatar = joiners[turn % joiners.length]
    if (avatar) joins.push(await joined(avatar))
    await pause(Math.max(0, next - performance.now()))
  }
  clearInterval(walk)
  await pause(500)
  clearInterval(read)
}

const noise = fork(fileURLToPath(new URL('./load/noisy-grid.js', import.meta.url)), [
  service.url,
  LOUD_SECRET,
  LOUD_HOST,
])
function order(perSecond: number): Promise<NoiseReport> {
  return new Promise((resolve) => {
    noise.once('message', (report) => resolve(report as NoiseReport))
    noise.send({ perSecond })
  })
}

const alone: Samples = { joins: [], positions: [] }
const beside: Samples = { joins: [], positions: [] }
await phase({ joins: [], positions: [] })
const total = { sent: 0, served: 0, refused: 0, seconds: 0 }
for (let round = 0; round < ROUNDS; round += 1) {
  await order(0)
  await pause(SETTLE_MS)
  await phase(alone)
  const before = await order(REQUESTS_PER_SECOND * TIMES)
  await pause(SETTLE_MS)
  await phase(beside)
  const after = await order(0)
  for (const what of ['sent', 'served', 'refused'] as const) total[what] += after[what] - before[what]
  total.seconds += (PHASE_MS + SETTLE_MS + 500) / 1000
}
noise.disconnect()
page.close()
walking.close()
const metrics = await (await fetch(`${service.url}/metrics`)).text()
await service.stop()
await rm(dataDir, { recursive: true, force: true })

const quantile = (samples: readonly number[], share: number): number =>
  [...samples].sort((a, b) => a - b)[Math.floor((samples.length - 1) * share)] ?? 0
function line(what: keyof Samples): string {
  const [before, after] = [alone[what], beside[what]]
  const part = (samples: readonly number[]) =>
    `p50 ${quantile(samples, 0.5).toFixed(1)} p99 ${quantile(samples, 0.99).toFixed(1)} ms`
  const ratio = (share: number) => (quantile(after, share) / quantile(before, share)).toFixed(2)
  return `${what} alone ${part(before)}, beside ${part(after)} (${before.length}), p50 × ${ratio(0.5)}, p99 × ${ratio(0.99)}`
}
const rate = (count: number) => Math.round(count / total.seconds)
process.stdout.write(
  `fair-shares: a grid that may ask ${REQUESTS_PER_SECOND} times a second asks ${rate(total.sent)} times: ${rate(total.served)} served, ${rate(total.refused)} refused a second | ${line('joins')} | ${line('positions')}\n`,
)
process.stdout.write(
  `  refused by limits: ${metrics
    .split('\n')
    .filter((text) => /^voice_grid_limit_refusals_total.*loud.* [1-9]/.test(text))
    .join(', ')}\n`,
)
