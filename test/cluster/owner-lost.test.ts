/** What becomes of a region whose owner is drained, killed or cut off, and of all regions while Redis is away. */

import t, { type Test } from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { type NodeProcess, startCluster, type TestCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { createHearing } from '../helpers/media/hearing.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { type LivingPage, openLivingPage } from '../helpers/pages/living-page.js'
import { type FakeSimulator, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import {
  REGION_CORNER,
  type TestRegion,
  testAvatar,
  testRegion,
  testUuid,
} from '../helpers/regions/region.js'
import { regionsJson } from '../helpers/regions/regions-json.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openLink, signIn } from '../helpers/signal-socket.js'
import type { TestApp } from '../helpers/test-app.js'
import { startLivingViewer } from '../helpers/viewers/living-viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

/** @returns to be called when the region is to say nothing more */
function feed(t: Test, region: TestRegion): () => void {
  const timer = setInterval(() => region.push().catch(() => undefined), 200)
  const stop = () => clearInterval(timer)
  t.teardown(stop)
  return stop
}

/**
 * Two residents in a region of that node, with their pages on the first two.
 * @param first where the first page begins instead
 * @param simulator is asked where they are; without it the region itself tells
 */
async function talkingIn(
  t: Test,
  cluster: TestCluster,
  owner: NodeProcess | TestApp,
  { first, simulator }: { readonly first?: TestApp; readonly simulator?: FakeSimulator } = {},
) {
  const [one, two] = cluster.nodes
  if (!one || !two) throw new Error('two nodes are needed')
  const avatars = [testAvatar('Ada Walker'), testAvatar('Ben Rider', [101, 100, 25])]
  const region = testRegion(one, avatars, 'Home', cluster.regionOf(owner))
  let stopFeed = () => {}
  if (simulator) {
    simulator.regions = [{ id: region.id, name: ASKED_REGION, agents: avatars }]
    await simulator.start()
  } else {
    await eventually('the region is owned', () => region.push().then(() => true))
    stopFeed = feed(t, region)
  }
  const pages: LivingPage[] = []
  for (const [index, avatar] of avatars.entries()) {
    const node = index === 0 ? one : two
    const { url } = (index === 0 && first) || node
    const cookie = await signIn(node.url, await region.link(avatar))
    pages.push(openLivingPage(t, { url, laterUrl: node.url, cookie, agentId: avatar.id }))
  }
  await eventually('they are connected', () => pages.every(({ links }) => links.size === 1))
  return { region, pages, stopFeed }
}

/** The nodes of this process that ask the simulator, over a few of its answers. */
async function whoAsks(cluster: TestCluster, simulator: FakeSimulator): Promise<string[]> {
  await eventually('every node knows which region that is', () =>
    cluster.nodes.every((node) => node.regionStatus()[0]?.state === 'ok'),
  )
  const answeredAt = () => cluster.nodes.map((node) => node.regionStatus()[0]?.lastOkAt)
  const [before, asked] = [answeredAt(), simulator.calls.length]
  await eventually('it is asked', () => simulator.calls.length > asked + 4)
  const after = answeredAt()
  return cluster.nodes.filter((_node, index) => before[index] !== after[index]).map(({ url }) => url)
}

/** Waits until all pages are in the room again, with the links that they had; prints how long that took. */
async function backInTheRoom(t: Test, pages: readonly LivingPage[]): Promise<void> {
  await eventually(
    'both are in the room again',
    () => pages.every(({ outages }) => outages.length > 0),
    60_000,
  )
  const longest = Math.max(...pages.flatMap(({ outages }) => outages))
  t.comment(`in the room again after ${longest} ms`)
  await eventually('their links are adopted', () => pages.every((page) => page.resumed() > 0))
  t.strictSame(
    pages.map((page) => page.sockets()),
    pages.map(() => 1),
    'by the sockets that they had',
  )
}

/** The voices in the hall; whole periods in 20 ms, so that none is found in another. */
const [CLEO_HZ, EMIL_HZ, DORA_HZ] = [450, 1000, 700]

/**
 * Two pages and a native viewer that talk through the owner's hub; each page is on a node of its own, and the region asks
 * another one for the viewer.
 * @param slowMs the first page takes so long before it connects to another hub
 * @param waits there is another viewer, which does not know by itself that its hub has gone
 */
async function talkingThroughHub(
  t: Test,
  cluster: TestCluster,
  owner: NodeProcess | TestApp,
  { slowMs = 0, waits = false } = {},
) {
  const [one, two] = cluster.nodes
  if (!one || !two) throw new Error('two nodes are needed')
  const fred = testAvatar('Fred Waiter', [103, 100, 25])
  const [cleo, dora, emil] = [
    testAvatar('Cleo Writer'),
    testAvatar('Dora Keeper', [102, 100, 25]),
    testAvatar('Emil Sleeper', [101, 100, 25]),
  ]
  const people = [cleo, dora, emil, ...(waits ? [fred] : [])]
  const region = testRegion(one, people, 'Hall', cluster.regionOf(owner))
  await eventually('the region is owned', () => region.push().then(() => true))
  feed(t, region)
  const heard = {
    'a page by a page': [createHearing(CLEO_HZ), createHearing(EMIL_HZ)],
    'the viewer by pages': [createHearing(DORA_HZ), createHearing(DORA_HZ)],
    'pages by the viewer': [createHearing(CLEO_HZ), createHearing(EMIL_HZ)],
  } as const
  const pages: LivingPage[] = []
  for (const [index, [node, avatar, toneHz]] of (
    [
      [one, emil, EMIL_HZ],
      [two, cleo, CLEO_HZ],
    ] as const
  ).entries()) {
    const hearings = [heard['a page by a page'], heard['the viewer by pages']].flatMap(
      (two) => two[index] ?? [],
    )
    const cookie = await signIn(node.url, await region.link(avatar))
    const media = { voice: tone(toneHz), hearings, slowMs: index === 0 ? slowMs : 0 }
    pages.push(openLivingPage(t, { url: node.url, cookie, agentId: avatar.id, media }))
  }
  const [x, y, z] = dora.pos
  const place = { position: [REGION_CORNER[0] + x, REGION_CORNER[1] + y, z] as const }
  // A room of two pages that is without its viewer for long goes from the hub to direct voices.
  const asked = { rpc: voiceRpc(two), regionId: region.id, place }
  const viewer = startLivingViewer(
    t,
    { ...asked, agentId: dora.id, noticesClose: true, voice: tone(DORA_HZ) },
    heard['pages by the viewer'],
  )
  if (waits) await goByHub(one, region.id)
  const waiting = waits ? startLivingViewer(t, { ...asked, agentId: fred.id }, []) : undefined
  const all = Object.values(heard).flat()
  const isEverybodyHeard = () => all.every((hearing) => hearing.isHeard())
  await eventually('all hear each other through the owner’s hub', isEverybodyHeard)
  if (waiting) await eventually('the other viewer is there', waiting.isConnected)
  for (const hearing of all) hearing.forget()
  return {
    /** Whoever may moderates the viewer, by another node than the owner: everybody is shown it, and hears it. */
    async isModerated() {
      const ask = async (operand: 'mute' | 'unmute', moderator: boolean) => {
        const caller = { agentId: emil.id, regionId: region.id, moderator }
        const request = { operand, agent_id: dora.id }
        return (await voiceRpc(one)('spatial_voice_moderation_request', caller, request)).error ?? 'done'
      }
      const ofViewer = heard['the viewer by pages']
      t.match(await ask('mute', false), /may not moderate/)
      t.equal(await ask('mute', true), 'done')
      await eventually('the viewer is silent, and shown as muted', () =>
        [viewer.muted().join() === dora.id, ...ofViewer.map((one) => !one.isHeard())].every(Boolean),
      )
      const admin = await signedInAdmin(two)
      const { body } = await admin.get(`/regions/${region.id}/live`)
      const her = body.people.find(({ agentId }: { agentId: string }) => agentId === dora.id)
      // The owner alone knows that name: it has checked and done it.
      t.match(her, { mutedByModerator: true, mute: { by: 'Emil Sleeper' } })
      t.equal(await ask('unmute', true), 'done')
      await eventually(
        'and is heard again',
        () => viewer.muted().length === 0 && ofViewer.every((one) => one.isHeard()),
      )
      for (const hearing of all) hearing.forget()
    },
    /** Waits until all are heard by a new owner's hub; prints how long they were not. */
    async isHeardAgain() {
      await eventually('the viewer has a new session', () => viewer.sessions() > 1, 60_000)
      await eventually('all hear each other again', isEverybodyHeard, 60_000)
      for (const [what, hearings] of Object.entries(heard)) {
        const longest = Math.max(...hearings.map((hearing) => hearing.longestSilenceMs()))
        t.comment(`not heard through the hub: ${what} for ${Math.round(longest)} ms`)
      }
      await eventually('the viewer lists all', () => {
        const names = viewer.people().map((id) => people.find((one) => one.id === id)?.name ?? id)
        if (names.length !== people.length)
          throw new Error(`in session ${viewer.sessions()} it lists ${names.join(', ')}`)
        return true
      })
      t.strictSame(
        pages.flatMap((page) => page.faults),
        [],
      )
    },
    /** Whether the viewer that waits still has the connection that it had. */
    isWaiting: () => waiting?.sessions() === 1 && waiting.isConnected(),
    /** How often the viewer that waits was told that its connection is over. */
    dismissals: () => waiting?.dismissals(),
    /** The longest silence of a page for the other, in milliseconds. */
    longestSilenceMs: () =>
      Math.max(...heard['a page by a page'].map((hearing) => hearing.longestSilenceMs())),
  }
}

/** The voices of a region's channel go through the hub, whoever is there. */
async function goByHub(node: TestApp, regionId: string): Promise<void> {
  const admin = await signedInAdmin(node)
  const { id, version } = await eventually('its channel is stored', async () => {
    const { channels } = (await admin.get('/channels?limit=100')).body
    return channels.find(({ name }: { name: string }) => name === regionId)
  })
  await admin.patch(`/channels/${id}`, { version, settings: { iceTransportPolicy: 'hub' } })
}

/** Far above what a change of hubs takes, far below what a page goes on with the old one. */
const SLOW_MS = 1800

/** The region that is asked over RemoteAdmin. */
const ASKED_REGION = 'Asked'

t.test('an owner that is lost', { skip: noRedis }, async (t) => {
  const simulator = await startFakeSimulator([{ id: testUuid(), name: ASKED_REGION, agents: [] }])
  t.teardown(simulator.down)
  // Until it is known which node falls to which region, it answers nobody.
  await simulator.down()
  const cluster = await startCluster(t, 2, {
    REMOTE_ADMIN_FILE: await regionsJson(t, [simulator], { code_sign_in: true }),
  })
  const [one, two] = cluster.nodes
  if (!one || !two) return

  await t.test('killed: another node follows, and pages go on with the links that they have', async (t) => {
    const owner = await cluster.addProcess()
    const { region, pages } = await talkingIn(t, cluster, owner, { simulator })
    t.strictSame(await whoAsks(cluster, simulator), [], 'its owner alone asks a region where its avatars are')
    const lists: number[] = []
    for (let turn = 0; turn < 31; turn += 1) {
      for (const { url } of [one, two]) lists.push((await fetch(`${url}/api/avatars`)).status)
    }
    t.strictSame(lists, [...Array<number>(60).fill(200), 429, 429], 'tries on several nodes count together')
    for (let turn = 0; turn < 11; turn += 1)
      await fetch(`${one.url}/api2/viv_signin.php?userid=opensim&pwd=wrong${turn}`)
    const counted = await (await cluster.redis.connect()).run((client) =>
      client.keys('opensim-voice:limit:voice-account-passwords:*'),
    )
    t.equal(counted.length, 1, 'and so do wrong passwords of voice accounts, beyond a few')
    const hall = await talkingThroughHub(t, cluster, owner)
    await hall.isModerated()
    t.notOk([one, two].some(({ cluster }) => cluster?.owned().includes(`main/${region.id}`)))
    const before = pages.map(({ links }) => [...links.values()])
    await owner.kill('SIGKILL')
    await backInTheRoom(t, pages)
    t.strictSame(
      pages.map(({ links }) => [...links.values()]),
      before,
      'the voices between them never stopped',
    )
    const owners = [one, two].filter(({ cluster }) => cluster?.owned().includes(`main/${region.id}`))
    t.equal(owners.length, 1)
    t.strictSame(
      await whoAsks(cluster, simulator),
      owners.map(({ url }) => url),
      'the new owner goes on asking, and nobody else',
    )
    await simulator.down()
    await hall.isHeardAgain()
  })

  const third = await cluster.add()
  await t.test(
    'drained: pages go on at once, and nobody leaves the old hub before all have left',
    async (t) => {
      const { region, pages, stopFeed } = await talkingIn(t, cluster, third)
      const hall = await talkingThroughHub(t, cluster, third, { slowMs: SLOW_MS, waits: true })
      const before = pages.map(({ links }) => [...links.values()])
      const nodeId = third.cluster?.self().id ?? ''
      // The next owner is told who stands where, and need not wait for the region.
      stopFeed()
      await one.cluster?.ask(nodeId, 'drain', {})
      await backInTheRoom(t, pages)
      t.ok(hall.isWaiting(), 'a viewer has the old hub as long as pages speak by it')
      t.strictSame(
        pages.map(({ links }) => [...links.values()]),
        before,
      )
      t.ok([one, two].some(({ cluster }) => cluster?.owned().includes(`main/${region.id}`)))
      // The node itself is still there.
      await hall.isHeardAgain()
      t.equal(hall.dismissals(), 1, 'a viewer is told that it has to connect anew')
      t.ok(
        hall.longestSilenceMs() < SLOW_MS / 2,
        'whoever is slow hears, and is heard by, whom the new hub has already',
      )
    },
  )

  await t.test('a node that has nothing but a page is stopped: the voices of that page go on', async (t) => {
    const { pages } = await talkingIn(t, cluster, two, { first: third })
    await third.server.close()
    await eventually('the page is in the room again', () => pages[0]?.outages.length === 1)
    await eventually('its link is adopted', () => pages[0]?.resumed() === 1)
    t.strictSame(
      pages.flatMap(({ remade }) => remade),
      [],
      'nobody took the end of the socket for a farewell',
    )
    t.strictSame(
      pages.map((page) => page.sockets()),
      [2, 1],
    )
    // A node that is gone confirms nobody that Redis is away.
    await eventually('the others know that it is gone', () =>
      [one, two].every(({ cluster }) => cluster?.nodes().length === 2),
    )
  })

  await t.test(
    'Redis away: who talks goes on, who comes to a known owner is let in, and nobody owns twice',
    async (t) => {
      const { region, pages } = await talkingIn(t, cluster, one)
      const late = testAvatar('Cleo Writer', [102, 100, 25])
      region.avatars.push(late)
      const cookie = await signIn(two.url, await region.link(late))
      await eventually('it is known where she is', () =>
        two.cluster?.whereabouts.find({ grid: 'main', agentId: late.id }),
      )
      await eventually(
        'both know that the others are gone: all who are there have to say that Redis is away',
        () => [one, two].every(({ cluster }) => cluster?.nodes().length === 2),
      )
      cluster.redis.pause()
      await new Promise((resolve) => setTimeout(resolve, 7000))
      t.ok(one.cluster?.owned().includes(`main/${region.id}`), 'longer than a lease lasts')
      t.notOk(one.cluster?.isRedisUp(), 'a Redis that hangs is away')
      const page = openLivingPage(t, { url: two.url, cookie, agentId: late.id })
      await eventually('she is in the room', () => page.links.size > 0)
      t.strictSame(
        pages.map((each) => each.sockets()),
        [1, 1],
        'no socket was closed',
      )
      const newcomer = testAvatar('Nora Comer', [103, 100, 25])
      region.avatars.push(newcomer)
      await region.push()
      await eventually('who comes meanwhile is known on the other node', () =>
        two.cluster?.whereabouts.find({ grid: 'main', agentId: newcomer.id }),
      )
      cluster.redis.resume()
      await eventually('Redis is back', () => [one, two].every(({ cluster }) => cluster?.isRedisUp()))
      await new Promise((resolve) => setTimeout(resolve, 5000))
      t.strictSame(
        [one, two].map(({ cluster }) => cluster?.owned().includes(`main/${region.id}`)),
        [true, false],
      )
      t.strictSame(
        pages.map((each) => each.sockets()),
        [1, 1],
      )
    },
  )

  await t.test(
    'the owner of the grid is gone: links that were minted are good once, used ones are not',
    async (t) => {
      const owner = [one, two].find(({ cluster }) => cluster?.owned().includes('main/grid'))
      const other = owner === one ? two : one
      const region = testRegion(
        other,
        [testAvatar('Dora Keeper'), testAvatar('Emil Sleeper')],
        'Home',
        cluster.regionOf(other),
      )
      const [dora, emil] = region.avatars
      if (!owner || !dora || !emil) throw new Error('nobody owns the grid')
      const [used, unused] = [await region.link(dora), await region.link(emil)]
      await signIn(other.url, used)
      const guess = async () =>
        ((await (await openLink(other.url, '/v/bcdf-ghjk')).json()) as { error: string }).error
      for (let turn = 0; turn < 30; turn += 1) t.equal(await guess(), 'ticket-unknown')
      await owner.server.close()
      t.equal(await guess(), 'rate-limited', 'tries are not counted anew')
      const again = await openLink(other.url, used)
      t.match(await again.json(), { error: 'ticket-used' })
      await signIn(other.url, unused)
      t.match(await (await openLink(other.url, unused)).json(), { error: 'ticket-used' })
      t.ok(other.cluster?.owned().includes('main/grid'))
    },
  )
})

t.test('nothing is left that would keep the process alive', async () => endMediaPeers())
