/**
 * What a further node costs and brings: 30 regions of 20 residents who talk and move at 10 Hz on 1, 2 and 3 nodes, each a
 * process, over a real Redis and PostgreSQL; requests and pages come to whichever node is next, as from a balancer without
 * sticky sessions. `npm run bench -- nodes [counts, as 1,2,3,1,2,3] [regions] [residents each]`; of several turns the cheapest counts.
 *
 * `BENCH_PROFILE` names a folder for a profile of each node, which costs some time itself.
 *
 * Seconds of processor time are compared, not of the clock: three nodes and their load do not fit on two cores.
 */

import { RATE_HZ, startGridLoad } from './cluster/grid-load.js'
import { type NodeProcesses, startNodes } from './cluster/node-processes.js'
import { mostCalled, watchRedisLoad } from './cluster/redis-load.js'
import { cpuSeconds } from './media/process-cpu.js'

const [counts = '1,2,3', REGIONS = '30', EACH = '20'] = process.argv.slice(2)
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
async function measure({ nodes, redis, postgresCpu, transactions }: NodeProcesses): Promise<number> {
  const cpu = () => nodes.map(({ processId }) => cpuSeconds(processId))
  const restFrom = { cpu: cpu(), at: performance.now() }
  await pause(REST_SECONDS)
  const atRest =
    cpu().reduce((sum, used, index) => sum + used - (restFrom.cpu[index] ?? 0), 0) /
    ((performance.now() - restFrom.at) / 1000)
  const load = await startGridLoad({
    urls: nodes.map(({ url }) => url),
    regions: Number(REGIONS),
    residentsEach: Number(EACH),
    walksPerSecond: RESIDENTS / WALK_SECONDS,
    joinsPerSecond: RESIDENTS / JOIN_SECONDS,
  })
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
    `${nodes.length}: ${load.inRooms()} of ${RESIDENTS} residents in rooms, nodes ${each.map(percent).join(' + ')} of a core: ` +
      `${percent(atRest)} at rest, and ${cost.toFixed(2)} cores for 1,000 residents whose regions report in time; ${percent(done)} of the reports came through, ${percent(frames / seconds / RESIDENTS / RATE_HZ)} of the frames, ` +
      `p50 ${quantile(delays, 0.5)} p99 ${quantile(delays, 0.99)} ms from report to page, ${load.refused() - before.refused} reports refused`,
  )
  print(
    `${nodes.length}: for 1,000 residents Redis ${perThousand(inRedis.commandsPerSecond).toFixed(0)} commands a second, ${percent(perThousand(inRedis.cores))} of a core ` +
      `(${mostCalled({ seconds, ...inRedis })} in all); PostgreSQL ${perThousand(written).toFixed(1)} transactions a second, ${percent(perThousand(inPostgres))}`,
  )
  load.stop()
  return cost
}

const profiled: Record<string, string> = process.env.BENCH_PROFILE
  ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${process.env.BENCH_PROFILE}` }
  : {}
const costs = new Map<number, number>()
for (const count of counts.split(',').map(Number)) {
  const processes = await startNodes(count, profiled)
  try {
    // What a start takes is over.
    await pause(5)
    // Other work on the machine makes everything dearer, never cheaper.
    costs.set(count, Math.min(await measure(processes), costs.get(count) ?? Number.POSITIVE_INFINITY))
  } finally {
    await processes.stop()
  }
}
const one = costs.get(1)
for (const [count, cost] of costs) {
  if (one !== undefined && count > 1)
    print(
      `a second of processor time carries ${(one / cost).toFixed(2)} × as many residents on ${count} nodes as on one`,
    )
}
process.exit(0)
