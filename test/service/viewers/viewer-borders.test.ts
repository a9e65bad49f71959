/** Over a border the viewer knows first; a second connection takes the place of the first only when it stands there. */

import t, { type Test } from 'tap'
import type { FakeHub } from '../../helpers/media/fake-hub.js'
import { offerOf, placeOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const CARL = 'cccccccc-0000-4000-8000-000000000003'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const at = (agentId: string, regionId = HOME) => ({ agentId, regionId })

/** Anna at home, her ear next door, and somebody in each of the two regions. */
async function atBorder(t: Test, x = 250) {
  const edge = await startEdge(t)
  const { feed, enter, hub, time } = edge
  const tell = (regionId: string, position: readonly [number, number, number] = [x, 100, 25]) => {
    const others = { [HOME]: BERT, [NEXT]: CARL }
    for (const [id, agentId] of Object.entries(others)) {
      const anna = id === regionId ? [{ agentId: ANNA, position }] : []
      feed(
        id,
        [{ agentId, position: [100, 100, 25] }, ...anna],
        id === HOME ? [256_000, 256_000] : [256_256, 256_000],
      )
    }
  }
  tell(HOME)
  const home = await enter(at(ANNA), { position: [256_000 + x, 256_100, 25] })
  const next = await enter(at(ANNA, NEXT), { primary: false, position: [256_000 + x, 256_100, 25] })
  const bert = await enter(at(BERT), { position: [256_100, 256_100, 25] })
  const carl = await enter(at(CARL, NEXT), { position: [256_356, 256_100, 25] })
  await time.pass(100)
  const say = (peerId: string, join: object) => hub.events.emit('text', peerId, JSON.stringify({ j: join }))
  const cross = (from: string, to: string) => {
    say(to, { p: true })
    say(from, {})
  }
  const pass = async (seconds: number, regionId: string) => {
    for (let quarter = 0; quarter < 4 * seconds; quarter += 1) {
      await time.pass(250)
      tell(regionId)
    }
  }
  const listed = () => ({ home: isListed(hub, bert, ANNA), next: isListed(hub, carl, ANNA) })
  return { ...edge, tell, home, next, bert, carl, cross, pass, listed }
}

function isListed(hub: FakeHub, peerId: string, agentId: string): boolean {
  let listed = false
  for (const update of hub.told.get(peerId) ?? []) {
    if (update[agentId]?.j) listed = true
    if (update[agentId]?.l) listed = false
  }
  return listed
}

t.test('who crosses is in the other room at once, and in one only, however late the feed', async (t) => {
  const { cross, home, next, pass, listed, time } = await atBorder(t)
  t.same(listed(), { home: true, next: false })
  cross(home, next)
  await time.pass(100)
  t.same(listed(), { home: false, next: true })
  await pass(3, HOME)
  t.same(listed(), { home: false, next: true }, 'for some seconds')
  await pass(10, NEXT)
  t.same(listed(), { home: false, next: true })
  cross(next, home)
  await time.pass(100)
  t.same(listed(), { home: true, next: false }, 'and back')
})

t.test('a viewer that lies at a border is where the feed sees it, but for some seconds', async (t) => {
  const { cross, home, next, pass, listed } = await atBorder(t)
  cross(home, next)
  await pass(6, HOME)
  t.same(listed(), { home: true, next: false })
  let liedQuarters = 0
  for (let quarter = 0; quarter < 100; quarter += 1) {
    cross(home, next)
    await pass(0.25, HOME)
    if (listed().next) liedQuarters += 1
  }
  t.ok(liedQuarters <= 12, `${liedQuarters / 4} s of 25`)
})

t.test('far from every border its word does not count', async (t) => {
  for (const x of [128, 40, 216]) {
    const { cross, home, next, listed, time, pass } = await atBorder(t, x)
    cross(home, next)
    await time.pass(100)
    t.same(listed(), { home: true, next: false }, `${x} m`)
    await pass(0.5, NEXT)
    t.same(listed(), { home: false, next: true }, 'but the feed’s does')
  }
})

t.test('nor where nobody knows how the regions lie', async (t) => {
  for (const [x, believed] of [
    [128, false],
    [250, true],
  ] as const) {
    const { enter, feed, hub, sessions } = await startEdge(t)
    feed(HOME, [{ agentId: ANNA, position: [x, 100, 25] }])
    await enter(at(ANNA))
    const next = await enter(at(ANNA, NEXT), { primary: false })
    hub.events.emit('text', next, '{"j":{"p":true}}')
    t.equal(sessions.list().find(({ peerId }) => peerId === next)?.state !== 'listening', believed, `${x} m`)
  }
})

t.test('without a feed an avatar stands in the region that its viewer named last', async (t) => {
  const { enter, hub, time, sessions } = await startEdge(t)
  const home = await enter(at(ANNA), { position: [256_250, 256_100, 25] })
  const next = await enter(at(ANNA, NEXT), { position: [256_250, 256_100, 25] })
  const states = () => sessions.list().map(({ state }) => state)
  t.same(states(), ['listening', 'in-room'])
  hub.events.emit('text', home, '{"j":{"p":true}}')
  await time.pass(100)
  t.same(states(), ['in-room', 'listening'])
  hub.events.emit('closed', home)
  t.same(states(), ['in-room'], 'or where it is left')
  t.ok(hub.peers.has(next))
})

for (const order of ['newest', 'old'] as const) {
  t.test(`a second connection (${order} order) is no leave and no join`, async (t) => {
    const { enter, hub, time } = await startEdge(t)
    for (const request of [{}, { parcel_local_id: 7 }, { channel_type: 'multiagent', channel: 'a-call' }]) {
      const options = { position: [256_100, 256_100, 25], request, order } as const
      const first = await enter(at(ANNA), options)
      const bert = await enter(at(BERT), options)
      await time.pass(100)
      const before = hub.told.get(bert)?.length
      const second = await enter(at(ANNA), options)
      await time.pass(1000)
      t.notOk(hub.peers.has(first), 'the first is replaced')
      t.same(hub.told.get(bert)?.slice(before), [], 'and nobody is told')
      for (const peerId of [second, bert]) hub.events.emit('closed', peerId)
    }
  })
}

t.test('of two that listen the newer stays, and of two that wait to be present, too', async (t) => {
  const { enter, hub } = await startEdge(t)
  const first = await enter(at(ANNA, NEXT), { primary: false })
  const second = await enter(at(ANNA, NEXT), { primary: false })
  t.same([...hub.peers.keys()], [second], 'not the one before')
  t.notOk(hub.peers.has(first))
  const say = (peerId: string, join: object) => hub.events.emit('text', peerId, JSON.stringify({ j: join }))
  const position = [256_300, 256_100, 25] as const
  hub.events.emit('text', second, JSON.stringify(placeOf(position)))
  say(second, { p: true })
  const third = await enter(at(ANNA, NEXT), { primary: false, position })
  t.same([...hub.peers.keys()], [second, third], 'who takes part stays until the other does')
  say(second, {})
  say(third, { p: true })
  t.same([...hub.peers.keys()], [third])
})

t.test('one that never gets through replaces nobody, and is replaced by the next', async (t) => {
  const { enter, hub, rpc, time } = await startEdge(t)
  const first = await enter(at(ANNA), { position: [256_100, 256_100, 25] })
  const open = async () =>
    String((await rpc('provision_voice_account_request', at(ANNA), offerOf())).result?.viewer_session)
  const second = await open()
  const third = await open()
  t.same([...hub.peers.keys()], [first, third])
  t.notOk(hub.peers.has(second))
  await time.pass(31_000)
  t.same([...hub.peers.keys()], [first])
})
