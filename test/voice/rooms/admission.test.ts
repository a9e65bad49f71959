/** Who may enter a room: the same for pages and viewers, each line of the rule. */

import t, { type Test } from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { openStore } from '../../../src/store/store.js'
import { createCallSubjects } from '../../../src/voice/calls/call-subjects.js'
import { createViewerCalls } from '../../../src/voice/calls/viewer-calls.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { type Avatar, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import { placeOf, type RoomSubject } from '../../../src/voice/rooms/room-key.js'
import { createRooms } from '../../../src/voice/rooms/rooms.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'
import { hearing } from '../../helpers/told.js'

const region = { grid: MAIN_GRID, regionId: testUuid(), regionName: 'Plaza', parcelId: null }
const pose = {
  grid: MAIN_GRID,
  regionId: region.regionId,
  position: [100, 100, 25],
  look: [1, 0, 0],
} as const
const avatarOf = (agentId: string): Avatar => ({ grid: MAIN_GRID, agentId })

async function plaza(t: Test, capacity = 0) {
  const { clock, timers, pass } = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(timers)
  const channels = createChannels(store.channels, clock)
  const parcelVoice = createParcelVoice()
  const disabled = new Set<string>()
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice,
    async requireAccount({ agentId }) {
      if (disabled.has(agentId)) throw new VoiceError('account-disabled', 'This account is disabled.')
    },
    clock,
    timers,
    onError: (error) => t.fail(String(error)),
  })
  const people = [testUuid(), testUuid(), testUuid(), testUuid()] as const
  presence.report({
    ...region,
    source: 'push',
    avatars: people.map((agentId) => ({ ...region, ...pose, agentId, name: 'Anyone' })),
  })
  const created = await channels.forPlace(MAIN_GRID, region)
  const channel = await channels.update(created, {
    adminSettings: { capacity, moderators: [people[2], people[3]] },
  })

  const inside = new Map<string, { leave(): void }>()
  /** Lets somebody in by a page or a viewer; what came of it. */
  async function enter(by: 'page' | 'viewer', agentId: string, room: RoomSubject = placeOf(channel)) {
    const told: string[] = []
    const tell = hearing({
      'room-entered': () => told.push('in'),
      'room-left': ({ reason }) => told.push(reason),
      ended: (ending) =>
        told.push(
          ending.reason === 'kicked' ? `kicked ${ending.expulsion.explanation ?? ''}` : ending.reason,
        ),
    })
    const avatar = avatarOf(agentId)
    if (by === 'page') {
      inside.set(agentId, rooms.join({ ...avatar, name: 'Anyone', muted: false, tell }))
      await pass(0)
      return told.join()
    }
    try {
      // As the edge does for each offer.
      if (rooms.admission.isVoiceOff(region)) return 'voice-off'
      await rooms.admission.requireAccount(avatar)
      inside.set(agentId, rooms.joinByViewer({ ...avatar, name: 'Anyone', room, pose, tell }))
    } catch (error) {
      if (error instanceof VoiceError) return error.code
      throw error
    }
    return told.join()
  }
  const leave = (agentId: string) => inside.get(agentId)?.leave()
  const moderators = (agentIds: readonly string[]) =>
    channels.update(created, { adminSettings: { capacity, moderators: [...agentIds] } })
  return { rooms, channel, moderators, parcelVoice, disabled, enter, leave, people, clock }
}

