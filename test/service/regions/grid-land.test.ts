/** The whole service in grid mode, with simulators that tell positions and parcels: where an owner switches voice off, it is off. */

import t from 'tap'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { type FakeParcel, USUAL_FLAGS, VOICE_OFF_FLAGS } from '../../helpers/regions/fake-land.js'
import { startFakeRobust } from '../../helpers/regions/fake-robust.js'
import { type FakeAgent, startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

t.test('parcels of the grid', async (t) => {
  let skewMs = 0
  const timers = { ...systemTimers, now: () => systemTimers.now() + skewMs }
  const [west, east] = [testUuid(), testUuid()]
  const anna = testAvatar('Anna Test')
  const parcel = (name: string): FakeParcel => ({ id: testUuid(), name, from: [0, 0], to: [256, 256] })
  const [meadow, quiet] = [parcel('Meadow'), parcel('Quiet Garden')]
  quiet.owner = anna.id
  const cellar = testUuid()
  const self: FakeAgent = { ...anna, parcel: meadow.id }
  const inCellar: FakeAgent = { ...testAvatar('Cleo Test'), parcel: cellar }
  const simulator = await startFakeSimulator([
    { id: west, name: 'West', agents: [self, inCellar] },
    { id: east, name: 'East', agents: [] },
  ])
  t.teardown(simulator.down)
  simulator.password = 'secret-word'
  simulator.lands = [
    { corner: [256_000, 256_000], parcels: [meadow] },
    { corner: [256_256, 256_000], parcels: [quiet] },
  ]
  const robust = await startFakeRobust(t, [
    { id: west, name: 'West', corner: [256_000, 256_000], simulator: simulator.url },
    { id: east, name: 'East', corner: [256_256, 256_000], simulator: simulator.url },
  ])
  robust.presences.set(anna.id, west)
  const app = await startTestApp(t, {
    env: { ROBUST_URL: robust.url, ROBUST_REMOTE_ADMIN_PASSWORD: 'secret-word', MEDIA_ROUTE: 'mesh' },
    timers,
  })
  const page = openSignal(app.url, await signIn(app.url, await testRegion(app, [anna]).link(anna)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  await eventually('RemoteAdmin places her', () =>
    // In a room where she was without a place, the channel changes instead.
    page.messages.some(
      (message) => (message.type === 'room' || message.type === 'channel') && !message.channel.unplaced,
    ),
  )
  page.messages.length = 0

  const land = () => simulator.calls.filter(({ method }) => method === 'land_data')
  await eventually('her parcel is asked about', () => land().length > 0)
  meadow.flags = VOICE_OFF_FLAGS
  skewMs += 10_000
  t.match(await page.next('no-room'), { reason: 'voice-off' }, 'its owner switched voice off')
  meadow.flags = USUAL_FLAGS
  skewMs += 10_000
  t.match(await page.next('room'), { channel: { name: 'West' } })

  const admin = await signedInAdmin(app)
  const regions = async () => (await admin.get('/regions')).body.regions
  const [here, there] = simulator.regions
  const [, lands] = simulator.lands
  Object.assign(lands ?? {}, { parcels: [{ ...quiet, id: cellar, name: 'Stolen', flags: VOICE_OFF_FLAGS }] })
  here?.agents.splice(0)
  there?.agents.push({ ...self, parcel: quiet.id })
  robust.presences.set(anna.id, east)
  t.match(await page.next('room'), { channel: { name: 'East' } })
  const before = land().length
  skewMs += 10_000
  await eventually('it has told of a parcel that another region has named', () => land().length > before)
  t.match(await regions(), [{ name: 'East', parcels: [] }, { name: 'West' }], 'which is nothing to it')

  Object.assign(lands ?? {}, { parcels: [quiet] })
  quiet.flags = VOICE_OFF_FLAGS
  skewMs += 10_000
  t.match(await page.next('no-room'), { reason: 'voice-off' }, 'a parcel without voice')

  page.messages.length = 0
  t.match(await regions(), [
    {
      name: 'East',
      corner: [256_256, 256_000],
      sizeMetres: [256, 256],
      simulator: simulator.url,
      state: 'online',
      positions: true,
      parcels: [{ name: 'Quiet Garden', ownerId: anna.id, voiceAllowed: false }],
    },
    { name: 'West', state: 'online', goneAt: null, parcels: [{ name: 'Meadow', voiceAllowed: true }] },
  ])
  robust.regions = robust.regions.filter(({ id }) => id === east)
  skewMs += 60_000
  await eventually('one is gone', async () => (await regions())[1].state === 'gone')
  t.ok((await regions())[1].goneAt > 0)

  const test = async () => (await admin.post('/setup/test/grid', { browserTime: Date.now() })).body
  t.match(await test(), { state: 'good' })
  simulator.lands = undefined
  t.match(await test(), { state: 'bad', findings: [{ code: 'land-not-enabled' }] })
  skewMs += 10_000
  t.match(await page.next('room'), { channel: { name: 'East' } }, 'what a simulator no longer tells is void')
  const checks = (await admin.get('/setup')).body.checks as { code: string }[]
  t.match(
    checks.find(({ code }) => code === 'grid'),
    { state: 'bad', findings: [{ code: 'land-not-enabled', about: simulator.url }] },
  )
  const asked = land().length
  skewMs += 60_000
  await eventually('time passes', async () => (await regions()).length === 2)
  t.equal(land().length, asked, 'it is not asked on and on')
  t.notMatch(JSON.stringify(app.log), /secret-word|0000000000ff/)
})
