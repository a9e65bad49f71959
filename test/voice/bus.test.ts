/** Two processes over one store: what one of them decides, the other knows, also what is told while it loads. */

import t, { type Test } from 'tap'
import { createChannelChanges } from '../../src/admin/channels/channel-changes.js'
import { versionOf } from '../../src/admin/channels/channel-views.js'
import { openStore } from '../../src/store/store.js'
import { createSecuredSessions } from '../../src/voice/admins/second-factor/secured-sessions.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createBans } from '../../src/voice/moderation/bans.js'
import { createMutes } from '../../src/voice/moderation/mutes.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createSessions } from '../../src/voice/sign-in/sessions.js'
import { testUuid } from '../helpers/regions/region.js'

const NOW = 1_790_000_000_000
const clock = () => NOW
const agentId = testUuid()
const channel = { grid: MAIN_GRID, id: 1 }
const ban = { grid: MAIN_GRID, channelId: 1, agentId, name: 'Ada Walker', by: 'admin', until: NOW + 60_000 }
const open = { mode: 'open', moderators: [] } as const

async function openShared(t: Test) {
  const store = await openStore({ file: ':memory:' })
  let isOver = false
  t.teardown(() => {
    isOver = true
    return store.close()
  })
  const onError = (error: unknown) => {
    // The last decision of a test may still be on its way into the store.
    if (!isOver) t.fail(String(error))
  }
  return { store, bus: createLoopbackBus(), onError }
}

/** A store's list that is read at once and arrives later. */
function slowly<T>(list: () => Promise<T>) {
  let arrive = () => {}
  const promise = new Promise<void>((resolve) => {
    arrive = resolve
  })
  return {
    arrive: () => arrive(),
    list: async () => {
      const read = await list()
      await promise
      return read
    },
  }
}

t.test('a ban holds wherever it was decided, and until it is lifted', async (t) => {
  const { store, bus, onError } = await openShared(t)
  const [here, there] = [1, 2].map(() => createBans(store.bans, clock, onError, bus))
  here?.add(ban)
  t.ok(there?.isBanned(channel, agentId))
  there?.remove(channel, agentId)
  t.notOk(here?.isBanned(channel, agentId))
})

t.test('what is decided while another one loads is newer than what it loads', async (t) => {
  const { store, bus, onError } = await openShared(t)
  const other = testUuid()
  const rule = { ...channel, channelId: 1, kind: 'muted', agentId } as const
  await store.bans.save({ ...ban, agentId: other })
  await store.speechRules.add({ grid: rule.grid, channelId: 1, kind: 'muted', agentId: other })
  const bansLoad = slowly(store.bans.list)
  const rulesLoad = slowly(store.speechRules.list)
  const deciding = {
    bans: createBans(store.bans, clock, onError, bus),
    mutes: createMutes(store.speechRules, onError, bus),
  }
  await Promise.all([deciding.bans.load(), deciding.mutes.load()])
  const bans = createBans({ ...store.bans, list: bansLoad.list }, clock, onError, bus)
  const mutes = createMutes({ ...store.speechRules, list: rulesLoad.list }, onError, bus)
  const loaded = Promise.all([bans.load(), mutes.load()])
  deciding.bans.remove(channel, other)
  deciding.bans.add(ban)
  deciding.mutes.setMuted(channel, other, false)
  deciding.mutes.setMuted(channel, agentId, true)
  bansLoad.arrive()
  rulesLoad.arrive()
  await loaded
  t.strictSame([bans.isBanned(channel, agentId), bans.isBanned(channel, other)], [true, false])
  t.strictSame([mutes.isMuted(channel, agentId, open), mutes.isMuted(channel, other, open)], [true, false])
})

t.test('mutes of everybody, the floor and a deleted channel are heard of', async (t) => {
  const { store, bus, onError } = await openShared(t)
  const here = createMutes(store.speechRules, onError, bus)
  const there = createMutes(store.speechRules, onError, bus)
  here.setAllMuted(channel, true)
  here.setFloor(channel, agentId, true)
  t.ok(there.areAllMuted(channel) && there.hasFloor(channel, agentId))
  here.setMuted(channel, agentId, true)
  here.setAllMuted(channel, false)
  t.notOk(there.isMuted(channel, agentId, open), 'taking everybody’s mute back takes back single ones')
  here.forget(channel)
  t.notOk(there.hasFloor(channel, agentId))
})

t.test('a session that is revoked is over everywhere, and so are all of an avatar', async (t) => {
  const { store, bus } = await openShared(t)
  const here = await createSessions(clock, store.revocations, bus)
  const there = await createSessions(clock, store.revocations, bus)
  const [one, two] = [here, there].map((sessions) =>
    sessions.issue({ grid: MAIN_GRID, agentId, name: 'Ada Walker' }),
  )
  if (!one || !two) return
  await here.revoke(one)
  t.throws(() => there.check(one), { code: 'session-expired' })
  t.doesNotThrow(() => here.check(two))
  await there.revokeAllOf(one)
  t.throws(() => here.check(two), { code: 'session-expired' })
})

