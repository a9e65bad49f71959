/** Whom a live feed no longer lists has left: its viewer's sessions end, and connecting again does not help. */

import t, { type Test } from 'tap'
import { ABSENT_MS } from '../../../src/native-viewer/evidence/absences.js'
import { offerOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const at = (agentId: string, regionId = HOME) => ({ agentId, regionId })
const position = [256_100, 256_100, 25] as const
const provision = 'provision_voice_account_request'

/** A region whose feed tells four times a second who is there. */
async function startRegion(t: Test, present = [ANNA, BERT]) {
  const edge = await startEdge(t)
  const here = new Set(present)
  const tell = () =>
    edge.feed(
      HOME,
      [...here].map((agentId) => ({ agentId, position: [100, 100, 25] as const })),
      [256_000, 256_000],
    )
  tell()
  return {
    ...edge,
    here,
    async pass(milliseconds: number) {
      for (let passed = 0; passed < milliseconds; passed += 250) {
        await edge.time.pass(250)
        tell()
      }
    },
  }
}

t.test(
  'its sessions end after 15 s, those of neighbours, too, and are refused until it is back',
  async (t) => {
    const { enter, rpc, hub, here, pass, refused } = await startRegion(t)
    const home = await enter(at(ANNA), { position })
    const next = await enter(at(ANNA, NEXT), { position, primary: false })
    const bert = await enter(at(BERT), { position })
    await pass(1000)
    here.delete(ANNA)
    await pass(ABSENT_MS - 500)
    t.ok(hub.peers.has(home), 'it may be between two regions')
    await pass(1000)
    t.same([...hub.peers.keys()], [bert])
    t.notOk(hub.peers.has(next))
    t.same(refused, [ANNA])
    t.match(await rpc(provision, at(ANNA), offerOf()), { error: /does not list/ })
    here.add(ANNA)
    await pass(250)
    const again = await enter(at(ANNA), { position })
    await pass(2 * ABSENT_MS)
    t.ok(hub.peers.has(again))
  },
)

t.test('whom the feed never listed has as long, and not again with each connection', async (t) => {
  const { enter, hub, pass, rpc } = await startRegion(t, [BERT])
  let insideMs = 0
  for (let round = 0; round < 8; round += 1) {
    const { error } = await rpc(provision, at(ANNA), offerOf())
    if (error) break
    const peer = await enter(at(ANNA), { position })
    for (let second = 0; second < 10; second += 1) {
      await pass(1000)
      if (hub.peers.has(peer)) insideMs += 1000
    }
    hub.events.emit('closed', peer)
  }
  t.ok(insideMs <= ABSENT_MS + 1000, `${insideMs} ms`)
  t.match(await rpc(provision, at(ANNA), offerOf()), { error: /does not list/ })
})

t.test('a neighbour that was seen nowhere is no neighbour', async (t) => {
  const { enter, hub, here, pass } = await startRegion(t)
  const next = await enter(at(ANNA, NEXT), { position, primary: false })
  await pass(2 * ABSENT_MS)
  t.ok(hub.peers.has(next), 'it stands next door')
  here.delete(ANNA)
  await pass(ABSENT_MS + 500)
  t.notOk(hub.peers.has(next))
})

t.test('who is away for a moment has not left', async (t) => {
  const { enter, hub, here, pass } = await startRegion(t)
  const home = await enter(at(ANNA), { position })
  const ear = await enter(at(BERT, NEXT), { position, primary: false })
  for (let round = 0; round < 4; round += 1) {
    here.clear()
    await pass(ABSENT_MS / 2)
    here.add(ANNA).add(BERT)
    await pass(ABSENT_MS)
  }
  t.same([...hub.peers.keys()], [home, ear])
})

t.test('when the feed has fallen silent nobody is kept out for what it said', async (t) => {
  const { enter, rpc, here, pass, time, presence } = await startRegion(t)
  await enter(at(ANNA), { position })
  here.delete(ANNA)
  await pass(2 * ABSENT_MS)
  t.match(await rpc(provision, at(ANNA), offerOf()), { error: /does not list/ })
  t.ok((await rpc(provision, at(ANNA, NEXT), offerOf())).result, 'nor ever next door')
  await time.pass(40_000)
  presence.sweep()
  t.ok((await rpc(provision, at(ANNA), offerOf())).result)
})

t.test('who walks into a region without a feed stays, there and next door', async (t) => {
  const { enter, hub, here, pass, refused } = await startRegion(t)
  const home = await enter(at(ANNA), { position })
  const next = await enter(at(ANNA, NEXT), { position, primary: false })
  await pass(1000)
  for (const [peer, join] of [
    [home, {}],
    [next, { p: true }],
  ] as const) {
    hub.events.emit('text', peer, JSON.stringify({ j: join }))
  }
  here.delete(ANNA)
  await pass(3 * ABSENT_MS)
  t.ok(hub.peers.has(home) && hub.peers.has(next))
  t.same(refused, [])
})

t.test('a feed that is silent says nothing about anybody, and a call has no place', async (t) => {
  const { enter, hub, here, pass, time } = await startRegion(t)
  const home = await enter(at(ANNA), { position })
  const call = await enter(at(ANNA), { request: { channel_type: 'multiagent', channel: 'a-call' } })
  await time.pass(20 * ABSENT_MS)
  t.ok(hub.peers.has(home))
  here.delete(ANNA)
  await pass(ABSENT_MS + 500)
  t.notOk(hub.peers.has(home))
  t.ok(hub.peers.has(call))
})
