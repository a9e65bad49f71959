/**
 * What a further node costs and brings: 30 regions of 20 residents who talk and move at 10 Hz on 1, 2 and 3 nodes, each a
 * process, over a real Redis and PostgreSQL; requests and pages come to whichever node is next, as from a balancer without
 * sticky sessions. `npm run bench -- nodes [turns, as 1,3,1,3] [regions] [residents each] [../older]`; of several turns alike the cheapest counts.
 *
 * A turn with `apart`, as 3apart, is a yardstick: so many services of one node each, with the same regions shared out among them
 * and nothing between them. They crowd the machine as much as the nodes do; what nodes cost beyond that is the price of being
 * together. A turn with `named`, as 3named, has a balancer that sends reports to the node that they name, as the examples do
 * (NODE_NAME). A turn with `older-`, as older-3, measures another checkout that is built, which is the last argument.
 *
 * `BENCH_PROFILE` names a folder for a profile of each node, which costs some time itself.
 *
 * Seconds of processor time are compared, not of the clock: three nodes and their load do not fit on two cores.
 */

import { type GridLoad, RATE_HZ, startGridLoad } from './cluster/grid-load.js'
import { type NodeProcesses, startNodes } from './cluster/node-processes.js'
import { mostCalled, watchRedisLoad } from './cluster/redis-load.js'
import { otherCheckout } from './measure/other-checkout.js'
import { cpuSeconds } from './media/process-cpu.js'

const [turns = '1,3,3apart', REGIONS = '30', EACH = '20'] = process.argv.slice(2)
const REST_SECONDS = 6
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15)
const RESIDENTS = Number(REGIONS) * Number(EACH)
/** Everybody walks into another region every five minutes, and loads their page anew every ten. */
const [WALK_SECONDS, JOIN_SECONDS] = [300, 600]

const print = (line: string) => process.stdout.write(`nodes: ${line}\n`)
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const perThousand = (value: number) => (value / RESIDENTS) * 1000

function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((one, other) => one - other)
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0)
}

/** @returns cores that all nodes together take for 1,000 residents, besides what they take at rest */
async function measure(name: string, processes: NodeProcesses, areNamed: boolean): Promise<number> {
  const { nodes, named, services, redis, postgresCpu, transactions } = processes
  const cpu = () => nodes.map(({ processId }) => cpuSeconds(processId))
  const restFrom = { cpu: cpu(), at: performance.now() }
  await pause(REST_SECONDS)
  const atRest =
    cpu().reduce((sum, used, index) => sum + used - (restFrom.cpu[index] ?? 0), 0) /
    ((performance.now() - restFrom.at) / 1000)
  const share = 1 / services.length
  const loads: GridLoad[] = []
  for (const urls of services)
    loads.push(
      await startGridLoad({
        urls,
        ...(areNamed && { named }),
        regions: Number(REGIONS) * share,
        residentsEach: Number(EACH),
        walksPerSecond: (RESIDENTS / WALK_SECONDS) * share,
        joinsPerSecond: (RESIDENTS / JOIN_SECONDS) * share,
      }),
    )
  const load = allOf(loads)
  // The load of signing in, and of telling everybody of everybody, is not measured.
  await pause(5)
  const redisLoad = await watchRedisLoad(redis)
  load.takeDelays()
  load.takeFrames()
  load.takeReports()
  const before = {
    cpu: cpu(),
    postgres: postgresCpu(),
    transactions: await transactions(),
    refused: load.refused(),
  }
  await pause(SECONDS)
  const { seconds, ...inRedis } = await redisLoad()
  const each = cpu().map((used, index) => (used - (before.cpu[index] ?? 0)) / seconds)
  const [frames, reports, delays] = [load.takeFrames(), load.takeReports(), load.takeDelays()]
  const inPostgres = (postgresCpu() - before.postgres) / seconds
  const written = ((await transactions()) - before.transactions) / seconds
  const all = each.reduce((sum, one) => sum + one, 0)
  // Where the machine is too busy for all reports, what is counted is what was done.
  const done = reports / seconds / Number(REGIONS) / RATE_HZ
  const cost = perThousand(all - atRest) / done
  print(
    `${name}: ${load.inRooms()} of ${RESIDENTS} residents in rooms, nodes ${each.map(percent).join(' + ')} of a core: ` +
      `${percent(atRest)} at rest, and ${cost.toFixed(2)} cores for 1,000 residents whose regions report in time; ${percent(done)} of the reports came through, ${percent(frames / seconds / RESIDENTS / RATE_HZ)} of the frames, ` +
      `p50 ${quantile(delays, 0.5)} p99 ${quantile(delays, 0.99)} ms from report to page, ${load.refused() - before.refused} reports refused`,
  )
  print(
    `${name}: for 1,000 residents Redis ${perThousand(inRedis.commandsPerSecond).toFixed(0)} commands a second, ${percent(perThousand(inRedis.cores))} of a core ` +
      `(${mostCalled({ seconds, ...inRedis })} in all); PostgreSQL ${perThousand(written).toFixed(1)} transactions a second, ${percent(perThousand(inPostgres))}`,
  )
  load.stop()
  return cost
}

/** Several loads as one. */
function allOf(loads: readonly GridLoad[]) {
  const sum = (count: (load: GridLoad) => number) => loads.reduce((total, load) => total + count(load), 0)
  return {
    takeDelays: () => loads.flatMap((load) => load.takeDelays()),
    takeFrames: () => sum((load) => load.takeFrames()),
    takeReports: () => sum((load) => load.takeReports()),
    inRooms: () => sum((load) => load.inRooms()),
    refused: () => sum((load) => load.refused()),
    stop() {
      for (const load of loads) load.stop()
    },
  }
}

const env: Record<string, string> = process.env.BENCH_PROFILE
  ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${process.env.BENCH_PROFILE}` }
  : {}
const TURN = /^(older-)?(\d+)(apart|named)?$/
const costs = new Map<string, number>()
for (const name of turns.split(',')) {
  const [, older, count, kind] = TURN.exec(name) ?? []
  const processes = await startNodes(Number(count), {
    areApart: kind === 'apart',
    checkout: older && otherCheckout(),
    env,
  })
  try {
    // What a start takes is over.
    await pause(5)
    // Other work on the machine makes everything dearer, never cheaper.
    costs.set(
      name,
      Math.min(await measure(name, processes, kind === 'named'), costs.get(name) ?? Number.POSITIVE_INFINITY),
    )
  } finally {
    await processes.stop()
  }
}
for (const [name, cost] of costs) {
  const [, prefix = '', count = ''] = TURN.exec(name) ?? []
  for (const [yardstick, words] of [
    [`${prefix}1`, 'as on one node'],
    [`${prefix}${count}apart`, `as on ${count} that have nothing between them`],
  ] as const) {
    const other = costs.get(yardstick)
    if (other !== undefined && yardstick !== name && name !== `${prefix}1`)
      print(
        `a second of processor time carries ${(other / cost).toFixed(2)} × as many residents on ${name} ${words}`,
      )
  }
}
process.exit(0)
