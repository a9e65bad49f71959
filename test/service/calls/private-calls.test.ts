/** A call is for those whom its first one meant: by credentials, by the id of two, and nobody hears unlisted. Nothing of it lasts. */

import t from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { JOIN_TIMEOUT_MS } from '../../../src/native-viewer/sessions/viewer-session.js'
import { MAX_CALLS_PER_AVATAR } from '../../../src/voice/calls/viewer-calls.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { FakeHub } from '../../helpers/media/fake-hub.js'
import { MASTER } from '../../helpers/regions/region-authority.js'
import { OFFER, offerOf, placeOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'
import { createViewerTalk } from '../../helpers/viewers/viewer-talk.js'

const ANNA = 'aaaaaaaa-1234-4000-8000-000000000001'
const BERT = 'bbbbbbbb-4321-4fff-9000-000000000002'
const EVE = 'eeeeeeee-0000-4abc-a000-00000000000e'
/** Of the two; anybody can reckon it. */
const PRIVATE = '11111111-5115-0fff-1000-000000000003'
const GROUP = 'cccccccc-0000-4000-8000-000000000009'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const at = (agentId: string, regionId = HOME) => ({ grid: MAIN_GRID, agentId, regionId })
const provision = 'provision_voice_account_request'

const callOf = (channel: string, credentials?: unknown) => ({
  channel_type: 'multiagent',
  channel,
  ...(credentials !== undefined && { credentials }),
})

function listOf(hub: FakeHub, peerId: string, agentId: string): readonly string[] {
  const talk = createViewerTalk(agentId, () => undefined)
  for (const update of hub.told.get(peerId) ?? []) talk.hear(JSON.stringify(update))
  return [...talk.people.keys()].sort()
}

t.test('who brings other credentials than the first is refused', async (t) => {
  const { enter, rpc, hub } = await startEdge(t)
  await enter(at(ANNA), { request: callOf(GROUP, 'one') })
  for (const credentials of ['two', '', undefined, null, 1, 'ONE']) {
    const reply = await rpc(provision, at(EVE), offerOf(callOf(GROUP, credentials)))
    t.match(reply, { error: /credentials/ }, String(credentials))
  }
  t.match(
    await rpc(provision, at(ANNA, NEXT), offerOf(callOf(GROUP.toUpperCase(), 'two'))),
    { error: /credentials/ },
    'the first itself, too, in whatever spelling',
  )
  await enter(at(BERT, NEXT), { request: callOf(GROUP.toUpperCase(), 'one') })
  const eve = await enter(at(EVE), { request: callOf(GROUP, 'one') })
  t.same(listOf(hub, eve, EVE), [ANNA, BERT, EVE], 'a group has more than two')
})

t.test('the first fixes them before it is in, and they are free when the last has gone', async (t) => {
  const { enter, rpc, hub, sessions, time } = await startEdge(t)
  t.ok((await rpc(provision, at(ANNA), offerOf(callOf(GROUP, 'one')))).result)
  t.match(await rpc(provision, at(EVE), offerOf(callOf(GROUP, 'two'))), { error: /credentials/ })
  await enter(at(BERT), { request: callOf(GROUP, 'one') })
  sessions.logout(at(ANNA), undefined, MASTER)
  t.match(await rpc(provision, at(EVE), offerOf(callOf(GROUP, 'two'))), { error: /credentials/ })
  sessions.logout(at(BERT), undefined, MASTER)
  await enter(at(EVE), { request: callOf(GROUP, 'two') })
  sessions.logout(at(EVE), undefined, MASTER)

  // Nothing that is refused holds a call.
  hub.fault = new VoiceError('hub-unavailable', 'not up')
  t.match(await rpc(provision, at(EVE), offerOf(callOf(GROUP, 'three'))), { error: /not up/ })
  hub.fault = undefined
  t.match(await rpc(provision, at(EVE), offerOf(callOf(GROUP, 'three'), `x${OFFER}`)), { error: /no SDP/ })
  t.ok((await rpc(provision, at(EVE), offerOf(callOf(GROUP, 'three')))).result)
  await time.pass(JOIN_TIMEOUT_MS)
  await enter(at(ANNA), { request: callOf(GROUP, 'one') })
})

t.test('the id of two admits no third one, whatever credentials it brings', async (t) => {
  const { enter, rpc, hub, rooms } = await startEdge(t)
  const anna = await enter(at(ANNA), { request: callOf(PRIVATE, 'secret') })
  for (const credentials of ['secret', 'wrong', undefined]) {
    const reply = await rpc(provision, at(EVE), offerOf(callOf(PRIVATE, credentials)))
    t.match(reply, { error: /private/ }, 'not even before the second is there')
  }
  t.match(await rpc(provision, at(BERT), offerOf(callOf(PRIVATE, 'wrong'))), { error: /credentials/ })
  await enter(at(BERT, NEXT), { request: callOf(PRIVATE, 'secret') })
  t.match(await rpc(provision, at(EVE), offerOf(callOf(PRIVATE, 'secret'))), { error: /private/ })
  t.same(listOf(hub, anna, ANNA), [ANNA, BERT])
  t.equal(hub.peers.size, 2)
  t.same(
    [...rooms.people.values()].map(({ size }) => size),
    [2],
  )
})

t.test('avatars whose ids were not drawn by lot have private calls, too', async (t) => {
  const { enter, rpc, feed } = await startEdge(t)
  const [carl, dora] = ['00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000d2']
  const id = '00000000-0000-0000-0000-000000000013'
  feed(HOME, [{ agentId: dora, position: [1, 1, 1] }])
  await enter(at(carl), { request: callOf(id) })
  t.match(await rpc(provision, at(EVE), offerOf(callOf(id))), { error: /private/ }, 'one is known')
  await enter(at(dora), { request: callOf(id) })
  t.match(await rpc(provision, at(EVE), offerOf(callOf(id))), { error: /private/ })
})

t.test('who occupies the call of two others has to go when one of them comes', async (t) => {
  const { enter, rpc, hub, feed, refused, time } = await startEdge(t)
  feed(HOME, [
    { agentId: ANNA, position: [1, 1, 1] },
    { agentId: BERT, position: [2, 2, 2] },
  ])
  const eve = await enter(at(EVE), { request: callOf(PRIVATE, 'mine') })
  t.ok(hub.peers.has(eve))
  const anna = await enter(at(ANNA), { request: callOf(PRIVATE, 'secret') })
  t.notOk(hub.peers.has(eve))
  t.same(refused, [EVE])
  await enter(at(BERT), { request: callOf(PRIVATE, 'secret') })
  await time.pass(100)
  t.same(listOf(hub, anna, ANNA), [ANNA, BERT])
  t.match(await rpc(provision, at(EVE), offerOf(callOf(PRIVATE, 'mine'))), { error: /private/ })
})

t.test('nobody hears in a call without being listed', async (t) => {
  const { enter, rpc, hub, time, sessions } = await startEdge(t)
  const anna = await enter(at(ANNA), { request: callOf(GROUP) })
  const silent = await rpc(provision, at(EVE), offerOf(callOf(GROUP)))
  const eve = String(silent.result?.viewer_session)
  hub.events.emit('text', eve, JSON.stringify(placeOf([256_100, 256_100, 25])))
  await time.pass(1000)
  t.equal(hub.peers.get(eve)?.roomKey, undefined, 'who has not joined is not in')
  hub.events.emit('text', eve, '{"j":{}}')
  await time.pass(100)
  t.same(listOf(hub, anna, ANNA), [ANNA, EVE], 'who has is listed, a neighbour or not')
  t.strictSame(
    sessions.list().map(({ state }) => state),
    ['in-room', 'in-room'],
  )
  await enter(at(BERT))
  t.strictSame(
    [ANNA, BERT].map((agentId) => sessions.isKnown(at(agentId))),
    [false, true],
    'a call alone tells of nobody',
  )
})

t.test('nothing of a call is stored, and an avatar has so many at most', async (t) => {
  const { enter, rpc, hub, channels } = await startEdge(t)
  await enter(at(ANNA), { request: callOf(GROUP) })
  await enter(at(BERT), { request: callOf(GROUP) })
  const answers = []
  for (let index = 0; index < 300; index += 1) {
    answers.push(await rpc(provision, at(EVE), offerOf(callOf(`conference-${index}`))))
  }
  t.equal(answers.filter(({ result }) => result).length, MAX_CALLS_PER_AVATAR)
  t.match(answers.at(-1), { error: /too many/ })
  t.same(await channels.search({ grid: MAIN_GRID }), [])
  await rpc(provision, at(EVE), { logout: true, viewer_session: '' })
  t.equal(hub.peers.size, 2)
  t.ok((await rpc(provision, at(EVE), offerOf(callOf('another')))).result, 'those that ended do not count')
})
