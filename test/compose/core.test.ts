/** Two whole cores over one bus and one store, as two processes are: what one of them decides holds in the other. */

import { pino } from 'pino'
import t, { type Test } from 'tap'
import { createCore } from '../../src/compose/core.js'
import { loadSecrets } from '../../src/operator/data-directory/data-dir.js'
import { loadConfig } from '../../src/operator/settings/config.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { eventually } from '../helpers/eventually.js'
import { testUuid } from '../helpers/regions/region.js'
import { someUdpPort } from '../helpers/service.js'
import { createTestTime } from '../helpers/test-time.js'

async function openTwo(t: Test, env: Record<string, string> = { MEDIA_ROUTE: 'mesh' }) {
  const config = loadConfig({ DATA_DIR: t.testdir(), ...env })
  const secrets = await loadSecrets(config)
  const bus = createLoopbackBus()
  const time = createTestTime()
  const { clock, timers } = time
  const logger = pino({ enabled: false })
  const open = async () => {
    const core = await createCore({
      config,
      secrets,
      logger,
      bus,
      regions: [],
      clock,
      timers,
      lookUpHost: undefined,
      elsewhere: undefined,
      sipDomain: () => 'voice.test',
      ringLink: (ticket) => ticket,
    })
    t.teardown(core.close)
    return core
  }
  return [await open(), await open(), time] as const
}

t.test('every part of the core that decides is on the bus', async (t) => {
  const [here, there] = await openTwo(t)
  const agentId = testUuid()
  const avatar = { grid: MAIN_GRID, agentId }
  const session = here.signIn.sessions.issue({ ...avatar, name: 'Ada Walker' })
  t.doesNotThrow(() => there.signIn.sessions.check(session))
  await here.signIn.sessions.revoke(session)
  t.throws(() => there.signIn.sessions.check(session), { code: 'session-expired' }, 'a revoked session')

  const parcel = { grid: MAIN_GRID, regionId: testUuid(), parcelId: testUuid() }
  here.regions.parcelVoice.set(parcel, false)
  t.notOk(there.regions.parcelVoice.isAllowed(parcel), 'a parcel without voice')
  t.ok(there.voices.rooms.admission.isVoiceOff(parcel), 'nobody is let in there')

  const name = testUuid()
  const found = async () =>
    (await there.records.channels.search({ grid: MAIN_GRID, name })).map(({ id }) => id)
  const wanted = { grid: MAIN_GRID, name, description: 'Hall', settings: {} }
  const parent = await here.records.channels.create({ ...wanted, parentId: null })
  t.strictSame(await found(), [parent.id])
  const child = await here.records.channels.create({ ...wanted, parentId: parent.id })
  t.strictSame(await found(), [parent.id, child.id], 'another channel of the name that was looked up')
  await here.records.channels.update(parent, { pinned: true })
  const [changed] = await there.records.channels.search({ grid: MAIN_GRID, name })
  t.equal(changed?.pinned, true, 'a change of it')
  await here.records.channels.delete(parent)
  t.strictSame(await found(), [], 'its end')
  const created: string[] = []
  there.records.channels.events.on('created', ({ description }) => created.push(description))
  const added = { grid: MAIN_GRID, name: testUuid(), description: 'Stage', adminSettings: {}, pinned: true }
  await here.records.channels.updateAll([], [added])
  t.strictSame(created, ['Stage'], 'one that an admin added')

  const channel = { grid: MAIN_GRID, id: 1 }
  here.records.mutes.setMuted(channel, agentId, true)
  t.ok(there.records.mutes.isMutedAlone(channel, agentId), 'a mute')

  const renewed = await here.live.renew('regionSecret')
  await eventually('a secret', () => (there.live.current().regionSecret === renewed ? true : undefined))
})

t.test('whoever the hub has heard has spoken: the hand goes down', async (t) => {
  const [{ voices, records, regions }, , time] = await openTwo(t, { MEDIA_PORT_MIN: someUdpPort() })
  const { rooms, hub } = voices
  const avatar = { grid: MAIN_GRID, agentId: testUuid() }
  const region = { grid: MAIN_GRID, regionId: testUuid(), regionName: 'Hall' }
  const avatars = [
    { agentId: avatar.agentId, name: 'Ada', position: [1, 1, 1], look: [1, 0, 0], parcelId: null },
  ] as const
  regions.presence.report({ ...region, source: 'push', avatars })
  const channel = await records.channels.forPlace(MAIN_GRID, { ...region, parcelId: null })
  await records.channels.update(channel, { adminSettings: { mode: 'presentation' } })
  const page = rooms.join({ ...avatar, name: 'Ada', muted: false, tell: () => undefined })
  const room = await eventually('she is in the room', () => rooms.list()[0])
  rooms.setFloor(channel, avatar.agentId, true)
  page.setHand(true)
  for (const speaking of [true, false]) {
    hub?.events.emit('levels', room.key, [{ agentId: avatar.agentId, level: 0.5, speaking }])
    await time.pass(2000)
  }
  t.strictSame(room.hands(), [avatar.agentId], 'perhaps only to breathe')
  await time.pass(2000)
  t.strictSame(room.hands(), [])
})
