/** Where voice is off nobody hears or is heard, whatever a viewer names or leaves out; where people talk already, they are told. */

import t, { type Test } from 'tap'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { tone } from '../../helpers/browser/voice-sound.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { regionsJson } from '../../helpers/regions/regions-json.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { offerOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'
import { connected, hearTone, startViewer } from '../../helpers/viewers/viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const CARL = 'cccccccc-0000-4000-8000-000000000003'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const QUIET = '33333333-0000-4000-8000-000000000003'
const LOUD = '44444444-0000-4000-8000-000000000004'
const at = (agentId: string, regionId = HOME) => ({ agentId, regionId })
const position = [256_100, 256_100, 25] as const
const provision = 'provision_voice_account_request'
const call = { channel_type: 'multiagent', channel: 'a-call' }

async function startRegion(t: Test) {
  const edge = await startEdge(t)
  const stand = new Map([
    [ANNA, QUIET],
    [BERT, LOUD],
  ])
  const tell = () =>
    edge.feed(
      HOME,
      [...stand].map(([agentId, parcelId]) => ({ agentId, position: [100, 100, 25] as const, parcelId })),
      [256_000, 256_000],
    )
  tell()
  const ask = (agentId: string, request: object = {}, regionId = HOME) =>
    edge.rpc(provision, at(agentId, regionId), offerOf(request))
  const allow = (parcelId: string | null, allowed: boolean | undefined) =>
    edge.parcelVoice.set({ grid: MAIN_GRID, regionId: HOME, parcelId }, allowed)
  return { ...edge, stand, tell, ask, allow }
}

t.test('the parcel where the feed sees an avatar decides', async (t) => {
  const { ask, allow, enter, stand, tell, hub, channels } = await startRegion(t)
  allow(QUIET, false)
  for (const request of [{}, { parcel_local_id: 7 }, { parcel_local_id: -1 }]) {
    t.match(await ask(ANNA, request), { error: /switched off/ }, JSON.stringify(request))
  }
  t.match(await ask(ANNA, {}, NEXT), { error: /switched off/ }, 'nor does it hear next door')
  t.same(await channels.search({ grid: MAIN_GRID }), [])
  await enter(at(ANNA), { request: call })
  const bert = await enter(at(BERT), { position })
  stand.set(BERT, QUIET)
  tell()
  t.notOk(hub.peers.has(bert), 'who walks there is out')
  stand.set(ANNA, LOUD)
  tell()
  t.ok((await ask(ANNA)).result, 'and may come in on the other side')
})

t.test('people who talk are out when it is switched off, and told why', async (t) => {
  const { ask, allow, enter, hub, rooms, toldInWorld, refused, time } = await startRegion(t)
  const anna = await enter(at(ANNA), { position, request: { parcel_local_id: 7 } })
  const next = await enter(at(ANNA, NEXT), { position, primary: false })
  const unseen = await enter(at(CARL), { position })
  const bert = await enter(at(BERT), { position })
  const calling = await enter(at(ANNA), { request: call })
  allow(QUIET, false)
  await time.pass(100)
  t.same(
    [...hub.peers.keys()].sort(),
    [unseen, bert, calling].sort(),
    'who stands there, in every room of the world',
  )
  t.notOk(hub.peers.has(anna) || hub.peers.has(next))
  t.notOk([...rooms.people.values()].some((people) => people.has(ANNA) && people.size > 1))
  t.same(toldInWorld, [ANNA], 'once')
  t.match(await ask(ANNA), { error: /switched off/ })

  allow(QUIET, undefined)
  await enter(at(ANNA), { position })
  allow(QUIET, false)
  t.same(toldInWorld, [ANNA], 'nor each time that somebody plays with the switch')
  allow(null, false)
  t.same([...hub.peers.keys()], [calling], 'the region as a whole')
  t.same(toldInWorld.slice(1).sort(), [BERT, CARL])
  t.ok(refused.includes(CARL))
})

t.test('viewers and pages of the whole service', async (t) => {
  const parcel = testUuid()
  const [anna, bert, carl] = ['Anna Viewer', 'Bert Viewer', 'Carl Page'].map((name) => testAvatar(name))
  if (!anna || !bert || !carl) return
  const regionId = testUuid()
  const simulator = await startFakeSimulator([
    {
      id: regionId,
      name: 'Plaza',
      agents: [anna, bert, carl].map(({ id, name, pos }) => ({ id, name, pos, parcel })),
    },
  ])
  t.teardown(() => simulator.down())
  const app = await startTestApp(t, {
    env: { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator], { code_sign_in: true }) },
  })
  const { post, link } = testRegion(app, [], 'Plaza', regionId)
  const enter = (agentId: string, toneHz: number) =>
    startViewer(t, {
      rpc: voiceRpc(app),
      regionId,
      agentId,
      place: { position: [256_100, 256_100, 25] },
      voice: tone(toneHz, 0.1),
    }).then(connected)
  const [one, two] = [await enter(anna.id, 450), await enter(bert.id, 700)]
  const page = openSignal(app.url, await signIn(app.url, await link(carl)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  await page.next('room')
  await eventually('Bert hears Anna', async () => (await hearTone(two, 450, 0.2)).both > 0.03)

  const allow = (voice_allowed: boolean) =>
    post('/opensim/v1/caps/ParcelVoiceInfoRequest', { region: regionId, parcel, voice_allowed })
  await allow(false)
  t.match(await page.next('no-room'), { reason: 'voice-off' })
  await eventually('both are cut off', () => !one.peer.isConnected() && !two.peer.isConnected())
  for (const { id } of [anna, bert]) {
    await t.rejects(enter(id, 450), /switched off/)
    await eventually('told in-world', () => simulator.alerts.some(({ agentId }) => agentId === id))
  }
  t.match(simulator.alerts, [{ message: /Voice was switched off/ }, {}])
  t.equal(simulator.alerts.length, 2)
  await allow(true)
  await page.next('room')
  const again = await enter(anna.id, 450)
  await eventually('and in again', () => again.talk.people.has(anna.id))
})
