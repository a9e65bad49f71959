/** One avatar that comes a second time, by page or viewer, takes its own place: nobody is told of a leave and a join. */

import t, { type Test } from 'tap'
import { openStore } from '../../../src/store/store.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import { placeOf } from '../../../src/voice/rooms/room-key.js'
import { createRooms } from '../../../src/voice/rooms/rooms.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'
import { hearing } from '../../helpers/told.js'

/** A room whose people stand together, with all that each is told. */
async function plaza(t: Test, capacity = 0) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const onError = (error: unknown) => t.fail(String(error))
  const parcelVoice = createParcelVoice()
  const { clock, timers } = time
  const rooms = createRooms({ presence, channels, parcelVoice, clock, timers, onError })
  const [anna, bert, carl] = [testUuid(), testUuid(), testUuid()]
  const region = { regionId: testUuid(), regionName: 'Plaza' }
  const stand = (agentIds: readonly string[], parcelId: string | null = null) =>
    presence.report({
      grid: MAIN_GRID,
      ...region,
      source: 'push',
      avatars: agentIds.map((agentId) => ({
        agentId,
        name: 'Anyone',
        position: [100, 100, 25] as const,
        look: [1, 0, 0] as const,
        parcelId,
      })),
    })
  stand([anna, bert, carl])
  const channel = await channels.forPlace(MAIN_GRID, { ...region, parcelId: null })
  await channels.update({ grid: MAIN_GRID, id: channel.id }, { adminSettings: { capacity } })

  function listener() {
    const told: string[] = []
    const links = new Set<string>()
    const arrivals: string[] = []
    const tell = hearing({
      'room-entered': ({ others }) => told.push(`room of ${others.length + 1}`),
      'room-left': ({ reason }) => told.push(`no room: ${reason}`),
      'participant-joined': () => told.push('+'),
      'participant-changed': ({ participant: { muted } }) => told.push(muted ? 'muted' : 'unmuted'),
      'participant-left': () => told.push('-'),
      'participant-arrived': ({ by }) => arrivals.push(by),
      'peer-connected': ({ agentId }) => links.add(agentId),
      'peer-disconnected': ({ agentId }) => links.delete(agentId),
      ended: ({ reason }) => told.push(reason),
    })
    return { told, links, arrivals, tell, take: () => told.splice(0) }
  }

  async function come(by: 'page' | 'viewer', agentId: string, muted = false) {
    const told = listener()
    const pose = { grid: MAIN_GRID, regionId: 'home', position: [100, 100, 25], look: [1, 0, 0] } as const
    const { tell } = told
    const leave =
      by === 'page'
        ? rooms.join({ grid: MAIN_GRID, agentId, name: 'Anyone', muted, tell }).leave
        : rooms.joinByViewer({ grid: MAIN_GRID, agentId, name: 'Anyone', room: placeOf(channel), pose, tell })
            .leave
    await time.pass(0)
    return { ...told, leave }
  }
  return { time, rooms, channels, channel, presence, come, stand, anna, bert, carl }
}

for (const first of ['page', 'viewer'] as const) {
  for (const second of ['page', 'viewer'] as const) {
    t.test(`a ${second} after a ${first}`, async (t) => {
      const { time, rooms, come, anna, bert } = await plaza(t, 2)
      const other = await come('page', bert)
      const one = await come(first, anna)
      other.take()
      one.take()
      const two = await come(second, anna)
      t.strictSame(one.take(), ['replaced'])
      t.strictSame(two.take(), ['room of 2'], 'also where the room is full')
      await time.pass(1000)
      t.strictSame(other.take(), [])
      t.strictSame(other.arrivals, first === second ? [first] : [first, second])
      t.equal(other.links.has(anna), second === 'page', 'connected with the new one')
      t.equal(two.links.has(bert), second === 'page')
      t.equal(one.links.size, 0)
      t.equal(rooms.participantCount(), 2)

      one.leave()
      await time.pass(5000)
      t.strictSame(other.take(), [], 'what the older one says counts no more')
      two.leave()
      t.strictSame(other.take(), ['-'])
    })
  }
}

t.test('what is different about the second is told', async (t) => {
  const { come, anna, bert } = await plaza(t)
  const other = await come('viewer', bert)
  await come('page', anna)
  other.take()
  await come('page', anna, true)
  t.strictSame(other.take(), ['muted'])
})

t.test('a place that was left meanwhile is not entered', async (t) => {
  const { time, channels, come, stand, anna, bert } = await plaza(t)
  const [slow, quick] = [testUuid(), testUuid()]
  for (const name of [slow, quick]) {
    await channels.create({ grid: MAIN_GRID, name, parentId: null, description: '', settings: {} })
  }
  const page = await come('page', anna)
  const other = await come('page', bert)
  page.take()
  let answer = () => {}
  const { forPlace } = channels
  channels.forPlace = async (grid, place) => {
    if (place.parcelId === slow) await new Promise<void>((resolve) => (answer = resolve))
    return forPlace(grid, place)
  }
  stand([anna], slow)
  await time.pass(100)
  stand([anna], quick)
  await time.pass(100)
  t.strictSame(page.take(), ['room of 1'])
  answer()
  await time.pass(1000)
  t.strictSame(page.take(), [], 'the store was slow to say which room that is')
  stand([anna], slow)
  await time.pass(100)
  page.leave()
  answer()
  await time.pass(1000)
  t.strictSame(page.take(), [], 'nor does one come back who has left')
  t.equal(other.told.includes('-'), true)
})