t.test('a channel’s change and its end reach the rooms of every process', async (t) => {
  const { store, bus } = await openShared(t)
  const here = createChannels(store.channels, clock, undefined, bus)
  const there = createChannels(store.channels, clock, undefined, bus)
  const told: unknown[] = []
  there.events.on('created', ({ description }) => told.push(description))
  there.events.on('changed', ({ description }) => told.push(description))
  there.events.on('deleted', (deleted) => told.push(deleted))
  const request = { grid: MAIN_GRID, name: testUuid(), parentId: null, settings: {} }
  const { id } = await here.create({ ...request, description: 'Hall' })
  await here.create({ ...request, description: 'Great Hall' })
  await here.delete({ grid: MAIN_GRID, id })
  t.strictSame(told, ['Hall', 'Great Hall', [{ grid: MAIN_GRID, id, byAdmin: false }]])
})

t.test('a parcel whose owner switched voice off is off in every process', async (t) => {
  const [one, two] = [createLoopbackBus(), createLoopbackBus()]
  let published = 0
  const here = createParcelVoice({
    ...one,
    publish(topic, message) {
      published += 1
      one.publish(topic, message)
      two.publish(topic, JSON.parse(JSON.stringify(message)))
    },
  })
  const there = createParcelVoice(two)
  const region = { grid: MAIN_GRID, regionId: testUuid() }
  const garden = { ...region, parcelId: 'garden' }
  const house = { ...region, parcelId: 'house' }
  let changes = 0
  there.events.on('changed', () => {
    changes += 1
  })
  const off = { allowed: true, parcels: new Map([['garden', { allowed: false }]]) }
  for (let second = 0; second < 3; second += 1) here.report(region, off)
  t.strictSame([there.isAllowed(garden), there.isAllowed(house)], [false, true])
  t.strictSame([published, changes], [1, 1], 'what regions repeat every second is told once')
  here.report(region, {
    allowed: true,
    parcels: new Map([['house', { allowed: true, estateChannel: true }]]),
  })
  t.equal(there.roomPlace(house)?.parcelId, null, 'it is in the estate’s channel')
  here.set(house, false)
  t.notOk(there.isAllowed(house), 'the region’s answer about a parcel counts, too')
  here.set(house, undefined)
  t.ok(there.isAllowed(house))
  here.report(region, { allowed: false, parcels: new Map() })
  t.notOk(there.isAllowed(house), 'the whole estate')
  here.forgetReports(region)
  t.strictSame(
    [there.isAllowed(garden), there.roomPlace(house)],
    [true, house],
    'flags of a feed that has ended',
  )
})

t.test('two admins who save at the same moment: the second is told', async (t) => {
  const { store, bus } = await openShared(t)
  const channels = createChannels(store.channels, clock, undefined, bus)
  const made = await channels.create({
    grid: MAIN_GRID,
    name: testUuid(),
    parentId: null,
    description: 'Hall',
    settings: {},
  })
  // Each in a process of its own: neither waits for the other.
  const [one, other] = [createChannelChanges(channels), createChannelChanges(channels)]
  const version = versionOf(made)
  const saved = await Promise.allSettled([
    one.change(made, version, { settings: { rollOff: 2 } }),
    other.change(made, version, { settings: { rollOff: 3 } }),
  ])
  t.strictSame(saved.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.match(
    saved.find(({ status }) => status === 'rejected'),
    { reason: { code: 'channel-changed-meanwhile' } },
  )
  // Many at once were looked at by nobody: they are changed over whatever is there.
  const both = [one, other].map((changes, index) =>
    changes.changeAll(MAIN_GRID, [made.id], { settings: { maxRangeMetres: 50 + index } }),
  )
  const records = await Promise.all(both)
  const last = records.flat().find(({ before }) => before.adminSettings.maxRangeMetres !== undefined)
  t.ok(last, 'the second began from what the first had saved')
  t.equal((await channels.get(made)).adminSettings.maxRangeMetres, last?.after.adminSettings.maxRangeMetres)
  await t.rejects(one.takeBack(records.flat().filter((record) => record !== last)), {
    code: 'channel-changed-meanwhile',
  })
})

t.test('admins are added and removed in one step of the store, and an owner is left', async (t) => {
  const { store } = await openShared(t)
  const admin = { passwordHash: 'one', settingHash: null, grid: null, createdAt: NOW }
  t.ok(await store.admins.create({ ...admin, name: 'ada', role: 'owner' }))
  t.notOk(await store.admins.create({ ...admin, name: 'ada', role: 'moderator', passwordHash: 'two' }))
  t.match(await store.admins.find('ada'), { role: 'owner', passwordHash: 'one' }, 'who was there first stays')
  await store.admins.create({ ...admin, name: 'bea', role: 'owner' })
  const removed = await Promise.all(['ada', 'bea'].map((name) => store.admins.deleteButLastOwner(name)))
  t.strictSame(removed.sort(), [false, true])
  t.equal((await store.admins.list()).length, 1)
})

t.test('a session is asked for its second factor again when somebody may have lost one', async (t) => {
  const bus = createLoopbackBus()
  let isMissing = false
  let asked = 0
  const factors = {
    async isMissing() {
      asked += 1
      const read = isMissing
      await new Promise((resolve) => setImmediate(resolve))
      return read
    },
  }
  const secured = createSecuredSessions(factors, bus)
  const session = { id: 'one', adminName: 'ada' }
  t.strictSame([await secured.isMissing(session), await secured.isMissing(session), asked], [false, false, 1])
  bus.publish('second-factors-lost', {})
  const reading = secured.isMissing(session)
  isMissing = true
  bus.publish('second-factors-lost', {})
  t.equal(await reading, false, 'it was read before')
  t.strictSame([await secured.isMissing(session), await secured.isMissing(session), asked], [true, true, 4])
})
