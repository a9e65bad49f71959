/** Who may speak in a channel: its mode, its moderators, the floor, bans and capacity, held by the core. */

import t, { type Test } from 'tap'
import { openStore } from '../../src/store/store.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createBans } from '../../src/voice/moderation/bans.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { createRooms } from '../../src/voice/rooms/rooms.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'
import { hearing } from '../helpers/told.js'

const region = { regionId: testUuid(), regionName: 'Hall' }

async function hall(t: Test, names: readonly string[]) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const onError = (error: unknown) => t.fail(String(error))
  const bans = createBans(store.bans, time.clock, onError)
  const parcelVoice = createParcelVoice()
  const { clock, timers } = time
  const rooms = createRooms({ presence, channels, parcelVoice, clock, timers, onError, bans })
  const people = names.map((name) => ({
    name,
    agentId: testUuid(),
    told: [] as string[],
    peers: new Set<string>(),
  }))
  const report = async () => {
    const avatars = people.map(({ agentId, name }, index) => ({
      agentId,
      name,
      position: [100 + index, 100, 25] as const,
      look: [1, 0, 0] as const,
      parcelId: null,
    }))
    presence.report({ grid: MAIN_GRID, ...region, source: 'push', avatars })
    await time.pass(500)
  }
  const join = async ({ agentId, name, told, peers }: (typeof people)[number]) => {
    const tell = hearing({
      'room-entered': () => told.push('room'),
      'room-left': ({ reason }) => told.push(reason),
      'participant-changed': ({ participant: view }) => {
        if (view.agentId === agentId) told.push(view.silence ?? 'heard')
      },
      'peer-connected': (link) => peers.add(link.agentId),
      'peer-disconnected': (link) => peers.delete(link.agentId),
      ended: ({ reason }) => told.push(reason),
    })
    const participation = rooms.join({ grid: MAIN_GRID, agentId, name, muted: false, tell })
    await time.pass(500)
    return participation
  }
  await report()
  const pages = []
  for (const person of people) pages.push(await join(person))
  const channel = await channels.forPlace(MAIN_GRID, { ...region, parcelId: null })
  const set = async (adminSettings: Parameters<typeof channels.update>[1]['adminSettings']) => {
    await channels.update({ grid: MAIN_GRID, id: channel.id }, { adminSettings: adminSettings ?? {} })
    await time.pass(1000)
  }
  const silent = () =>
    people
      .filter(({ agentId }) => rooms.list()[0]?.view(agentId)?.mutedByModerator)
      .map(({ name }) => name)
      .join()
  return { rooms, people, channel, set, silent, time, join, pages, bans, store, report }
}

t.test('modes, moderators and the floor decide who is heard, and who is connected', async (t) => {
  const { rooms, people, channel, set, silent, time } = await hall(t, ['Anna', 'Bert', 'Carl'])
  const [anna, bert, carl] = people
  if (!anna || !bert || !carl) return
  t.equal(silent(), '')
  await set({ mode: 'lecture', moderators: [anna.agentId] })
  t.equal(silent(), 'Bert,Carl')
  t.equal(bert.told.at(-1), 'moderators-only', 'who may not speak is told so, and why')
  t.notOk(bert.peers.has(carl.agentId), 'two listeners are not connected')
  t.ok(anna.peers.has(bert.agentId) && carl.peers.has(anna.agentId))
  rooms.setFloor({ grid: MAIN_GRID, id: channel.id }, bert.agentId, true)
  t.equal(silent(), 'Bert,Carl', 'a lecture knows no floor')
  await set({ mode: 'presentation', moderators: [anna.agentId] })
  t.equal(silent(), 'Carl')
  t.equal(carl.told.at(-1), 'floor-needed', 'here he may ask for the floor')
  t.ok(bert.peers.has(carl.agentId), 'who has the floor is connected')
  rooms.setFloor({ grid: MAIN_GRID, id: channel.id }, bert.agentId, false)
  rooms.setFloor({ grid: MAIN_GRID, id: channel.id }, carl.agentId, true)
  await time.pass(1000)
  t.equal(silent(), 'Bert')
  for (const given of [false, true]) {
    rooms.setFloor({ grid: MAIN_GRID, id: channel.id }, carl.agentId, given)
    await time.pass(1000)
    t.equal(bert.peers.has(carl.agentId), given, 'two listeners are connected when one may speak')
  }
  await set({ mode: 'auditorium', moderators: [anna.agentId] })
  t.equal(silent(), 'Bert')
  await set({ moderators: [anna.agentId] })
  t.equal(silent(), '')
  t.ok(bert.peers.has(carl.agentId))
  rooms.setAllMuted({ grid: MAIN_GRID, id: channel.id }, true)
  t.equal(silent(), 'Bert,Carl', 'all but moderators')
  t.equal(carl.told.at(-1), 'muted-by-moderator')
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, bert.agentId, false)
  t.equal(silent(), 'Carl', 'one is allowed to speak')
  t.equal(bert.told.at(-1), 'heard')
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, bert.agentId, true)
  t.equal(silent(), 'Bert,Carl')
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, bert.agentId, false)
  rooms.setAllMuted({ grid: MAIN_GRID, id: channel.id }, true)
  t.equal(silent(), 'Bert,Carl', 'and no longer when all are muted once more')
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, bert.agentId, false)
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, anna.agentId, true)
  t.equal(silent(), 'Anna,Carl')
  rooms.setAllMuted({ grid: MAIN_GRID, id: channel.id }, false)
  t.equal(silent(), '')
  rooms.setAllMuted({ grid: MAIN_GRID, id: channel.id }, true)
  t.equal(silent(), 'Bert,Carl', 'whoever was let speak then is not let speak now')
})

