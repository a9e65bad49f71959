/**
 * 100,000 residents in 10,000 regions on 20 nodes: the project's own leases, routing, presence and directory, all nodes in
 * one process over a real Redis. `npm run bench -- leases [nodes] [regions] [residents]`
 *
 * How evenly regions are spread, also after a node has died and after one has come, and how many that touch one node owns, where
 * all are one square continent; what renewals take of what Redis can do with the same command on this machine; what the directory of who is where takes. Shares are of Redis' processor
 * time, which other work on the machine does not change much. There are no links: a request that is handed on is a call.
 */

import { randomUUID } from 'node:crypto'
import { areaOfRegion } from '../src/cluster/area.js'
import { LEASE_MS, RENEW_INTERVAL_MS } from '../src/cluster/leases/lease-states.js'
import { RENEW } from '../src/cluster/leases/redis-leases.js'
import { KEY_PREFIX } from '../src/cluster/redis/connection.js'
import { MAIN_GRID } from '../src/voice/grids/grid.js'
import type { RegionReport } from '../src/voice/presence/region-report.js'
import { GRID_METRES, type RegionCorner } from '../src/voice/presence/regions/region-corners.js'
import { eventually } from '../test/helpers/eventually.js'
import { startRedis } from '../test/helpers/servers/redis.js'
import { type BareNode, createBareNodes } from './cluster/bare-node.js'
import { commandBytes, mostCalled, repeatCommand, watchRedisLoad } from './cluster/redis-load.js'
import { cpuSeconds } from './media/process-cpu.js'

const [NODES = 20, REGIONS = 10_000, RESIDENTS = 100_000] = process.argv.slice(2).map(Number)
/** Everybody walks or teleports to another region this often. */
const STAY_SECONDS = 300
/** Far fewer than real regions send, as all nodes share one core here: who the owner is has to be known for these as for those. */
const REPORTS_PER_SECOND = 2000
const TICK_MS = 50
/** More reports than that are under way only where this process does not keep up: then some are left out, or it never would again. */
const MOST_OPEN = REPORTS_PER_SECOND
const SECONDS = 20
const ROUNDS = 30

interface Region {
  readonly regionId: string
  readonly area: string
  readonly corner: RegionCorner
  readonly residents: Set<string>
}

const print = (line: string) => process.stdout.write(`leases: ${line}\n`)
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const say = (part: number, digits = 1) => part.toFixed(digits)
const percent = (share: number) => `${say(share * 100)} %`
const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T

const ends: (() => unknown)[] = []
const server = await startRedis({ teardown: (end: () => unknown) => void ends.push(end) })
const faults = new Map<string, number>()
const onError = (error: unknown) => {
  const text = String(error)
  faults.set(text, (faults.get(text) ?? 0) + 1)
}

const WIDTH = Math.ceil(Math.sqrt(REGIONS))
const regions: Region[] = Array.from({ length: REGIONS }, (_, index) => {
  const regionId = randomUUID()
  const corner = [(index % WIDTH) * GRID_METRES, Math.floor(index / WIDTH) * GRID_METRES] as const
  return { regionId, area: areaOfRegion({ grid: MAIN_GRID, regionId }), corner, residents: new Set<string>() }
})
/** Each two regions with a border between them. */
const touching = regions.flatMap((region, index) =>
  [index % WIDTH < WIDTH - 1 ? regions[index + 1] : undefined, regions[index + WIDTH]].flatMap((other) =>
    other ? [[region.area, other.area] as const] : [],
  ),
)
const placeOf = new Map<string, Region>()
for (let made = 0; made < RESIDENTS; made += 1) {
  const region = any(regions)
  const agentId = randomUUID()
  region.residents.add(agentId)
  placeOf.set(agentId, region)
}
const agentIds = [...placeOf.keys()]

const bare = createBareNodes(server, onError)
let nodes: BareNode[] = []
while (nodes.length < NODES) nodes.push(await bare.open())
// Each has heard of all others.
await pause(1.5)

let refusals = 0
let [open, leftOut] = [0, 0]
/** A region's report comes to any of the nodes, which hands it on to the owner; only one that has news is read there. */
async function report(region: Region, hasNews: boolean): Promise<boolean> {
  open += 1
  try {
    await any(nodes).ask(region.area, ({ presence }) => {
      if (hasNews) presence.report(reportOf(region))
    })
    return true
  } catch {
    refusals += 1
    return false
  } finally {
    open -= 1
  }
}

const reportOf = ({ regionId, corner, residents }: Region): RegionReport => ({
  grid: MAIN_GRID,
  regionId,
  regionName: '',
  source: 'push',
  corner,
  avatars: [...residents].map((agentId) => ({
    agentId,
    name: `Resident ${agentId.slice(0, 8)}`,
    position: [128, 128, 25],
    look: [1, 0, 0],
    parcelId: null,
  })),
})

/** What of all regions each node owns, and who owns them. */
function spread() {
  const owned = nodes.map(({ leases }) => leases.owned())
  const counts = owned.map(({ length }) => length)
  const all = counts.reduce((sum, count) => sum + count, 0)
  const mean = all / counts.length
  const owners = new Map(
    owned.flatMap((areas, node) => areas.map((area) => [area, nodes[node]?.id ?? ''] as const)),
  )
  const together = touching.filter(([one, other]) => owners.get(one) === owners.get(other)).length
  return {
    all,
    owners,
    words: `${all} regions on ${counts.length} nodes, ${Math.min(...counts)} to ${Math.max(...counts)} each (${percent(Math.min(...counts) / mean - 1)} to +${percent(Math.max(...counts) / mean - 1)}), ${percent(together / touching.length)} of all borders within one node`,
  }
}

