/**
 * Fair shares: what a grid has while another one asks for four times what it may. Joins (from the link to the room) and
 * positions (from a region's report to another resident's page) of the quiet grid, turn by turn in one run: alone, beside the
 * other grid as far as it keeps to its limit, beside all that it asks, and beside the same requests to a bare server, which
 * do nothing to the service but use the machine: p50, p95, p99, and their ratios to what it has alone.
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
import type { NoiseOrder, NoiseReport } from './load/noisy-grid.js'

/** The limit of the noisy grid. */
const REQUESTS_PER_SECOND = Number(process.argv[2] ?? 50)
const TIMES = 4
const ROUNDS = Number(process.argv[3] ?? 4)
const PHASE_MS = 7000
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

interface Noise {
  order(perSecond: number): Promise<NoiseReport>
  end(): void
}
function noiseTo(url: string): Noise {
  const child = fork(fileURLToPath(new URL('./load/noisy-grid.js', import.meta.url)), [
    url,
    LOUD_SECRET,
    LOUD_HOST,
  ])
  return {
    order: (perSecond) =>
      new Promise((resolve) => {
        child.once('message', (report) => resolve(report as NoiseReport))
        child.send({ perSecond } satisfies NoiseOrder)
      }),
    end: () => child.disconnect(),
  }
}
const bare = fork(fileURLToPath(new URL('./load/bare-server.js', import.meta.url)))
const barePort = await new Promise((resolve) => bare.once('message', resolve))
const noises = { service: noiseTo(service.url), bare: noiseTo(`http://127.0.0.1:${barePort}`) }

const PHASES = {
  alone: { to: noises.service, perSecond: 0 },
  'within its limit': { to: noises.service, perSecond: REQUESTS_PER_SECOND },
  'with all that it asks': { to: noises.service, perSecond: REQUESTS_PER_SECOND * TIMES },
  'with a bare server asked the same': { to: noises.bare, perSecond: REQUESTS_PER_SECOND * TIMES },
} as const
type Phase = keyof typeof PHASES
const names = Object.keys(PHASES) as Phase[]
const measured = new Map(names.map((name) => [name, { joins: [], positions: [] } as Samples]))
const reports = new Map(names.map((name) => [name, { sent: 0, served: 0, refused: 0, seconds: 0 }]))
await phase({ joins: [], positions: [] })
for (let round = 0; round < ROUNDS; round += 1) {
  for (const name of names) {
    const { to, perSecond } = PHASES[name]
    const before = await to.order(perSecond)
    const since = performance.now()
    await pause(SETTLE_MS)
    await phase(measured.get(name) ?? { joins: [], positions: [] })
    const after = await to.order(0)
    const total = reports.get(name)
    if (!total) continue
    for (const what of ['sent', 'served', 'refused'] as const) total[what] += after[what] - before[what]
    total.seconds += (performance.now() - since) / 1000
    await pause(SETTLE_MS)
  }
}
for (const one of Object.values(noises)) one.end()
bare.kill()
page.close()
walking.close()
const metrics = await (await fetch(`${service.url}/metrics`)).text()
await service.stop()
await rm(dataDir, { recursive: true, force: true })

const quantile = (samples: readonly number[], share: number): number =>
  [...samples].sort((a, b) => a - b)[Math.floor((samples.length - 1) * share)] ?? 0
function part(name: Phase, what: keyof Samples): string {
  const [own, alone] = [measured.get(name)?.[what] ?? [], measured.get('alone')?.[what] ?? []]
  const one = (share: number) => {
    const milliseconds = quantile(own, share)
    const ratio = name === 'alone' ? '' : ` (× ${(milliseconds / quantile(alone, share)).toFixed(2)})`
    return `p${share * 100} ${milliseconds.toFixed(1)}${ratio}`
  }
  return `${what} ${[0.5, 0.95, 0.99].map(one).join(' ')} ms of ${own.length}`
}
for (const name of names) {
  const { sent, served, refused, seconds } = reports.get(name) ?? {
    sent: 0,
    served: 0,
    refused: 0,
    seconds: 1,
  }
  const rate = (count: number) => Math.round(count / seconds)
  process.stdout.write(
    `fair-shares ${name}: asked ${rate(sent)} times, ${rate(served)} served, ${rate(refused)} refused a second | ${part(name, 'joins')} | ${part(name, 'positions')}\n`,
  )
}
process.stdout.write(
  `  refused by limits: ${metrics
    .split('\n')
    .filter((text) => /^voice_grid_limit_refusals_total.*loud.* [1-9]/.test(text))
    .join(', ')}\n`,
)
