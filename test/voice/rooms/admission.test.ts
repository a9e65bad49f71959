/** Who may enter a room: the same for pages and viewers, each line of the rule. */

import t, { type Test } from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { openStore } from '../../../src/store/store.js'
import { createCalls } from '../../../src/voice/calls/calls.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { type Avatar, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../../src/voice/presence/parcel-voice.js'
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
      rooms.join({ ...avatar, name: 'Anyone', muted: false, tell })
      await pass(0)
      return told.join()
    }
    try {
      // As the edge does for each offer.
      if (rooms.admission.isVoiceOff(region)) return 'voice-off'
      await rooms.admission.requireAccount(avatar)
      rooms.joinByViewer({ ...avatar, name: 'Anyone', room, pose, tell })
    } catch (error) {
      if (error instanceof VoiceError) return error.code
      throw error
    }
    return told.join()
  }
  return { rooms, channel, parcelVoice, disabled, enter, people, clock }
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

  t.test(`by ${by}: nobody where voice is off`, async (t) => {
    const { enter, parcelVoice, people } = await plaza(t)
    parcelVoice.report(region, { allowed: false, parcels: new Map() })
    t.equal(await enter(by, people[0]), 'voice-off')
  })
}

t.test('in a call whoever is in it, and no longer', async (t) => {
  const { rooms, enter, people, clock } = await plaza(t)
  const [anna, bert] = people
  const calls = createCalls({ isKnown: () => false, clock })
  const entry = calls.enter({ ...avatarOf(anna), callId: 'group', credentials: 'secret' })
  t.equal(await enter('viewer', anna, entry.room), 'in')
  t.equal(await enter('viewer', bert, entry.room), 'not-allowed')
  t.match(rooms.list(), [{ kind: 'call', key: `call:${MAIN_GRID}/group` }])
  t.equal(rooms.list().length, 1)
  t.equal(rooms.admission.refusalOf({ grid: 'other', agentId: anna }, entry.room)?.reason, 'not-in-call')
  entry.release()
  t.equal(await enter('viewer', anna, entry.room), 'not-allowed')
})