for (const by of ['page', 'viewer'] as const) {
  t.test(`by ${by}: nobody who is banned, and nobody without an account in force`, async (t) => {
    const { rooms, channel, disabled, enter, people, clock } = await plaza(t)
    const [anna, bert] = people
    const ban = { grid: MAIN_GRID, channelId: channel.id, name: 'Anna', by: 'admin', until: clock() + 1000 }
    rooms.ban({ ...ban, agentId: anna, explanation: 'Noise' })
    t.equal(await enter(by, anna), by === 'page' ? 'kicked Noise' : 'not-allowed')
    rooms.unban(channel, anna)
    t.equal(await enter(by, anna), 'in')
    disabled.add(bert)
    t.equal(await enter(by, bert), by === 'page' ? 'kicked ' : 'account-disabled')
  })

  t.test(
    `by ${by}: as many as it holds; moderators, and whoever is in it already, in any case`,
    async (t) => {
      const { enter, people } = await plaza(t, 1)
      const [anna, bert, moderator, another] = people
      t.equal(await enter(by, moderator), 'in')
      t.equal(await enter(by, anna), 'in', 'a moderator takes up no space')
      t.equal(await enter(by, bert), 'channel-full')
      t.equal(await enter(by, another), 'in', 'and finds room in any case')
      t.equal(await enter(by, anna), 'in')
    },
  )

  t.test(`by ${by}: into a locked room who was inside, and moderators`, async (t) => {
    const { rooms, channel, moderators, enter, leave, people } = await plaza(t)
    const [anna, bert, moderator, another] = people
    t.notOk(rooms.setLocked(channel, true), 'there is no room to lock')
    t.equal(await enter(by, anna), 'in')
    const listener = { grid: MAIN_GRID, agentId: bert, kicked: () => undefined }
    const stop = rooms.listen(placeOf(channel), listener)
    t.ok(rooms.setLocked(channel, true))
    stop()
    t.equal(await enter(by, bert), 'in', 'who only listened was inside, too')
    leave(bert)
    rooms.kick(channel, bert)
    const refused = by === 'page' ? 'locked' : 'not-allowed'
    t.equal(await enter(by, bert), refused, 'whom a moderator took out does not come back')
    t.equal(rooms.admission.refusalOf(avatarOf(bert), placeOf(channel), true)?.reason, 'locked')
    t.equal(await enter(by, moderator), 'in')
    leave(anna)
    t.equal(await enter(by, anna), 'in', 'who was inside comes back')
    leave(moderator)
    await moderators([])
    t.equal(await enter(by, moderator), 'in', 'who came in as a moderator was inside, and is one no more')
    t.equal(await enter(by, another), refused, 'who was one and stayed outside is kept out')
    leave(another)
    await moderators([moderator, another])
    rooms.setLocked(channel, false)
    leave(bert)
    t.equal(await enter(by, bert), 'in')
    rooms.setLocked(channel, true)
    for (const agentId of [anna, bert, moderator]) leave(agentId)
    t.strictSame(rooms.list(), [])
    t.equal(await enter(by, anna), 'in', 'the lock ended with the room')
  })

  t.test(`by ${by}: nobody where voice is off`, async (t) => {
    const { enter, parcelVoice, people } = await plaza(t)
    parcelVoice.report(region, { allowed: false, parcels: new Map() })
    t.equal(await enter(by, people[0]), 'voice-off')
  })
}

t.test('who waits at a locked room comes in when it is unlocked, or ends', async (t) => {
  const { rooms, channel, enter, leave, people } = await plaza(t)
  const [anna, bert, moderator] = people
  const isInside = (agentId: string) => rooms.list()[0]?.has(agentId) ?? false
  await enter('page', anna)
  rooms.setLocked(channel, true)
  await enter('page', bert)
  t.notOk(isInside(bert))
  rooms.setLocked(channel, false)
  await new Promise(setImmediate)
  t.ok(isInside(bert))
  leave(bert)
  rooms.setLocked(channel, true)
  await enter('page', bert)
  t.notOk(isInside(bert))
  await enter('viewer', moderator)
  for (const last of [anna, moderator]) leave(last)
  await new Promise(setImmediate)
  t.ok(isInside(bert), 'the last who was inside has gone')
})

t.test('in a call whoever is in it, and no longer', async (t) => {
  const { rooms, enter, people, clock } = await plaza(t)
  const [anna, bert] = people
  const calls = createViewerCalls({ isKnown: () => false, subjects: createCallSubjects(clock) })
  const entry = calls.enter({ ...avatarOf(anna), callId: 'group', credentials: 'secret' })
  t.equal(await enter('viewer', anna, entry.room), 'in')
  t.equal(await enter('viewer', bert, entry.room), 'not-allowed')
  t.match(rooms.list(), [{ kind: 'call', key: `call:${MAIN_GRID}/viewer/group` }])
  t.equal(rooms.list().length, 1)
  t.equal(rooms.admission.refusalOf({ grid: 'other', agentId: anna }, entry.room)?.reason, 'not-in-call')
  entry.release()
  t.equal(await enter('viewer', anna, entry.room), 'not-allowed')
})