t.test('hands are seen in order, and lowered when their residents have spoken', async (t) => {
  const { rooms, people, channel, set, time, pages } = await hall(t, ['Anna', 'Bert', 'Carl'])
  const [anna, bert, carl] = people
  const [own, his, third] = pages
  const room = rooms.list()[0]
  if (!anna || !bert || !carl || !own || !his || !third || !room) return
  const which = { grid: MAIN_GRID, id: channel.id }
  const raised = () => people.filter(({ agentId }) => room.view(agentId)?.hand).map(({ name }) => name)
  const inOrder = () => room.hands().map((id) => people.find(({ agentId }) => agentId === id)?.name)
  const speak = async (who: typeof bert, milliseconds: number) => {
    rooms.spoke({ grid: MAIN_GRID, agentId: who.agentId }, true)
    await time.pass(milliseconds)
    rooms.spoke({ grid: MAIN_GRID, agentId: who.agentId }, false)
  }
  t.throws(() => his.setHand(true), { code: 'not-allowed' }, 'everybody may speak: nobody raises a hand')
  await set({ mode: 'presentation', moderators: [anna.agentId] })
  for (const page of [third, his]) page.setHand(true)
  t.strictSame(inOrder(), ['Carl', 'Bert'])
  third.setHand(true)
  t.strictSame(inOrder(), ['Carl', 'Bert'], 'raised again it keeps its place')
  await speak(bert, 3000)
  await time.pass(20_000)
  t.strictSame(raised(), ['Bert', 'Carl'], 'whom nobody hears has not spoken')
  rooms.setFloor(which, bert.agentId, true)
  await time.pass(60_000)
  t.strictSame(raised(), ['Bert', 'Carl'], 'who has the floor has not spoken yet')
  await speak(bert, 3000)
  await time.pass(3000)
  await speak(bert, 9000)
  await time.pass(3900)
  t.strictSame(raised(), ['Bert', 'Carl'], 'he only breathes')
  bert.told.length = 0
  await time.pass(100)
  t.strictSame(raised(), ['Carl'])
  t.strictSame(bert.told, ['heard'], 'everybody is told; the floor stays his')
  t.ok(rooms.hasFloor(which, bert.agentId))
  his.setHand(true)
  rooms.spoke({ grid: MAIN_GRID, agentId: bert.agentId }, true)
  await time.pass(10_000)
  t.ok(raised().includes('Bert'))
  await time.pass(4000)
  t.strictSame(raised(), ['Carl'], 'speech that is told no more is over')
  t.equal(rooms.lowerHand(which, bert.agentId), false)
  his.setHand(true)
  t.ok(rooms.lowerHand(which, carl.agentId))
  t.strictSame(inOrder(), ['Bert'])
  third.setHand(true)
  third.leave()
  t.strictSame(inOrder(), ['Bert'], 'who leaves lowers it')
  await set({ mode: 'open' })
  t.strictSame(inOrder(), [], 'and all are lowered when everybody may speak')
  t.equal(time.pending(), 0, 'nothing waits for a hand that is down')
})

t.test('a ban takes out, keeps out until its time is over, and outlives a restart', async (t) => {
  const { rooms, people, channel, time, join, store } = await hall(t, ['Anna', 'Bert'])
  const [, bert] = people
  if (!bert) return
  const until = time.clock() + 60_000
  t.ok(
    rooms.ban({
      grid: MAIN_GRID,
      channelId: channel.id,
      agentId: bert.agentId,
      name: 'Bert',
      until,
      by: 'admin',
    }),
  )
  t.equal(bert.told.at(-1), 'kicked')
  bert.told.length = 0
  await join(bert)
  t.strictSame(bert.told, ['kicked'], 'not even for a moment in the room')
  const later = createBans(store.bans, time.clock, (error) => t.fail(String(error)))
  await later.load()
  t.ok(later.isBanned({ grid: MAIN_GRID, id: channel.id }, bert.agentId))
  time.set(until)
  t.strictSame(rooms.bans(MAIN_GRID), [])
  await join(bert)
  t.equal(bert.told.at(-1), 'room')
})

t.test('a full channel lets nobody in but moderators, and the next when somebody leaves', async (t) => {
  const { people, set, join } = await hall(t, ['Anna', 'Bert', 'Carl'])
  const [anna, bert, carl] = people
  if (!anna || !bert || !carl) return
  await set({ capacity: 2 })
  const again = await join(anna)
  t.equal(anna.told.at(-1), 'channel-full', 'those who are in stay in; who comes again is not')
  again.leave()
  await set({ capacity: 2, moderators: [anna.agentId] })
  await join(anna)
  t.equal(anna.told.at(-1), 'room')
  await set({ capacity: 1 })
  await join(bert)
  t.equal(bert.told.at(-1), 'channel-full')
  await set({ capacity: 3 })
  t.equal(bert.told.at(-1), 'room', 'he waited, and there is room now')
})