/** Everybody's regions report, and residents go elsewhere, until it is ended. */
function live(walksPerSecond: number): {
  stop(): void
  readonly walks: () => number
  readonly reports: () => number
} {
  const startedAt = performance.now()
  let walks = 0
  let reports = 0
  const timer = setInterval(() => {
    const seconds = (performance.now() - startedAt) / 1000
    for (; reports < seconds * REPORTS_PER_SECOND; reports += 1) {
      const region = regions[reports % REGIONS]
      if (open >= MOST_OPEN) leftOut += 1
      else if (region) void report(region, false)
    }
    for (; walks < seconds * walksPerSecond; walks += 1) walk(any(agentIds))
  }, TICK_MS)
  return { stop: () => clearInterval(timer), walks: () => walks, reports: () => reports }
}

function walk(agentId: string): void {
  const from = placeOf.get(agentId)
  const to = any(regions)
  if (!from || from === to) return
  from.residents.delete(agentId)
  to.residents.add(agentId)
  placeOf.set(agentId, to)
  void report(to, true).then(() => report(from, true))
}

async function measured(what: string, seconds: number, walksPerSecond: number): Promise<void> {
  const { stop, walks, reports } = live(walksPerSecond)
  // Who owns what is asked for the first time by each node.
  await pause(seconds)
  const [walksBefore, reportsBefore] = [walks(), reports()]
  const ended = await watchRedisLoad(server)
  const cpuBefore = process.cpuUsage()
  await pause(seconds)
  const load = await ended()
  const { user, system } = process.cpuUsage(cpuBefore)
  print(
    `${what}: ${say((reports() - reportsBefore) / load.seconds, 0)} reports and ${say((walks() - walksBefore) / load.seconds, 0)} walks a second: ` +
      `Redis ${say(load.commandsPerSecond, 0)} commands a second, ${percent(load.cores)} of a core (${mostCalled(load)}); ` +
      `all nodes ${percent((user + system) / 1e6 / load.seconds)} of a core`,
  )
  stop()
}

/** Regions that nobody owns report until somebody does. */
async function allOwned(): Promise<void> {
  await eventually(
    'every region has an owner',
    async () => {
      const { owners } = spread()
      const free = regions.filter(({ area }) => !owners.has(area))
      for (let from = 0; from < free.length; from += 200) {
        await Promise.all(free.slice(from, from + 200).map((region) => report(region, true)))
      }
      return free.length === 0
    },
    120_000,
  )
}

const startedAt = performance.now()
await allOwned()
print(`${spread().words}; taken, with all residents, in ${say((performance.now() - startedAt) / 1000)} s`)
/** Regions where nobody is in voice go where they belong, while all go on reporting. */
async function balanced(): Promise<string> {
  const { stop } = live(0)
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(1)
    await Promise.all(nodes.map(({ balance }) => balance()))
  }
  stop()
  await allOwned()
  return `${ROUNDS} rounds of giving away later: ${spread().words}`
}
print(`now that it is known where they lie, ${await balanced()}`)
const known = () => nodes.map(({ directory }) => directory.list(MAIN_GRID).length)
await eventually('every node knows all residents', () => Math.min(...known()) === RESIDENTS, 120_000)
print(
  `every node knows where all ${RESIDENTS} residents are after ${say((performance.now() - startedAt) / 1000)} s`,
)

await pause(3)
const quiet = await watchRedisLoad(server)
await pause(SECONDS / 2)
const renewals = await quiet()
print(`nothing but renewals: Redis ${percent(renewals.cores)} of a core (${mostCalled(renewals)})`)

const some = [...spread().owners.keys()].slice(0, 500)
const renew = commandBytes([
  'EVAL',
  RENEW,
  String(some.length),
  ...some.map((area) => `${KEY_PREFIX}area:bench/${area}`),
  String(LEASE_MS),
  ...some.map((_, index) => `${randomUUID()}#${index}`),
])
const capacity = await watchRedisLoad(server)
const repeated = await repeatCommand(server.url, renew, SECONDS / 4)
const full = await capacity()
// The nodes go on with what they do.
const perCore = (repeated * some.length) / full.seconds / (full.cores - renewals.cores)
const needed = (REGIONS * 1000) / RENEW_INTERVAL_MS
print(
  `renewals: ${needed} a second; Redis renews ${say(perCore, 0)} in a second of a core (measured at ${percent(full.cores)} of one): they take ${percent(needed / perCore)} of what it can do`,
)

await measured('residents who walk', SECONDS, RESIDENTS / STAY_SECONDS)

const before = spread().owners
const [dead, ...rest] = nodes
nodes = rest
const diedAt = performance.now()
await dead?.die()
await allOwned()
const after = spread()
const heirs = nodes.map(
  ({ id }) =>
    [...after.owners].filter(([area, owner]) => owner === id && before.get(area) === dead?.id).length,
)
const moved = [...after.owners].filter(
  ([area, owner]) => owner !== before.get(area) && before.get(area) !== dead?.id,
)
print(
  `a node died: all its regions have an owner after ${say((performance.now() - diedAt) / 1000)} s, each other node took ${Math.min(...heirs)} to ${Math.max(...heirs)} of them, and ${moved.length} other regions have moved; ${after.words}`,
)

nodes.push(await bare.open())
print(`a node came, ${await balanced()}`)

for (const [text, count] of faults) print(`fault: ${text} (${count} times)`)
print(
  `Redis has used ${say(cpuSeconds(server.pid()))} s of a core, memory of this process ${say(process.memoryUsage.rss() / 2 ** 20, 0)} MB, ${refusals} reports refused meanwhile, ${leftOut} left out because this process did not keep up`,
)
for (const end of ends) await end()
process.exit(0)
