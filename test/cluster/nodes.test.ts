/** Several nodes as one service: whichever node a region or a page comes to, they meet in one room. */

import { join as pathOf } from 'node:path'
import t from 'tap'
import { WebSocket } from 'ws'
import type { RegionList } from '../../src/protocol/admin/region-list.js'
import { openStore } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { startCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'
import type { TestApp } from '../helpers/test-app.js'

const join = { type: 'join', muted: false } as const

/** The others in the room that a page was told of last. */
async function others(page: SignalSocket): Promise<string[]> {
  const room = await page.next('room')
  return room.participants.map(({ name }) => name).sort()
}

t.test('nodes', { skip: noRedis }, async (t) => {
  const cluster = await startCluster(t, 3)
  const [one, two, three] = cluster.nodes
  if (!one || !two || !three) return
  const pages: SignalSocket[] = []
  t.teardown(() => {
    for (const page of pages) page.close()
  })
  /** A resident whose link is opened on one node, and whose page is on another. */
  async function open(node: TestApp, link: string, signedInAt = node): Promise<SignalSocket> {
    const page = openSignal(node.url, await signIn(signedInAt.url, link))
    pages.push(page)
    await page.next('welcome')
    return page
  }

  const ada = testAvatar('Ada Walker')
  const ben = testAvatar('Ben Rider', [102, 100, 25])
  const cleo = testAvatar('Cleo Writer', [104, 100, 25])
  const home = cluster.regionOf(one)
  const next = cluster.regionOf(two)
  const last = cluster.regionOf(three)
  /** The region's own requests come to any node. */
  const here = testRegion(two, [ada, ben, cleo], 'Home', home)
  const there = testRegion(three, [], 'Next', next)
  const far = testRegion(one, [], 'Last', last)

  await t.test('a region, its pages and their links on three nodes meet in one room', async (t) => {
    // On a busy machine it takes a while until somebody owns it; feeds try again.
    await eventually('the region is owned', () => here.push().then(() => true))
    const [pageA, pageB, pageC] = [
      await open(one, await here.link(ada), three),
      await open(two, await here.link(ben), one),
      await open(three, await here.link(cleo)),
    ]
    t.ok(one.cluster?.owned().includes(`main/${home}`), 'the node that it falls to owns the region')
    for (const page of [pageA, pageB, pageC]) page?.send(join)
    await eventually('all three are in one room', async () => {
      const all = [pageA, pageB, pageC]
      const known = all.map(
        (page) =>
          new Set(
            page.messages.flatMap((message) =>
              message.type === 'room'
                ? message.participants.map(({ name }) => name)
                : message.type === 'participant-joined'
                  ? [message.participant.name]
                  : [],
            ),
          ),
      )
      return known.every(({ size }) => size === 2)
    })
    for (const node of cluster.nodes)
      await eventually('every node knows how many of the grid are in voice', async () =>
        /^voice_grid_people\{grid="main"\} 3$/m.test((await node.server.inject({ url: '/metrics' })).body),
      )
    const { link } = await pageA.next('peer-connect')
    t.ok(link)
    ada.pos = [110, 100, 25]
    const before = pageC.frames.length
    const requests = t.intercept(one.server, 'inject')
    await here.push()
    await eventually('a step is told to a page of another node', () => pageC.frames.length > before)
    t.equal(requests().length, 0, 'its report is not read as a request again')
    for (const [body, secret, status] of [
      ['{', two.secrets.regionSecret, 400],
      [JSON.stringify({ region: home, name: 'Home' }), two.secrets.regionSecret, 400],
      [JSON.stringify({ region: home, name: 'Home', avatars: [] }), 'wrong', 401],
    ] as const) {
      const headers = { authorization: `Bearer ${secret}` }
      t.equal((await here.post('/opensim/v1/positions', body, headers)).status, status)
    }
  })

  await t.test('a ticket that is used on one node is used on all, even at once', async (t) => {
    const link = await here.link(cleo)
    const results = await Promise.allSettled(cluster.nodes.map(({ url }) => signIn(url, link)))
    t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  await t.test(
    'a resident who walks to regions of other nodes keeps the socket and is in each room',
    async (t) => {
      const walker = testAvatar('Wanda Stroller')
      const stays = testAvatar('Sam Sitter', [101, 100, 25])
      here.avatars.push(walker)
      there.avatars.push(stays)
      await here.push()
      await there.push()
      const [page, waiting] = [
        await open(two, await here.link(walker)),
        await open(one, await there.link(stays)),
      ]
      page.send(join)
      waiting.send({ ...join, muted: true })
      t.strictSame(await others(page), ['Ada Walker', 'Ben Rider', 'Cleo Writer'])
      t.strictSame(await others(waiting), [])
      page.send({ type: 'microphone', muted: true })
      for (const [from, to] of [
        [here, there],
        [there, far],
        [far, here],
      ] as const) {
        from.avatars.splice(from.avatars.indexOf(walker), 1)
        to.avatars.push(walker)
        await to.push()
        await from.push()
        const room = await page.next('room')
        t.strictSame(
          room.participants.map(({ name }) => name).sort(),
          to.avatars
            .filter((one) => one !== walker)
            .map(({ name }) => name)
            .sort(),
        )
        t.ok(room.self.muted, 'as it had set its microphone')
      }
      t.equal((await waiting.next('participant-joined')).participant.agentId, walker.id)
      t.equal(
        (await waiting.next('participant-left')).agentId,
        walker.id,
        'and is gone from the room that it left',
      )
      await page.send({ type: 'leave' })
      await page.next('no-room')
      t.equal(
        page.messages.some(({ type }) => type === 'error'),
        false,
      )
    },
  )

  await t.test('a call between residents of two owners', async (t) => {
    const [caller, called] = [pages[0], pages[1]]
    caller?.send({ type: 'call', to: ben.id, muted: false })
    const ring = await called?.next('call')
    t.equal(ring?.rings, true)
    called?.send({ type: 'call-accept', call: ring?.call ?? '', muted: false })
    const rooms = await eventually('both are in the room of the call', () =>
      [caller, called].every((page) =>
        page?.messages.some((message) => message.type === 'room' && message.call),
      ),
    )
    t.ok(rooms)
    called?.send({ type: 'chat', with: ada.id, nonce: 'n1', text: 'psst' })
    await eventually('a line reaches the other node', () =>
      caller?.messages.some((message) => message.type === 'chat-line' && message.line.text === 'psst'),
    )
    caller?.send({ type: 'call-hang-up', call: ring?.call ?? '' })
  })

  await t.test('the console of any node shows the rooms of all, and acts on them', async (t) => {
    for (const node of cluster.nodes) {
      const admin = await signedInAdmin(node)
      const rooms: { regionIds: string[]; channelId: number; people: number }[] = (await admin.get('/rooms'))
        .body
      const room = rooms.find(({ regionIds }) => regionIds.includes(home))
      t.equal(room?.people, 3)
      const { people } = (await admin.get(`/regions/${home}/live`)).body
      t.ok(
        people.some(
          ({ name, channelId }: { name: string; channelId: number }) => name === 'Ada Walker' && channelId,
        ),
      )
      const overview = (await admin.get('/overview')).body
      t.ok(overview.now.people >= 3)
      t.ok(
        [home, next, last].every((id) =>
          overview.regions.some(({ regionId }: { regionId: string }) => regionId === id),
        ),
      )
      const muted = await admin.post(`/rooms/${room?.channelId}/mute`, { agentId: cleo.id, muted: true })
      t.equal(muted.status, 204)
      await admin.post(`/rooms/${room?.channelId}/mute`, { agentId: cleo.id, muted: false })
      if (node !== three) continue
      t.equal((await admin.post(`/rooms/${room?.channelId}/kick`, { agentId: cleo.id })).status, 204)
      t.equal((await pages[2]?.next('no-room'))?.reason, 'kicked')
    }
    const ready = (await (await fetch(`${two.url}/readyz`)).json()) as {
      nodes: { self: boolean }[]
      redis: boolean
    }
    t.equal(ready.nodes.length, 3)
    t.ok(ready.redis)
    const metrics = await (await fetch(`${two.url}/metrics`)).text()
    t.match(metrics, /voice_nodes 3\n/)
    t.match(metrics, `voice_areas_owned ${two.cluster?.owned().length}\n`)
  })

  await t.test(
    'two regions that touch and are in voice on two nodes have a silent border, until the one with fewer people has moved',
    async (t) => {
      const [west, east] = [testAvatar('Wes Lee', [250, 100, 25]), testAvatar('Ed East', [2, 100, 25])]
      const [westId, eastId] = [cluster.regionOf(one), cluster.regionOf(two)]
      const second = testAvatar('Wanda Lee', [249, 100, 25])
      const westRegion = testRegion(one, [west, second], 'West', westId, [512_000, 512_000])
      // They are in voice before anybody knows that the two regions touch.
      const apart = testRegion(two, [east], 'East', eastId, [768_000, 768_000])
      const beside = testRegion(two, [east], 'East', eastId, [512_256, 512_000])
      await westRegion.push()
      await apart.push()
      const pageW = await open(three, await westRegion.link(west))
      const pageS = await open(two, await westRegion.link(second))
      const pageE = await open(one, await apart.link(east))
      pageW.send(join)
      pageE.send(join)
      t.strictSame([await others(pageW), await others(pageE)], [[], []])
      pageS.send(join)
      t.strictSame(await others(pageS), ['Wes Lee'])
      t.equal((await pageW.next('participant-joined')).participant.name, 'Wanda Lee')
      await beside.push()
      const admin = await signedInAdmin(three)
      const silent = async () => {
        const { regions } = (await admin.get('/regions')).body as RegionList
        return regions.flatMap(({ name, silentBorders }) =>
          silentBorders.map((border) => ({ from: name, ...border })),
        )
      }
      t.strictSame(await silent(), [
        { from: 'East', name: 'West', node: `127.0.0.1:${one.port}` },
        { from: 'West', name: 'East', node: `127.0.0.1:${two.port}` },
      ])
      await eventually(
        'it goes to the node of more who talk beside it',
        () => one.cluster?.owned().includes(`main/${eastId}`),
        40_000,
      )
      t.ok(await pageE.next('welcome'))
      const told = pageE.messages.map(({ type }) => type)
      t.notOk(
        told.slice(0, told.lastIndexOf('welcome')).some((type) => /^(participant|peer)-/.test(type)),
        'until then nobody is heard over it',
      )
      pageE.send(join)
      const heard = [await pageE.next('participant-joined'), await pageE.next('participant-joined')]
      t.strictSame(heard.map(({ participant: { name } }) => name).sort(), ['Wanda Lee', 'Wes Lee'])
      t.equal((await pageW.next('participant-joined')).participant.name, 'Ed East')
      t.strictSame(await silent(), [])
      for (const page of [pageW, pageS, pageE]) page.close()
    },
  )

  await t.test('nothing between nodes can be said by a client', async (t) => {
    for (const headers of [
      {},
      { authorization: 'Bearer a-secret-of-all-nodes-of-the-tests' },
      { authorization: `Bearer ${one.secrets.regionSecret}` },
    ]) {
      const socket = new WebSocket(`${one.url.replace('http', 'ws')}/cluster/v1`, { headers })
      const status = await new Promise((resolve) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
        socket.on('open', () => resolve('open'))
        socket.on('error', () => undefined)
      })
      t.equal(status, 401)
    }
  })

  await t.test('an owner of the console drains a node, which owns nothing from then on', async (t) => {
    const admin = await signedInAdmin(one)
    const { nodes } = (await admin.get('/overview')).body
    t.strictSame(
      nodes.map(({ id }: { id: string }) => id).sort(),
      cluster.nodes.map((node) => node.cluster?.self().id).sort(),
    )
    t.equal((await admin.post('/nodes/nobody/drain')).status, 404)
    t.equal((await admin.post(`/nodes/${three.cluster?.self().id}/drain`)).status, 204)
    const acts = (await admin.get('/audit')).body as { act: string; subject: string }[]
    t.match(acts.find(({ act }) => act === 'node-drained')?.subject, `:${three.port}`)
    // A node that has answered the console itself drains right after that.
    await eventually('it owns nothing', () => three.cluster?.owned().length === 0)
    await eventually('its region is another node’s', async () => {
      await far.push()
      return [one, two].some((node) => node.cluster?.owned().includes(`main/${last}`))
    })
    // The console's node itself: the grid goes to the one that is left, and so does the admin's session.
    const owner = await eventually('one of the others has the grid', async () => {
      await signedInAdmin(one)
      return [one, two].find((node) => node.cluster?.ownsGrid())
    })
    await signedInAdmin(one).then((again) => again.post(`/nodes/${owner.cluster?.self().id}/drain`))
    await eventually('the grid is another node’s', async () => {
      await signedInAdmin(three)
      return [one, two].some((node) => node !== owner && node.cluster?.ownsGrid())
    })
    await eventually('it owns nothing, either', () => owner.cluster?.owned().length === 0)
  })

  await t.test('what was decided in messages that were lost is in force all the same', async (t) => {
    const admin = await signedInAdmin(one)
    t.strictSame((await admin.get('/bans')).body, [])
    await cluster.redis.stop()
    const store = await openStore({ file: pathOf(one.config.dataDir, 'voice.sqlite') })
    const { grid, id: agentId } = { grid: MAIN_GRID, id: ada.id }
    await store.bans.save({ grid, channelId: 1, agentId, name: 'Ada Walker', by: 'admin', until: 2 ** 52 })
    await store.close()
    await cluster.redis.start()
    await eventually('it is known', async () => {
      const { body } = await admin.get('/bans')
      return body.length === 1
    })
  })
})

t.test(
  'a drained node that knows of no other for a while gives back what it takes then',
  { skip: noRedis },
  async (t) => {
    const cluster = await startCluster(t, 2)
    const [stays, drained] = cluster.nodes
    if (!stays || !drained) return
    await drained.cluster?.drain()
    const raw = await cluster.redis.connect()
    const region = testRegion(drained, [], 'Alone', cluster.regionOf(drained))
    const owns = ({ cluster }: TestApp) => cluster?.owned().includes(`main/${region.id}`)
    await eventually('it takes a region, as the only node that it knows of', async () => {
      // As when Redis was emptied: who is there is told again within a second.
      await raw.run((client) => client.hDel('opensim-voice:nodes', stays.cluster?.self().id ?? ''))
      if (drained.cluster?.nodes().length === 1) await region.push()
      return owns(drained)
    })
    await eventually('the other node has it', async () => {
      await region.push()
      return owns(stays) && !owns(drained)
    })
  },
)
