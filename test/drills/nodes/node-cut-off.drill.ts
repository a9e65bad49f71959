/** The network cuts one node off from everybody: it stops owning before others take over, and nobody owns twice when it is back. Two minutes. */

import { spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../helpers/eventually.js'
import { type LivingPage, openLivingPage } from '../../helpers/pages/living-page.js'
import { projectRoot } from '../../helpers/project-root.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { createNetworks, noNetworks } from '../../helpers/servers/network.js'
import { signIn } from '../../helpers/signal-socket.js'
import { attack } from '../attack.js'
import { milliseconds, quantile } from '../measures.js'
import { watchOwners } from './owners.js'
import { startNodes } from './started-nodes.js'
import { require, type Teardown, undoing } from './teardown.js'

const PAGES = 12
const FEED_INTERVAL_MS = 500
const CUT_MS = 20_000
const AFTERWARDS_MS = 15_000
/** Two leases, and what the balancer takes to notice. */
const BACK_WITHIN_MS = 10_000

/** What the network between this machine and a node of another one carries. @returns the port on the host's address */
async function forward(t: Teardown, host: string, toPort: number): Promise<number> {
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1')
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  await new Promise<void>((resolve) => void server.listen(0, host, resolve))
  t.teardown(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** What a node says of itself while nobody else can ask it. */
function askInside(t: Teardown, under: readonly string[], url: string, regionId: string) {
  const script = join(projectRoot, 'dist/test/drills/nodes/owner-asker.js')
  const [program = '', ...args] = [...under, process.execPath, script, url, regionId]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  let ownedAt = 0
  let answers = 0
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const { at, owns } = JSON.parse(line) as { at: number; owns?: boolean }
      if (owns === undefined) continue
      answers += 1
      if (owns) ownedAt = at
    }
  })
  return {
    /** When it last said that it owns the region, in milliseconds since 1970. */
    ownedAt: () => ownedAt,
    answers: () => answers,
  }
}

async function drill(t: Teardown): Promise<void> {
  const networks = createNetworks(t)
  const { host } = networks
  const inside = host.replace(/\.1$/, '.2')
  const cluster = await startNodes(t, {
    env: { TRUST_PROXY: `127.0.0.1,${host}` },
    async place(number, { redisUrl, databaseUrl }) {
      if (number < 2) return { host }
      const through = async (address: string) => {
        const url = new URL(address)
        url.port = String(await forward(t, host, Number(url.port)))
        url.hostname = host
        return url.href
      }
      return {
        host: inside,
        under: networks.under[0],
        redisUrl: await through(redisUrl),
        databaseUrl: await through(databaseUrl),
      }
    },
  })
  const { front, nodes } = cluster
  const [, , far] = nodes
  if (!far) throw new Error('three nodes are needed')
  await cluster.gridOwner()
  const avatars = Array.from({ length: PAGES }, (_, index) =>
    testAvatar(`Resident ${index + 1}`, [100 + index, 100, 25]),
  )
  const region = testRegion(front, avatars, 'Far', cluster.regionOf(far))
  await eventually('the region is owned', () => region.push().then(() => true))
  const feed = setInterval(() => region.push().catch(() => undefined), FEED_INTERVAL_MS)
  t.teardown(() => clearInterval(feed))
  const pages: LivingPage[] = []
  for (const avatar of avatars) {
    const cookie = await eventually('signed in', async () => signIn(front.url, await region.link(avatar)))
    pages.push(openLivingPage(t, { url: front.url, cookie, agentId: avatar.id }))
  }
  const areTogether = () => pages.every((page) => page.isInRoom() && page.others.size === PAGES - 1)
  await eventually('all are in one room', areTogether)
  await eventually('all are linked', () => pages.every(({ links }) => links.size === PAGES - 1))
  require(await far.owns(region.id), 'the node to be cut off does not own the region')
  const said = askInside(t, networks.under[0], far.url, region.id)
  await eventually('it can be asked', () => said.ownedAt() > 0)
  const owners = watchOwners(t, nodes.slice(0, 2), [region.id])

  await attack(`the owner is cut off for ${CUT_MS / 1000} s`, async () => {
    const answers = said.answers()
    const cutAt = Date.now()
    const cutBy = performance.now()
    networks.setUp(1, false)
    await eventually(
      'all are in one room again',
      () => areTogether() && pages.every((p) => p.outages.length > 0),
      30_000,
    )
    const back = pages.map((page) => page.inRoomAt() - cutBy)
    await sleep(Math.max(0, CUT_MS - (Date.now() - cutAt)))
    const takenOver = nodes.slice(0, 2).flatMap((node) => owners.firstSeen(node, region.id) ?? [])
    require(takenOver.length === 1, `${takenOver.length} others own it`)
    require(said.answers() - answers > 50, 'the node that was cut off was not asked')
    const stopped = said.ownedAt() - cutAt
    const taken = (takenOver[0] ?? 0) - cutAt
    const report = `it owned the region for ${stopped} ms more; another one did from ${taken} ms on; pages were in one room again after ${milliseconds(back)}`
    require(stopped < taken, report)
    require(quantile(back, 0.9) <= BACK_WITHIN_MS, report)
    return report
  })
  await attack('the network is back', async () => {
    networks.setUp(1, true)
    const everyNode = watchOwners(t, nodes, [region.id])
    await cluster.allKnow(3)
    await sleep(AFTERWARDS_MS)
    await eventually('all are in one room', areTogether)
    require(everyNode.twice.length === 0, `two owners at one moment: ${everyNode.twice.join(', ')}`)
    require((await everyNode.now(region.id)).length === 1, 'nobody owns the region')
    const remade = pages.flatMap((page) => page.remade)
    require(remade.length === 0, `${remade.length} ends of direct links were made anew`)
    const twice = pages.flatMap((page) => page.twice)
    require(twice.length === 0, `${twice.length} were told of somebody twice`)
    const faults = pages.flatMap((page) => page.faults)
    require(faults.length === 0, `pages showed: ${[...new Set(faults)].join(', ')}`)
    return `no region had two owners in ${everyNode.samples()} samples, all are in one room, direct voices never stopped`
  })
}

if (noNetworks) process.stdout.write(`skipped: ${noNetworks}\n`)
else await undoing(drill)
