/**
 * What grid mode costs: 1,000 regions and 1,000 residents with pages, one in each region, told by scripts. The built service
 * with ROBUST_URL beside the same without, in one run: requests a minute to Robust and to the simulators, and resident
 * memory. `npm run bench -- robust [residents]`; BENCH_SECONDS for how long requests are counted.
 */

import { createRobustClient, MAX_ASKED } from '../src/robust/client/robust-client.js'
import { systemTimers } from '../src/voice/time/timers.js'
import { type FakeRobust, startFakeRobust } from '../test/helpers/regions/fake-robust.js'
import { type FakeSimulator, startFakeSimulator } from '../test/helpers/regions/fake-simulator.js'
import { testUuid } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { startGridLoad } from './cluster/grid-load.js'
import { REGION_SECRET } from './cluster/node-processes.js'
import { cpuSeconds, residentMegabytes } from './media/process-cpu.js'

const RESIDENTS = Number(process.argv[2] ?? 1000)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60)
/** Until a new grid is known, everybody is asked for, and the start's garbage is gone. */
const SETTLE_SECONDS = 30
/** Often enough for a feed to count as alive. */
const REPORTS_A_SECOND = 0.25

const print = (line: string) => process.stdout.write(`robust: ${line}\n`)
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const perMinute = (count: number) => ((count / SECONDS) * 60).toFixed(0)

const ends: (() => unknown)[] = []
const t = { teardown: (end: () => unknown) => void ends.unshift(end) }

interface Grid {
  readonly robust: FakeRobust
  readonly simulator: FakeSimulator
}

/** @returns megabytes of resident memory and cores used */
async function measure(grid: Grid | undefined): Promise<{ megabytes: number; cores: number }> {
  const service = await startService({
    REGION_SECRET,
    TRUST_PROXY: '127.0.0.1',
    LOG_LEVEL: 'error',
    MEDIA_ROUTE: 'mesh',
    ...(grid && { ROBUST_URL: grid.robust.url }),
  })
  const load = await startGridLoad({
    urls: [service.url],
    regions: RESIDENTS,
    residentsEach: 1,
    reportsPerSecond: REPORTS_A_SECOND,
    walksPerSecond: 1 / 3600,
    joinsPerSecond: 1 / 3600,
  })
  try {
    if (grid) fill(grid, load.places())
    await pause(SETTLE_SECONDS)
    if (grid) for (const { calls } of [grid.robust, grid.simulator]) calls.length = 0
    const from = { cpu: cpuSeconds(service.processId), at: performance.now() }
    const sizes: number[] = []
    for (let second = 0; second < SECONDS; second += 1) {
      await pause(1)
      sizes.push(residentMegabytes(service.processId))
    }
    const cores = (cpuSeconds(service.processId) - from.cpu) / ((performance.now() - from.at) / 1000)
    // Garbage comes and goes.
    const megabytes = sizes.toSorted((one, other) => one - other)[Math.floor(sizes.length / 2)] ?? Number.NaN
    const state = grid && (await (await fetch(`${service.url}/readyz`)).json()).grid
    print(
      `${grid ? 'with' : 'without'} ROBUST_URL: ${load.inRooms()} of ${RESIDENTS} residents in rooms, ${megabytes.toFixed(0)} MB, ` +
        `${(cores * 100).toFixed(1)} % of a core${state ? `, the grid is ${state.state}` : ''}`,
    )
    if (grid) printRequests(grid)
    return { megabytes, cores }
  } finally {
    load.stop()
    await service.stop()
  }
}

function fill(
  { robust, simulator }: Grid,
  places: readonly (readonly [agentId: string, regionId: string])[],
): void {
  const corner = (index: number) =>
    [(1000 + (index % 100)) * 256, (1000 + Math.floor(index / 100)) * 256] as const
  robust.regions = places.map(([, id], index) => ({
    id,
    name: `Region ${index}`,
    corner: corner(index),
    simulator: `${simulator.url}/`,
  }))
  simulator.lands = places.map((_place, index) => ({
    corner: corner(index),
    parcels: [{ id: testUuid(), name: `Parcel ${index}`, from: [0, 0], to: [256, 256] }],
  }))
  for (const [agentId, regionId] of places) robust.presences.set(agentId, regionId)
}

function printRequests({ robust, simulator }: Grid): void {
  const of = (method: string) => robust.calls.filter((call) => call.method === method).length
  print(
    `requests a minute to Robust: ${perMinute(robust.calls.length)}, of which ${perMinute(of('getagents'))} ask who is where (${MAX_ASKED} each) and ` +
      `${perMinute(of('get_region_range'))} for all regions; ${perMinute(simulator.calls.length)} to the one simulator of all regions (land_data); at most ${robust.mostOpen} at once`,
  )
}

/** How long the questions take where the answer costs nothing: what the service itself does with them. */
async function timeToAsk({ robust }: Grid): Promise<void> {
  const client = createRobustClient({ url: new URL(robust.url), timers: systemTimers, mayReach: undefined })
  const agentIds = [...robust.presences.keys()]
  const timed = async (ask: () => Promise<unknown>) => {
    const from = performance.now()
    await ask()
    return performance.now() - from
  }
  const regions: number[] = []
  const where: number[] = []
  for (let round = 0; round < 5; round += 1) {
    regions.push(await timed(() => client.regions()))
    where.push(
      await timed(async () => {
        for (let from = 0; from < agentIds.length; from += MAX_ASKED)
          await client.whereAre(agentIds.slice(from, from + MAX_ASKED))
      }),
    )
  }
  print(
    `asked and read: ${robust.regions.length} regions in ${Math.min(...regions).toFixed(0)} ms, where ${agentIds.length} residents are in ${Math.min(...where).toFixed(0)} ms`,
  )
}

const simulator = await startFakeSimulator([])
simulator.closes = false
const grid: Grid = { robust: await startFakeRobust(t), simulator }
ends.push(() => simulator.down())
try {
  const without = await measure(undefined)
  const withGrid = await measure(grid)
  print(
    `${(withGrid.megabytes - without.megabytes).toFixed(0)} MB more, and ${((withGrid.cores - without.cores) * 100).toFixed(1)} % of a core`,
  )
  await timeToAsk(grid)
} finally {
  for (const end of ends) await end()
}
process.exit(0)
