/** Redis hangs for half a minute, then it is gone for half a minute and comes back empty: who talks goes on, and no region has two owners. Three minutes. */

import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../helpers/eventually.js'
import { type LivingPage, openLivingPage } from '../../helpers/pages/living-page.js'
import { type TestRegion, testAvatar, testRegion } from '../../helpers/regions/region.js'
import { signIn } from '../../helpers/signal-socket.js'
import { attack } from '../attack.js'
import { milliseconds } from '../measures.js'
import { startCodeRegion } from './codes.js'
import { watchOwners } from './owners.js'
import { readyOf, type StartedNode, startNodes } from './started-nodes.js'
import { require, type Teardown, undoing } from './teardown.js'

const AWAY_MS = 30_000
/** Longer than nobody takes anything new after that, and than leases last. */
const AFTERWARDS_MS = 10_000
const FEED_INTERVAL_MS = 500
const TALKERS = 6
/** Residents who join while Redis is away; their avatars were there before. */
const LATE = 2

async function drill(t: Teardown): Promise<void> {
  const codes = await startCodeRegion(t)
  const cluster = await startNodes(t, { env: { REMOTE_ADMIN_FILE: codes.file } })
  const { front, nodes, redis } = cluster
  await cluster.gridOwner()
  const regions = nodes.map((node, index) =>
    testRegion(
      front,
      Array.from({ length: TALKERS + 2 * LATE }, (_, at) =>
        testAvatar(`Resident ${index + 1}-${at + 1}`, [100 + at, 100, 25]),
      ),
      `Region ${index + 1}`,
      cluster.regionOf(node),
    ),
  )
  /** Those who join in each round, whoever walks meanwhile. */
  const late = [0, 1].map((round) =>
    regions.flatMap(({ avatars }) => avatars.slice(TALKERS + LATE * round, TALKERS + LATE * (round + 1))),
  )
  const [home, next] = regions as [TestRegion, TestRegion]
  for (const region of regions) await eventually('the region is owned', () => region.push().then(() => true))
  const feed = setInterval(() => {
    for (const region of regions) region.push().catch(() => undefined)
  }, FEED_INTERVAL_MS)
  t.teardown(() => clearInterval(feed))

  const open = (cookie: string, agentId: string) => openLivingPage(t, { url: front.url, cookie, agentId })
  const pages: LivingPage[] = []
  const cookies = new Map<string, string>()
  for (const region of regions) {
    for (const avatar of region.avatars) {
      const cookie = await eventually('signed in', async () => signIn(front.url, await region.link(avatar)))
      if (region.avatars.indexOf(avatar) < TALKERS) pages.push(open(cookie, avatar.id))
      else cookies.set(avatar.id, cookie)
    }
  }
  const isComplete = () =>
    pages.every((page) => page.isInRoom()) && pages.every((page) => page.others.size >= TALKERS - 1)
  await eventually('everybody is in their rooms', isComplete)
  const owners = watchOwners(
    t,
    nodes,
    regions.map(({ id }) => id),
  )

  async function away(round: number, begin: () => Promise<void>, end: () => Promise<void>): Promise<string> {
    const ownersBefore = await ownersOf(regions, owners.now)
    const outages = pages.map((page) => page.outages.length)
    const moves = pages.map((page) => page.moves())
    const shown = [await codes.newcomer(front.url), await codes.newcomer(front.url)]
    await begin()
    await eventually('every node says so', async () =>
      (await Promise.all(nodes.map(({ url }) => readyOf(url)))).every((ready) => !ready.redis),
    )
    await sleep(AWAY_MS / 2)
    const joins: number[] = []
    for (const { id } of late[round] ?? []) {
      const begun = performance.now()
      const page = open(cookies.get(id) ?? '', id)
      pages.push(page)
      await eventually('somebody known joins', () => page.isInRoom())
      joins.push(performance.now() - begun)
    }
    await shown[0]?.signsInOnce()
    await (await codes.newcomer(front.url)).signsInOnce()
    // A region that nobody owns yet is told that it is to try again.
    const unowned = testRegion(front, [testAvatar('New Comer')], 'New')
    const refused = await unowned.post('/opensim/v1/positions', {
      region: unowned.id,
      name: 'New',
      corner: [0, 0],
      avatars: unowned.avatars,
    })
    require(refused.status === 503, `a region without an owner was answered ${refused.status}`)
    // Somebody walks to a region of another owner: the page is there as soon as Redis is back.
    const walker = home.avatars[0]
    if (!walker) throw new Error('nobody is there')
    home.avatars.splice(0, 1)
    next.avatars.push(walker)
    for (const region of regions)
      for (const avatar of region.avatars) avatar.pos = [avatar.pos[0], avatar.pos[1] + 1, 25]
    await sleep(AWAY_MS / 2)
    for (const [index, count] of moves.entries())
      require((pages[index]?.moves() ?? 0) > count, 'somebody is told no steps any more')
    require(outages.every((count, index) => pages[index]?.outages.length === count), 'a page lost its socket')
    const backAt = performance.now()
    await end()
    await eventually('every node reaches it', async () =>
      (await Promise.all(nodes.map(({ url }) => readyOf(url)))).every((ready) => ready.redis),
    )
    await shown[1]?.signsInOnce()
    const walking = pages.find(({ agentId }) => agentId === walker.id)
    await eventually('who has walked is in the other room', () =>
      next.avatars.slice(0, TALKERS).every(({ id }) => id === walker.id || walking?.others.has(id)),
    )
    const followed = performance.now() - backAt
    await sleep(AFTERWARDS_MS)
    require(outages.every(
      (count, index) => pages[index]?.outages.length === count,
    ), 'a page lost its socket afterwards')
    require(owners.twice.length === 0, `two owners at one moment: ${owners.twice.join(', ')}`)
    require((await ownersOf(regions, owners.now)) === ownersBefore, 'the owners are others than before')
    await eventually('the new region has an owner', () => unowned.push().then(() => true))
    const faults = pages.flatMap((page) => page.faults)
    require(faults.length === 0, `pages showed: ${[...new Set(faults)].join(', ')}`)
    return `no page lost its socket, steps were told all the time; ${joins.length} joined meanwhile, in ${milliseconds(joins)}; codes that were shown before and meanwhile were good once; a region without an owner got 503; who had walked was in the other owner’s room ${Math.round(followed)} ms after Redis was back; no region had two owners in ${owners.samples()} samples`
  }

  await attack('Redis hangs for 30 s', () =>
    away(
      0,
      async () => redis.pause(),
      async () => redis.resume(),
    ),
  )
  await attack('Redis is gone for 30 s and comes back empty', () => away(1, redis.stop, redis.start))
}

async function ownersOf(
  regions: readonly TestRegion[],
  now: (regionId: string) => Promise<readonly StartedNode[]>,
): Promise<string> {
  const all = await Promise.all(regions.map(({ id }) => now(id)))
  return all.map((some) => some.map(({ name }) => name).join('+')).join(', ')
}

await undoing(drill)
