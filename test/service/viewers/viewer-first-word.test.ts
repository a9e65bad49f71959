/** The first word of a viewer decides nothing: it corrects itself a tick later, or the feed knows better. */

import t from 'tap'
import { CONFIRM_MS, JOIN_TIMEOUT_MS } from '../../../src/native-viewer/sessions/viewer-session.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { FakeHub } from '../../helpers/media/fake-hub.js'
import { offerOf, placeOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'
import { createViewerTalk } from '../../helpers/viewers/viewer-talk.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const HOUSE = '33333333-0000-4000-8000-000000000003'
const at = (agentId: string, regionId = HOME) => ({ agentId, regionId })
const parcel = { request: { parcel_local_id: 7 } }
const position = [256_100, 256_100, 25] as const

function listOf(hub: FakeHub, peerId: string, agentId: string): readonly string[] {
  const talk = createViewerTalk(agentId, () => undefined)
  for (const update of hub.told.get(peerId) ?? []) talk.hear(JSON.stringify(update))
  return [...talk.people.keys()].sort()
}

for (const order of ['newest', 'old'] as const) {
  for (const [where, options] of [
    ['a parcel with a channel of its own', parcel],
    ['the region’s channel', {}],
  ] as const) {
    t.test(`${where}, by viewers of the ${order} order`, async (t) => {
      const { enter, hub, time, sessions } = await startEdge(t)
      const anna = await enter(at(ANNA), { ...options, position, order })
      const bert = await enter(at(BERT), { ...options, position, order })
      await time.pass(100)
      for (const [peerId, agentId] of [
        [anna, ANNA],
        [bert, BERT],
      ] as const) {
        t.same(listOf(hub, peerId, agentId), [ANNA, BERT])
        t.ok(hub.ears.has(peerId))
      }
      t.equal(hub.peers.get(anna)?.roomKey, hub.peers.get(bert)?.roomKey)
      await time.pass(JOIN_TIMEOUT_MS)
      t.strictSame(
        sessions.list().map(({ state }) => state),
        ['in-room', 'in-room'],
      )
    })
  }
}

t.test('who stands elsewhere by its own word waits outside of a parcel, unheard and unlisted', async (t) => {
  const { enter, hub, time, refused, channels, sessions } = await startEdge(t)
  const bert = await enter(at(BERT), { ...parcel, position })
  const anna = await enter(at(ANNA), { ...parcel, position, primary: false })
  const say = (peerId: string, message: object) => hub.events.emit('text', peerId, JSON.stringify(message))
  for (let tick = 0; tick < 40; tick += 1) {
    await time.pass(100)
    say(anna, placeOf(position))
    t.equal(hub.peers.get(anna)?.roomKey, undefined)
  }
  t.same(listOf(hub, bert, BERT), [BERT])
  t.same(listOf(hub, anna, ANNA), [], 'nor is it told who is there')
  t.match(
    sessions.list().find(({ agentId }) => agentId === ANNA),
    { state: 'connecting' },
  )
  say(anna, { j: { p: true } })
  await time.pass(100)
  t.same(listOf(hub, bert, BERT), [ANNA, BERT], 'in time')

  say(anna, { j: {} })
  await time.pass(100)
  t.equal(hub.peers.get(anna)?.roomKey, undefined, 'and out again')
  t.same(listOf(hub, bert, BERT), [BERT])
  await time.pass(CONFIRM_MS)
  t.notOk(hub.peers.has(anna))
  t.same(refused, [ANNA])

  const before = await channels.search({ grid: MAIN_GRID })
  await enter(at(ANNA), { request: { parcel_local_id: 8 }, primary: false })
  await time.pass(CONFIRM_MS)
  t.same(await channels.search({ grid: MAIN_GRID }), before, 'and nothing lasts of one that never came in')
})

t.test('the feed’s word is as good as the viewer’s own', async (t) => {
  const { enter, hub, time, feed, refused } = await startEdge(t)
  const tell = () =>
    feed(HOME, [{ agentId: ANNA, position: [100, 100, 25], parcelId: HOUSE }], [256_000, 256_000])
  const anna = await enter(at(ANNA), { ...parcel, primary: false })
  await time.pass(CONFIRM_MS - 1000)
  tell()
  await time.pass(100)
  t.same(listOf(hub, anna, ANNA), [ANNA])
  for (let second = 0; second < 20; second += 1) {
    await time.pass(1000)
    tell()
  }
  t.same(refused, [])
})

t.test('a neighbour hears the region’s channel for as long as it likes', async (t) => {
  const { enter, hub, time, sessions } = await startEdge(t)
  await enter(at(ANNA), { position })
  const ear = await enter(at(ANNA, NEXT), { primary: false, position })
  const bert = await enter(at(BERT, NEXT), { position: [256_260, 256_100, 25] })
  await time.pass(10 * CONFIRM_MS)
  t.ok(hub.ears.has(ear), 'also where it was the first to say a place')
  t.equal(hub.peers.get(ear)?.roomKey, hub.peers.get(bert)?.roomKey)
  t.same(listOf(hub, ear, ANNA), [BERT])
  t.same(listOf(hub, bert, BERT), [BERT])
  t.equal(sessions.list().length, 3)
})

t.test('one that says nothing at all is in no room, whatever else it says', async (t) => {
  const { rpc, hub, time, sessions, channels } = await startEdge(t)
  const { result } = await rpc('provision_voice_account_request', at(ANNA), offerOf())
  const peerId = String(result?.viewer_session)
  hub.events.emit('text', peerId, JSON.stringify(placeOf(position)))
  await time.pass(JOIN_TIMEOUT_MS - 1)
  t.equal(hub.peers.get(peerId)?.roomKey, undefined)
  await time.pass(1)
  t.same([sessions.list(), await channels.search({ grid: MAIN_GRID })], [[], []])
})
