/** What a script says of parcels decides in whose room people are: the parcel's, the region's, or none. */

import t, { type Test } from 'tap'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { regionOf } from '../../helpers/regions/of-grid.js'
import { type TestAvatar, testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { createVivoxRegion } from '../../helpers/regions/vivox-region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../../helpers/test-app.js'
import { OFFER, offerOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

/** As `llGetParcelFlags` and `llGetRegionFlags` of a real region say them. */
const OWN_CHANNEL = 671_096_907
const ESTATE_CHANNEL = 1_744_838_731
const VOICE_OFF = OWN_CHANNEL & ~0x20000000
const REGION_ALLOWS = 0x10100046
const REGION_FORBIDS = 0x00100046

/** A region with Bert on no parcel and Anna on one that has a channel of its own, both on their pages. */
async function land(t: Test, app: TestApp) {
  const parcel = testUuid()
  const [anna, bert] = [testAvatar('Anna Flag'), testAvatar('Bert Flag', [110, 100, 25])]
  const region = testRegion(app, [{ ...anna, parcel }, bert])
  const module = createVivoxRegion({
    port: app.port,
    user: app.config.vivoxAdminUser,
    password: app.secrets.vivoxAdminPassword,
  })
  t.teardown(() => module.connection.close())
  await module.enterParcel({ name: parcel, description: 'Flag House' })
  /** The whole region once more, with more said of Anna's place and of the region. */
  async function tell(words: object = {}, ofRegion: object = {}, id = region.id): Promise<void> {
    const own = [{ ...anna, parcel, ...words }, bert]
    const avatars = id === region.id ? own : [{ ...testAvatar('Somebody Else'), parcel, ...words }]
    const body = { region: id, name: 'Flag Land', avatars, ...ofRegion }
    t.equal((await region.post('/opensim/v1/positions', body)).status, 204)
  }
  await tell()
  const page = async (avatar: TestAvatar) => {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    return socket
  }
  return { region, parcel, anna, bert, tell, annas: await page(anna), berts: await page(bert) }
}

t.test('pages follow what the parcel and the estate allow, and an absent word is as usual', async (t) => {
  const app = await startTestApp(t)
  const { tell, annas, berts, region, parcel, bert } = await land(t, app)
  const own = await annas.next('room')
  t.strictSame(own.participants, [])
  t.equal(own.channel.name, 'Flag House')
  const regions = await berts.next('room')

  await tell({ parcel_flags: ESTATE_CHANNEL }, { region_flags: REGION_ALLOWS })
  const shared = await annas.next('room')
  t.equal(shared.channel.id, regions.channel.id, 'with the estate’s channel it is the region’s room')
  t.strictSame(
    shared.participants.map(({ agentId }) => agentId),
    [bert.id],
  )
  await tell({ parcel_flags: OWN_CHANNEL }, { region_flags: REGION_ALLOWS })
  t.equal((await annas.next('room')).channel.id, own.channel.id)
  await tell({ estate_channel: true })
  t.equal((await annas.next('room')).channel.id, regions.channel.id, 'in words, too')
  await tell({ voice: false })
  t.match(await annas.next('no-room'), { reason: 'voice-off' })
  await tell()
  t.equal((await annas.next('room')).channel.id, own.channel.id, 'nothing said is as usual')
  await tell({ parcel_flags: VOICE_OFF })
  t.match(await annas.next('no-room'), { reason: 'voice-off' })

  const asked = (voice_allowed?: boolean) =>
    region.post(
      '/opensim/v1/caps/ParcelVoiceInfoRequest',
      `<llsd><map><key>region</key><uuid>${region.id}</uuid><key>parcel</key><uuid>${parcel}</uuid>${
        voice_allowed === undefined ? '' : `<key>voice_allowed</key><boolean>${voice_allowed}</boolean>`
      }</map></llsd>`,
      { 'content-type': 'application/llsd+xml' },
    )
  await tell()
  await annas.next('room')
  await asked(false)
  t.match(await annas.next('no-room'), { reason: 'voice-off' })
  await tell()
  await asked()
  await annas.next('room')

  await tell({ voice: false }, { voice: false }, testUuid())
  await tell({}, { region_flags: REGION_FORBIDS })
  t.match(await annas.next('no-room'), { reason: 'voice-off' }, 'first of all, so another region counts not')
  t.match(await berts.next('no-room'), { reason: 'voice-off' }, 'the estate’s switch is for everybody')
  await tell()
  await Promise.all([annas.next('room'), berts.next('room')])
})

t.test('a parcel that the script says is the whole region is heard next door', async (t) => {
  const app = await startTestApp(t)
  const { tell, anna } = await land(t, app)
  const corner = [256_000, 256_000]
  anna.pos = [250, 100, 25]
  const carl = testAvatar('Carl East', [4, 100, 25])
  const east = testRegion(app, [carl], 'East', testUuid(), [256_256, 256_000])
  await Promise.all([tell({}, { corner }), east.push()])
  const carls = openSignal(app.url, await signIn(app.url, await east.link(carl)))
  t.teardown(() => carls.close())
  carls.send({ type: 'join', muted: false })
  t.strictSame((await carls.next('room')).participants, [], 'a parcel of its own is closed')
  await tell({ parcel_whole: 1 }, { corner })
  t.match((await carls.next('participant-joined')).participant, { agentId: anna.id, beyond: {} })
  await tell({ parcel_whole: 'perhaps' }, { corner })
  t.match(await carls.next('participant-left'), { agentId: anna.id }, 'what is not said so is closed')
})

t.test('who owns the parcel moderates in its channel, unless an admin says otherwise', async (t) => {
  const app = await startTestApp(t)
  const { tell, annas, berts, anna, bert } = await land(t, app)
  const own = await annas.next('room')
  t.notOk(own.self.moderator)
  t.notOk((await berts.next('room')).self.moderator)
  const becomes = async (moderator: boolean) =>
    t.equal((await annas.next('participant-changed')).participant.moderator ?? false, moderator)
  await tell({ parcel_owner: anna.id })
  await becomes(true)
  annas.send({ type: 'moderate', act: 'lock' })
  t.ok((await annas.next('rules')).rules.locked)
  annas.send({ type: 'moderate', act: 'unlock' })
  const admin = await signedInAdmin(app)
  const set = async (ownersModerate: boolean) => {
    const { version } = (await admin.get(`/channels/${own.channel.id}`)).body
    const change = { version, settings: { ownersModerate } }
    t.match(await admin.patch(`/channels/${own.channel.id}`, change), {
      status: 200,
      body: { owners: [anna.id], settings: { moderators: [], ownersModerate } },
    })
    await becomes(ownersModerate)
  }
  await set(false)
  await set(true)
  await tell({ parcel_owner: bert.id })
  await becomes(false)
  await tell({ parcel_owner: '00000000-0000-0000-0000-000000000000' })
  await tell({ parcel_owner: 'Anna' })
  await tell({ parcel_owner: anna.id }, {}, testUuid())
  await tell({ parcel_owner: anna.id }, { estate_owner: bert.id })
  await becomes(true)
  t.match((await berts.next('participant-changed')).participant, { agentId: bert.id, moderator: true })
  t.equal(annas.messages.filter(({ type }) => type === 'participant-changed').length, 0)
})

t.test('what a script said is void when the script is gone', async (t) => {
  let skewMs = 0
  const app = await startTestApp(t, { timers: { ...systemTimers, now: () => systemTimers.now() + skewMs } })
  const region = testRegion(app, [])
  const body = { region: region.id, name: 'Flag Land', avatars: [], region_flags: REGION_FORBIDS }
  await region.post('/opensim/v1/positions', body)
  const ask = () =>
    voiceRpc(app)(
      'provision_voice_account_request',
      { agentId: testUuid(), regionId: region.id },
      offerOf({}, OFFER),
    )
  t.match(await ask(), { error: /switched off/ })
  skewMs += 301_000
  await eventually(
    'the viewers of the region are let in',
    async () => !/switched off/.test((await ask()).error ?? ''),
  )
})

t.test('viewers are where pages are, and move when the parcel is given back to the estate', async (t) => {
  const { enter, feed, sessions, parcelVoice, channels, hub, time } = await startEdge(t)
  const [agentId, regionId, parcelId] = [testUuid(), testUuid(), testUuid()]
  const stand = () => feed(regionId, [{ agentId, position: [10, 10, 25], parcelId }])
  const house = { request: { parcel_local_id: 7 } }
  const channelOf = () =>
    sessions
      .list()
      .map(({ channel }) => channel.name)
      .join()
  await channels.create({
    grid: MAIN_GRID,
    name: parcelId,
    parentId: null,
    description: 'House',
    settings: {},
  })
  stand()
  const flags = (estateChannel: boolean) =>
    parcelVoice.report(regionOf(regionId), {
      allowed: true,
      parcels: new Map([[parcelId, { estateChannel }]]),
    })
  const first = await enter({ agentId, regionId }, house)
  t.equal(channelOf(), parcelId)
  stand()
  flags(true)
  t.notOk(hub.peers.has(first), 'its viewer connects again by itself')
  await enter({ agentId, regionId }, house)
  t.equal(channelOf(), regionId, 'also by the number that it still names')
  for (let passed = 0; passed < 4000; passed += 250) {
    await time.pass(250)
    stand()
  }
  flags(false)
  t.equal(channelOf(), '', 'and back again')
  await enter({ agentId, regionId }, house)
  t.equal(channelOf(), parcelId)
})
