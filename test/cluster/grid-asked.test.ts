/** Several nodes: one node asks a grid's services for all, tells the others, and another one goes on when it ends; grids come and go on all of them. */

import { once } from 'node:events'
import t from 'tap'
import { WebSocket } from 'ws'
import { areaOfGrid, choiceFor } from '../../src/cluster/area.js'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { adminClient, signedInAdmin } from '../helpers/browser/admin-client.js'
import { startCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { startFakeRobust } from '../helpers/regions/fake-robust.js'
import { type TestAvatar, testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openLink, openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'
import type { TestApp } from '../helpers/test-app.js'

/** Longer than it takes until another node owns what one had that ended. */
const TAKEN_OVER_MS = 60_000

t.test('one node asks the grid for all', { skip: noRedis }, async (t) => {
  const robust = await startFakeRobust(t)
  const cluster = await startCluster(t, 2, {
    ROBUST_URL: robust.url,
    MEDIA_ROUTE: 'mesh',
    TRUST_PROXY: '127.0.0.1',
    HOSTED_GRIDS_NETWORKS: '127.0.0.0/8',
  })
  const [one, two] = cluster.nodes
  if (!one || !two) return
  const [west, east, third] = [cluster.regionOf(one), cluster.regionOf(two), testUuid()]
  robust.regions = [
    { id: west, name: 'West', corner: [256000, 256000] },
    { id: east, name: 'East', corner: [256256, 256000] },
  ]
  const [anna, bert, carl] = ['Anna Test', 'Bert Test', 'Carl Test'].map((name) => testAvatar(name))
  if (!anna || !bert || !carl) return
  robust.presences.set(anna.id, west).set(bert.id, east)

  async function open(node: TestApp, avatar: TestAvatar): Promise<SignalSocket> {
    const page = openSignal(node.url, await signIn(node.url, await testRegion(node, []).link(avatar)))
    t.teardown(() => page.close())
    await page.next('welcome')
    page.send({ type: 'join', muted: false })
    return page
  }
  const roomOf = (page: SignalSocket, name: string) =>
    eventually(
      `the room of ${name}`,
      () =>
        page.messages.flatMap((message) =>
          message.type === 'room' && message.channel.name === name ? message : [],
        )[0],
      TAKEN_OVER_MS,
    )

  // Each page's socket is at the other node than its region.
  robust.friends.set(anna.id, [{ friend: bert.id, mine: 1, theirs: 1 }])
  robust.friends.set(bert.id, [{ friend: anna.id, mine: 1, theirs: 1 }])
  robust.accounts = [anna, bert].map(({ id, name }) => ({ id, name }))
  const [annas, berts] = [await open(two, anna), await open(one, bert)]
  t.match(await roomOf(annas, 'West'), { channel: { unplaced: true } })
  await roomOf(berts, 'East')
  const questions = robust.calls.filter(({ method }) => method === 'getagents').map(({ body }) => body)
  t.ok(
    questions.some((body) => body.includes(anna.id) && body.includes(bert.id)),
    'in one question',
  )
  for (const { url } of [one, two]) {
    t.match(await (await fetch(`${url}/readyz`)).json(), { grid: { state: 'ok' } })
  }

  // A grid that was made at one node is served at both; a link counts on its own pages, whichever node keeps it.
  const { secrets } = await one.grids.make({ id: 'acme', name: 'Acme' })
  await eventually('the other node knows it', () => two.grids.find('acme'))
  for (const node of [one, two]) {
    const region = testRegion({ url: node.url, secrets }, [])
    for (const at of [one, two]) {
      const link = await region.link(anna)
      t.match(link, /^\/g\/acme\/v\//)
      t.equal((await openLink(at.url, link)).status, 404, 'not on the pages of another grid')
      t.ok(await signIn(`${at.url}/g/acme`, link))
    }
  }
  const byLink = await testRegion({ url: one.url, secrets }, []).link(bert)
  for (const at of [one, two]) {
    const ticket = byLink.replace(/^.*\/v\//, '')
    const early = new WebSocket(`${at.url.replace('http', 'ws')}/g/acme/signal`, [
      'voice',
      `ticket.${ticket}`,
    ])
    const [said] = await once(early, 'message')
    early.close()
    const expected =
      at === one ? { type: 'welcome', agentId: bert.id } : { type: 'error', code: 'ticket-used' }
    t.match(JSON.parse(String(said)), expected, 'by a page’s first socket, once')
  }

  await one.grids.change('acme', { hostNames: ['voice.acme.example'] })
  await eventually('the other node knows that name', () => two.grids.ofHost('voice.acme.example'))
  const proxied = {
    'x-forwarded-for': '192.0.2.7',
    'x-forwarded-host': 'voice.acme.example',
    'x-forwarded-proto': 'https',
  }
  for (const at of [one, two]) {
    const link = await testRegion({ url: one.url, secrets }, []).link(bert)
    const early = new WebSocket(
      `${at.url.replace('http', 'ws')}/signal`,
      ['voice', `ticket.${link.replace(/^.*\/v\//, '')}`],
      { headers: proxied },
    )
    const [said] = await once(early, 'message')
    early.close()
    const expected = { type: 'welcome', agentId: bert.id }
    t.match(JSON.parse(String(said)), expected, 'whichever node a proxy leads to')
  }

  for (const [page, friend] of [
    [annas, bert],
    [berts, anna],
  ] as const)
    await eventually('friends in rooms of two nodes see each other in voice', () =>
      page.messages.some(
        (message) =>
          message.type === 'friends' &&
          message.people.some(({ agentId, inVoice }) => agentId === friend.id && inVoice),
      ),
    )

  // The services of a grid that is made here are asked in the same way.
  const theirs = await startFakeRobust(t)
  const lair = { id: testUuid(), name: 'Lair', corner: [256000, 256000] as const }
  theirs.regions = [lair]
  await two.grids.change('acme', {
    robust: { url: theirs.url, publicUrl: undefined, user: '', password: undefined },
  })
  const admin = await signedInAdmin(one)
  const regionsAt = async (node: TestApp, grid = 'acme') => {
    const { body } = await adminClient(node.url, admin.cookie).call('GET', '/regions', {
      headers: { 'x-grid': grid },
    })
    return body.regions.map(({ name }: { name: string }) => name)
  }
  for (const node of [one, two])
    await eventually('its regions are known at both nodes', async () =>
      (await regionsAt(node)).includes('Lair'),
    )

  // Deleted at one node, a grid is gone at both, and back at both when its file is taken in at one.
  const filed = (at: TestApp, path: string, type: string, body: string) =>
    fetch(`${at.url}/admin/api/grids/${path}`, {
      method: 'POST',
      headers: { origin: at.url, cookie: admin.cookie, 'content-type': type },
      body,
    })
  const file = await (await filed(two, 'acme/export', 'application/json', '{}')).text()
  const lairRegion = testRegion({ url: one.url, secrets }, [])
  const unopened = await lairRegion.link(anna)
  const ofAcme = await Promise.all(
    [one, two].map(async ({ url }) => {
      const cookie = await signIn(`${url}/g/acme`, await lairRegion.link(bert))
      const page = openSignal(`${url}/g/acme`, cookie)
      await page.next('welcome')
      return page
    }),
  )
  await two.grids.remove('acme')
  for (const page of ofAcme) t.equal(await page.closed(), CloseCode.sessionOver, 'its pages are closed')
  await eventually('it is gone at both', () => [one, two].every(({ grids }) => !grids.find('acme')))
  t.equal((await lairRegion.post('/opensim/v1/tickets', { agent: anna.id, name: 'x' })).status, 401)
  const tooLong = ' '.repeat(700 * 1024)
  for (const at of [one, two])
    t.equal((await filed(at, 'import', 'application/gzip', tooLong)).status, 400, 'a long file is read')
  const taken = await filed(two, 'import', 'application/gzip', file)
  t.match(await taken.json(), { grid: { id: 'acme' }, issued: null }, 'with the secrets that it had')
  for (const node of [one, two]) {
    await eventually('it is back at both', () => node.grids.find('acme'))
    t.equal((await openLink(`${node.url}/g/acme`, unopened)).status, 404, 'a link from before opens nothing')
    const region = testRegion({ url: node.url, secrets }, [])
    t.ok(await signIn(`${node.url}/g/acme`, await region.link(anna)))
    await eventually('and its services are asked', async () => (await regionsAt(node)).includes('Lair'))
  }

  // What belongs to no region of a grid is an area of that grid's own.
  const asker = one.cluster?.ownsGrid() ? one : two
  const other = asker === one ? two : one
  const nodeIds = [one, two].flatMap(({ cluster: own }) => own?.self().id ?? [])
  const fallingTo = ({ cluster: own }: TestApp) => {
    for (let number = 0; ; number += 1)
      if (choiceFor(areaOfGrid(`grid-${number}`), nodeIds) === own?.self().id) return `grid-${number}`
  }
  const links: (readonly [id: string, link: string])[] = []
  for (const node of [asker, other]) {
    const id = fallingTo(node)
    const services = { url: theirs.url, publicUrl: undefined, user: '', password: undefined }
    const made = await asker.grids.make({ id, name: id, robust: services })
    await eventually('both know it', () => [one, two].every(({ grids }) => grids.find(id)))
    const region = testRegion({ url: (node === one ? two : one).url, secrets: made.secrets }, [])
    links.push([id, await region.link(bert)])
    t.ok(node.cluster?.ownsGrid(id), 'its links are kept by the node to which it falls')
    await eventually('its regions are known', async () => (await regionsAt(node, id)).includes('Lair'))
  }

  robust.presences.set(anna.id, east)
  const together = await roomOf(annas, 'East')
  t.match(together.participants, [{ agentId: bert.id }], 'a teleport to a region of another node')

  await asker.server.close()
  theirs.regions.push({ ...lair, id: testUuid(), name: 'Second lair', corner: [256256, 256000] })
  robust.regions.push({ id: third, name: 'Third', corner: [256512, 256000] })
  robust.presences.set(carl.id, third)
  await eventually('the other one owns the grid', () => other.cluster?.ownsGrid() ?? false, TAKEN_OVER_MS)
  await roomOf(await open(other, carl), 'Third')
  for (const [id, link] of links)
    t.ok(await signIn(`${other.url}/g/${id}`, link), 'whoever follows knows the links of both')
  const [[id = ''] = []] = links
  await eventually(
    'and goes on asking that one’s grids',
    async () => (await regionsAt(other, id)).includes('Second lair'),
    TAKEN_OVER_MS,
  )
})
