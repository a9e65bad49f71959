/** Who is in which room, who is connected to whom, and what each is told: the core, with time in hand. */

import t, { type Test } from 'tap'
import type { Vector3 } from '../../../src/spatial/direction.js'
import { openStore } from '../../../src/store/store.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import type { PageParticipant } from '../../../src/voice/rooms/participants/page-participant.js'
import { placeOf } from '../../../src/voice/rooms/room-key.js'
import { createRooms } from '../../../src/voice/rooms/rooms.js'
import { avatarOf, regionOf } from '../../helpers/regions/of-grid.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'
import { hearing } from '../../helpers/told.js'

const region = { regionId: testUuid(), regionName: 'Mainland' }

interface Avatar {
  readonly agentId: string
  readonly name: string
  position: Vector3
  parcelId: string | null
}

const avatar = (name: string, x = 100, parcelId: string | null = null): Avatar => ({
  agentId: testUuid(),
  name,
  position: [x, 100, 25],
  parcelId,
})

/** Everything a participant was told, and whom it is connected to. */
function recorder() {
  const told: string[] = []
  const peers = new Set<string>()
  const positions: Vector3[] = []
  const arrivals: string[] = []
  const tell = hearing({
    'room-entered': ({ channel, others, feedLost }) =>
      told.push(
        `room ${channel.description} [${others.map(({ name }) => name).join()}]${feedLost ? ' lost' : ''}`,
      ),
    'room-left': ({ reason }) => told.push(`no-room ${reason}`),
    'participant-joined': ({ participant: { name } }) => told.push(`+${name}`),
    'participant-arrived': ({ by }) => arrivals.push(by),
    'participant-changed': ({ participant: { name, muted, mutedByModerator } }) =>
      told.push(`${name}${muted ? ' muted' : ''}${mutedByModerator ? ' moderated' : ''}`),
    'participant-left': () => told.push('-'),
    'channel-changed': () => told.push('channel'),
    'feed-changed': ({ lost }) => told.push(`feed ${lost ? 'lost' : 'back'}`),
    moved: ({ movements }) => positions.push(...movements.map(({ position }) => position)),
    'peer-connected': ({ agentId }) => peers.add(agentId),
    'peer-disconnected': ({ agentId }) => peers.delete(agentId),
    ended: ({ reason }) => told.push(`ended ${reason}`),
  })
  return { told, peers, positions, arrivals, tell, take: () => told.splice(0) }
}

async function world(t: Test) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const parcelVoice = createParcelVoice()
  const onError = (error: unknown) => t.fail(String(error))
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice,
    clock: time.clock,
    timers: time.timers,
    onError,
  })
  const report = async (avatars: readonly Avatar[], place = region) => {
    presence.report({
      grid: MAIN_GRID,
      ...place,
      source: 'push',
      avatars: avatars.map((one) => ({ ...one, look: [1, 0, 0] })),
    })
    await time.pass(0)
  }
  const join = async ({ agentId, name }: Avatar, muted = false) => {
    const record = recorder()
    const participation: PageParticipant = rooms.join({
      grid: MAIN_GRID,
      agentId,
      name,
      muted,
      tell: record.tell,
    })
    await time.pass(0)
    return { ...record, participation }
  }
  return { time, presence, channels, parcelVoice, rooms, report, join }
}

t.test(
  'the parcel’s channel if there is one, else the region’s; also when it appears or goes later',
  async (t) => {
    const { report, join, channels, time } = await world(t)
    const parcelId = testUuid()
    const [anna, bert] = [avatar('Anna', 100, parcelId), avatar('Bert')]
    await report([anna, bert])
    const one = await join(anna)
    const two = await join(bert)
    t.strictSame(one.take(), ['room Mainland []', '+Bert'])
    t.strictSame(two.take(), ['room Mainland [Anna]'])

    const created = await channels.create({
      grid: MAIN_GRID,
      name: parcelId,
      parentId: null,
      description: 'Club',
      settings: {},
    })
    await time.pass(0)
    t.strictSame(one.take(), ['room Club []'])
    t.strictSame(two.take(), ['-'])
    t.equal(one.peers.size, 0)

    await channels.delete({ grid: MAIN_GRID, id: created.id })
    await time.pass(0)
    t.strictSame(one.take(), ['room Mainland [Bert]'])
    t.ok(one.peers.has(bert.agentId))
  },
)

t.test('nobody of a room learns a position of another place', async (t) => {
  const { report, join, time } = await world(t)
  const island = { regionId: testUuid(), regionName: 'Island' }
  const [anna, bert] = [avatar('Anna'), avatar('Bert')]
  await report([anna, bert])
  await join(anna)
  const bertHears = await join(bert)
  anna.position = [7, 7, 7]
  const moved = report([anna], island)
  await join(anna)
  await moved
  await time.pass(1000)
  t.notOk(bertHears.positions.some(([x]) => x === 7))
  t.strictSame(bertHears.take(), ['room Mainland [Anna]', '-'])
})

t.test('reach: connected within 1.2 × range, parted beyond 1.35 ×, both ways alike', async (t) => {
  const { report, join, time } = await world(t)
  const [anna, bert] = [avatar('Anna', 0), avatar('Bert', 73)]
  const walk = async (x: number) => {
    bert.position = [x, 100, 25]
    await report([anna, bert])
    await time.pass(1000)
    t.equal(one.peers.has(bert.agentId), two.peers.has(anna.agentId))
    return one.peers.has(bert.agentId)
  }
  await report([anna, bert])
  const one = await join(anna)
  const two = await join(bert)
  t.equal(one.peers.size, 0, '73 m of 60 m is out of reach')
  t.strictSame(one.take(), ['room Mainland []', '+Bert'], 'but in the room')
  t.throws(() => one.participation.signal(bert.agentId, 'x', { description: { type: 'offer', sdp: '' } }), {
    code: 'peer-unreachable',
  })
  t.ok(await walk(71))
  t.ok(await walk(80), 'stays at 80 m')
  t.notOk(await walk(82))
  t.notOk(await walk(80), 'and does not come back at 80 m')
})

t.test('a crowd: at most the twelve nearest for each', async (t) => {
  const { report, join, time } = await world(t)
  const crowd = Array.from({ length: 30 }, (_, index) => avatar(`A${index}`, 100 + index))
  await report(crowd)
  const records = []
  for (const one of crowd) records.push(await join(one))
  await report(crowd.map((one) => ({ ...one, position: [one.position[0], 101, 25] })))
  await time.pass(2000)
  for (const { peers } of records) t.ok(peers.size <= 12)
  t.ok(records.reduce((sum, { peers }) => sum + peers.size, 0) > 30 * 8, 'and most of them used')
})

t.test('positions: changes only, at most ten times a second', async (t) => {
  const { report, join, time } = await world(t)
  const [anna, bert] = [avatar('Anna'), avatar('Bert')]
  await report([anna, bert])
  const one = await join(anna)
  await join(bert)
  await time.pass(1000)
  one.positions.length = 0
  for (let step = 0; step < 50; step += 1) {
    bert.position = [100 + step, 100, 25]
    await report([anna, bert])
    await time.pass(20)
  }
  await time.pass(200)
  t.ok(one.positions.length >= 9 && one.positions.length <= 12, `${one.positions.length} in one second`)
  t.strictSame(one.positions.at(-1), [149, 100, 25], 'the last one is not lost')
  await report([anna, bert])
  await time.pass(1000)
  t.strictSame(one.positions.at(-1), [149, 100, 25])
})

t.test(
  'positions: a punctual feed is told at once, also after a late report, and a faster one as it comes',
  async (t) => {
    const { report, join, time } = await world(t)
    const [anna, bert] = [avatar('Anna'), avatar('Bert')]
    await report([anna, bert])
    const one = await join(anna)
    await join(bert)
    await time.pass(1000)
    /** How many reports of a feed are told at once, the first of them that much late. */
    async function promptOf(steps: number, lateMs: number, everyMs = 100): Promise<number> {
      let prompt = 0
      for (let step = 0; step < steps; step += 1) {
        const late = step === 0 ? lateMs : 0
        await time.pass(late)
        bert.position = [bert.position[0] + 1, 100, 25]
        await report([anna, bert])
        if (one.positions.at(-1)?.[0] === bert.position[0]) prompt += 1
        await time.pass(everyMs - late)
      }
      return prompt
    }
    t.equal(await promptOf(20, 0), 20)
    t.ok((await promptOf(20, 90)) < 20, 'the next ones wait')
    t.equal(await promptOf(20, 0), 20, 'ever less, and no more after a second')
    await time.pass(1000)
    t.equal(
      await promptOf(40, 0, 50),
      21,
      'of twenty a second every second one is told, as soon as it is there',
    )
  },
)

t.test('out of the world: a border in one breath, back within the minute, or the end', async (t) => {
  const { report, join, time } = await world(t)
  const anna = avatar('Anna')
  await report([anna])
  const one = await join(anna)
  one.take()
  await report([])
  await time.pass(900)
  await report([anna])
  await time.pass(5000)
  t.strictSame(one.take(), [], 'a gap of 0.9 s is nothing')
  await report([])
  await time.pass(1000)
  t.strictSame(one.take(), ['no-room not-in-world'])
  await time.pass(59_000)
  await report([anna])
  t.strictSame(one.take(), ['room Mainland []'], 'back after a minute')
  await report([])
  await time.pass(61_001)
  t.strictSame(one.take(), ['no-room not-in-world', 'ended left-world'])
})

t.test('a silent region is told of, keeps everybody for five minutes, and then lets them go', async (t) => {
  const { report, join, time, presence } = await world(t)
  const anna = avatar('Anna')
  await report([anna])
  const one = await join(anna)
  one.take()
  await time.pass(31_000)
  presence.sweep()
  t.strictSame(one.take(), ['feed lost'])
  await report([anna])
  t.strictSame(one.take(), ['feed back'])
  await time.pass(31_000)
  presence.sweep()
  await time.pass(5 * 60_000)
  presence.sweep()
  await time.pass(1001)
  t.strictSame(one.take(), ['feed lost', 'no-room region-away'])
  const again = await join(anna)
  t.strictSame(again.take(), ['no-room region-away'], 'a page that is opened again waits as long')
  await report([anna])
  again.take()
  await report([])
  await time.pass(1001)
  t.strictSame(again.take(), ['no-room not-in-world'], 'the region is there again, and says so')
})

t.test('who joins in a region that is silent is told so', async (t) => {
  const { report, join, time, presence } = await world(t)
  const anna = avatar('Anna')
  await report([anna])
  await time.pass(31_000)
  presence.sweep()
  t.strictSame((await join(anna)).take(), ['room Mainland [] lost'])
  t.strictSame((await join(anna)).take(), ['room Mainland [] lost'], 'another page, too, and once')
})

t.test(
  'out of reach: its own region only, no longer than a crossing, and also for a page opened later',
  async (t) => {
    const { report, join, time, presence } = await world(t)
    const anna = avatar('Anna')
    await report([anna])
    const one = await join(anna)
    one.take()
    const outage = (change: object = {}) =>
      presence.events.emit('outage', { grid: MAIN_GRID, regionId: region.regionId, ...change })
    await report([])
    for (const change of [{ regionId: testUuid() }, { grid: 'other' }]) outage(change)
    await time.pass(1000)
    t.strictSame(one.take(), ['no-room not-in-world'])
    await report([anna])
    t.strictSame(one.take(), ['room Mainland []'])
    await report([])
    await time.pass(900)
    outage()
    await time.pass(100)
    t.strictSame(one.take(), ['no-room region-away'])

    await time.pass(9 * 60_000)
    const later = await join(anna)
    await time.pass(10 * 60_000 - 1)
    t.strictSame([one.take(), later.take()], [['ended replaced'], ['no-room region-away']])
    await time.pass(1)
    t.strictSame(later.take(), ['ended left-world'])
  },
)

t.test(
  'another page knows what the one before knew: where it was, and that its viewer leaves voice to it',
  async (t) => {
    const { report, join, channels, presence, rooms, time } = await world(t)
    const anna = avatar('Anna')
    const silent = { regionId: testUuid(), regionName: 'Silent' }
    const { id: channelId } = await channels.forPlace(MAIN_GRID, { ...silent, parcelId: null })
    const viewerReport = {
      ...avatarOf(anna.agentId),
      name: 'Anna',
      position: anna.position,
      look: [1, 0, 0],
    } as const
    await report([])
    const one = await join(anna)
    presence.reportByViewer({
      ...viewerReport,
      parcelId: null,
      by: 'viewer',
      regionId: silent.regionId,
      channelId,
    })
    await time.pass(0)
    t.strictSame(one.take(), ['no-room not-in-world', 'room Silent []'])
    await report([anna])
    t.strictSame(one.take(), ['room Mainland []'])
    const two = await join(anna)
    t.ok(rooms.pages.leads(avatarOf(anna.agentId)))
    await report([])
    await time.pass(0)
    presence.reportByViewer({
      ...viewerReport,
      parcelId: null,
      by: 'viewer',
      regionId: silent.regionId,
      channelId,
    })
    await time.pass(0)
    t.strictSame(two.take(), ['room Mainland []', 'room Silent []'])

    presence.viewerEnded(viewerReport, 'viewer')
    await time.pass(300_000)
    await report([])
    presence.sweep()
    await time.pass(1000)
    t.strictSame(two.take().at(-1), 'no-room no-positions')
    t.strictSame((await join(anna)).take(), ['no-room no-positions'])
  },
)

t.test('a place that was left while its channel was looked for is not entered', async (t) => {
  const { report, join, time, channels, rooms } = await world(t)
  const island = { regionId: testUuid(), regionName: 'Island' }
  const anna = avatar('Anna')
  const { forPlace } = channels
  Object.assign(channels, {
    async forPlace(...[grid, place]: Parameters<typeof forPlace>) {
      if (place.regionId === island.regionId)
        await new Promise<void>((found) => time.timers.after(1000, found))
      return forPlace(grid, place)
    },
  })
  await report([anna])
  const one = await join(anna)
  await report([anna], island)
  await report([])
  await report([], island)
  await report([anna])
  await time.pass(2000)
  t.strictSame(one.take(), ['room Mainland []'])

  await report([])
  await report([anna], island)
  one.participation.leave()
  await time.pass(2000)
  t.strictSame(rooms.list(), [], 'nor by somebody who left voice meanwhile')
})

t.test('a page that leaves a full room makes room for one that waits', async (t) => {
  const { report, join, time, channels, presence } = await world(t)
  const [anna, bert] = [avatar('Anna'), avatar('Bert')]
  await report([anna, bert])
  const one = await join(anna)
  const [channel] = await channels.search({ grid: MAIN_GRID, name: region.regionId })
  await channels.update({ grid: MAIN_GRID, id: channel?.id ?? 0 }, { adminSettings: { capacity: 1 } })
  const two = await join(bert)
  one.take()
  t.strictSame(two.take(), ['no-room channel-full'])
  await time.pass(31_000)
  presence.sweep()
  t.strictSame(one.take(), ['feed lost'])
  t.strictSame(two.take(), [], 'who is in no room asks for no positions')
  const setCapacity = (capacity: number) =>
    channels.update({ grid: MAIN_GRID, id: channel?.id ?? 0 }, { adminSettings: { capacity } })
  await setCapacity(2)
  await time.pass(0)
  t.match(two.take(), [/^room Mainland/], 'or an admin makes room')
  two.participation.leave()
  await setCapacity(1)
  const three = await join(bert)
  three.take()
  one.participation.leave()
  await time.pass(0)
  t.strictSame(three.take(), ['room Mainland [] lost'])
})

t.test(
  'a second page of the same avatar is connected anew, and the first one ends nothing more',
  async (t) => {
    const { report, join, time } = await world(t)
    const [anna, bert] = [avatar('Anna'), avatar('Bert')]
    await report([anna, bert])
    const hers = await join(anna)
    const first = await join(bert)
    hers.take()
    const second = await join(bert)
    t.strictSame(first.take(), ['room Mainland [Anna]', 'ended replaced'])
    t.strictSame(second.take(), ['room Mainland [Anna]'])
    t.ok(second.peers.has(anna.agentId))
    t.strictSame(hers.take(), [], 'the others do not notice')
    first.participation.leave()
    await report([anna])
    await time.pass(1000)
    t.strictSame(second.take(), ['no-room not-in-world'])
    second.participation.leave()
    await time.pass(61_000)
    t.strictSame(second.take(), [], 'who left voice is waited for no more')
  },
)

t.test('others are told what is another than before of a page that comes again', async (t) => {
  const { report, join, rooms } = await world(t)
  const [anna, bert, carl] = [avatar('Anna'), avatar('Bert'), avatar('Carl')]
  await report([anna, bert, carl])
  const hers = await join(anna)
  const first = await join(bert)
  hers.take()
  await join({ ...bert, name: 'Bertha' })
  t.strictSame(hers.take(), ['Bertha'])
  await join(bert, true)
  t.strictSame(hers.take(), ['Bert muted'])
  const resumed = rooms.join({ ...bert, grid: MAIN_GRID, muted: false, tell: recorder().tell, resumes: true })
  t.strictSame(hers.take(), ['Bert'])
  resumed.leave()
  first.participation.leave()
  await join(carl)
  t.strictSame(hers.take(), ['-', '+Carl'])
  t.equal(rooms.list()[0]?.view(carl.agentId)?.index, 1, 'numbers of those who left are given again')
})

t.test('a page that takes its viewer’s part is at once where it is itself', async (t) => {
  const { report, join, rooms, channels, time } = await world(t)
  const [anna, bert] = [avatar('Anna'), avatar('Bert', 105)]
  await report([anna, bert])
  const hers = await join(anna)
  const [channel] = await channels.search({ grid: MAIN_GRID, name: region.regionId })
  const pose = { ...regionOf(region.regionId), position: [50, 100, 25], look: [1, 0, 0] } as const
  if (!channel) return t.fail('no room')
  rooms.joinByViewer({ ...bert, grid: MAIN_GRID, room: placeOf(channel), pose, tell: () => undefined })
  await time.pass(1000)
  t.strictSame(hers.positions, [])
  await join(bert)
  await time.pass(1000)
  t.strictSame(hers.positions, [[105, 100, 25]])
  await join(bert)
  t.strictSame(hers.arrivals, ['viewer', 'page'], 'from one page to the next nothing has changed')
  return undefined
})

t.test('a viewer whose name is not known has one as soon as a feed tells it', async (t) => {
  const { report, join, rooms, channels, presence } = await world(t)
  const [anna, bert, carl] = [avatar('Anna'), avatar('Bert'), avatar('Carl')]
  await report([anna])
  const hers = await join(anna)
  const [channel] = await channels.search({ grid: MAIN_GRID, name: region.regionId })
  if (!channel) return t.fail('no room')
  const pose = { ...regionOf(region.regionId), position: [50, 100, 25], look: [1, 0, 0] } as const
  const { agentId } = bert
  const viewer = { grid: MAIN_GRID, agentId, name: '', room: placeOf(channel), pose, tell: () => undefined }
  const participation = rooms.joinByViewer(viewer)
  t.strictSame(hers.take(), ['room Mainland []', `+Resident ${agentId.slice(0, 4).toUpperCase()}`])
  rooms.joinByViewer({ ...viewer, ...carl })
  t.strictSame(hers.take(), ['+Carl'])
  const other = { ...bert, name: 'Other Bert', look: pose.look }
  presence.report({ ...region, grid: 'other', source: 'push', avatars: [other] })
  t.strictSame(hers.take(), [], 'that is another avatar')
  for (let turn = 0; turn < 2; turn += 1) await report([anna, bert, carl])
  t.strictSame(hers.take(), ['Bert'], 'said once, and of nobody whose name was known')
  await join(bert)
  participation.setName('Nobody')
  t.strictSame(hers.take(), [], 'its page has taken its part')
  return undefined
})

t.test('a page is called as its session is where no feed tells', async (t) => {
  const { join, rooms } = await world(t)
  const anna = avatar('Anna')
  await join(anna)
  t.equal(rooms.nameOf(avatarOf(anna.agentId)), 'Anna')
})

t.test('a parcel where voice is off has no room until it is on again', async (t) => {
  const { report, join, parcelVoice, time } = await world(t)
  const parcelId = testUuid()
  const anna = avatar('Anna', 100, parcelId)
  await report([anna])
  parcelVoice.set({ grid: MAIN_GRID, regionId: region.regionId, parcelId }, false)
  const one = await join(anna)
  await report([anna])
  t.strictSame(one.take(), ['no-room voice-off'], 'said once')
  anna.parcelId = null
  await report([anna])
  t.strictSame(one.take(), ['room Mainland []'])
  anna.parcelId = parcelId
  await report([anna])
  parcelVoice.set({ grid: MAIN_GRID, regionId: region.regionId, parcelId }, true)
  await time.pass(0)
  t.strictSame(one.take(), ['no-room voice-off', 'room Mainland []'])
  anna.parcelId = testUuid()
  const arriving = report([anna])
  parcelVoice.set({ grid: MAIN_GRID, regionId: region.regionId, parcelId: anna.parcelId }, false)
  await arriving
  await time.pass(0)
  t.strictSame(one.take(), ['no-room voice-off'], 'also where that is told just after who stands there')
})

t.test('moderation: mutes stick to who comes back and cover who comes later; a kick ends it', async (t) => {
  const { report, join, rooms, channels } = await world(t)
  const [anna, bert] = [avatar('Anna'), avatar('Bert')]
  await report([anna, bert])
  const one = await join(anna)
  let two = await join(bert)
  const [channel] = await channels.search({ grid: MAIN_GRID, name: region.regionId })
  const id = channel?.id ?? 0
  one.take()
  rooms.setMuted({ grid: MAIN_GRID, id: id }, bert.agentId, true)
  t.strictSame(one.take(), ['Bert moderated'])
  two.participation.leave()
  two = await join(bert, true)
  t.strictSame(one.take(), ['-', '+Bert'])
  two.participation.setMuted(false)
  t.strictSame(one.take(), ['Bert moderated'], 'still muted, whatever his own microphone says')
  rooms.setAllMuted({ grid: MAIN_GRID, id: id }, true)
  t.strictSame(one.take(), ['Anna moderated', 'Bert moderated'])
  rooms.setAllMuted({ grid: MAIN_GRID, id: id }, false)
  t.strictSame(one.take(), ['Anna', 'Bert'])

  t.notOk(rooms.kick({ grid: MAIN_GRID, id: id + 1 }, bert.agentId), 'not from a room he is not in')
  t.ok(rooms.kick({ grid: MAIN_GRID, id: id }, bert.agentId))
  t.equal(two.take().at(-1), 'ended kicked')
  t.equal(rooms.kickAll({ grid: MAIN_GRID, id: id }), 1)
  t.equal(rooms.list().length, 0, 'an empty room is gone')
})

t.test(
  'an admin’s edit reaches the people in the room, and outlives what the region sends again',
  async (t) => {
    const { report, join, channels } = await world(t)
    const [anna, bert] = [avatar('Anna', 0), avatar('Bert', 60)]
    await report([anna, bert])
    const one = await join(anna)
    await join(bert)
    t.equal(one.peers.size, 1)
    const [channel] = await channels.search({ grid: MAIN_GRID, name: region.regionId })
    one.take()
    await channels.update(
      { grid: MAIN_GRID, id: channel?.id ?? 0 },
      { adminSettings: { maxRangeMetres: 20 } },
    )
    t.strictSame(one.take(), ['channel'])
    t.equal(one.peers.size, 0, 'out of the new reach')
    const again = {
      grid: MAIN_GRID,
      name: region.regionId,
      parentId: null,
      description: 'Mainland',
      settings: { maxRangeMetres: 100 },
    }
    await channels.create(again)
    t.equal(one.peers.size, 0)
  },
)

t.test('where no feed tells, a page goes where its viewer says, and no rule is passed by that', async (t) => {
  const { report, join, channels, parcelVoice, presence, rooms, time } = await world(t)
  const { regionId } = region
  const anna = avatar('Anna')
  const open = (name: string) =>
    channels.create({ grid: MAIN_GRID, name, parentId: null, description: name, settings: {} })
  const [plaza, club] = [await open('Plaza'), await open('Club')]
  const parcelId = testUuid()
  const reportByViewer = async (channelId: number, change: object = {}) => {
    presence.reportByViewer({
      grid: MAIN_GRID,
      ...anna,
      by: 'viewer',
      look: [1, 0, 0],
      regionId,
      channelId,
      ...change,
    })
    await time.pass(0)
  }
  const { take, participation } = await join(anna)
  t.strictSame(take(), ['no-room no-positions'])
  t.notOk(rooms.pages.leads({ grid: MAIN_GRID, agentId: anna.agentId }))
  await reportByViewer(plaza.id)
  t.strictSame(take(), ['room Plaza []'])
  t.ok(rooms.pages.leads({ grid: MAIN_GRID, agentId: anna.agentId }))
  await reportByViewer(club.id, { parcelId })
  t.strictSame(take(), ['room Club []'])
  parcelVoice.set({ grid: MAIN_GRID, regionId, parcelId }, false)
  await time.pass(0)
  t.strictSame(take(), ['no-room voice-off'])
  await reportByViewer(plaza.id)
  t.strictSame(take(), ['room Plaza []'])
  await channels.delete({ grid: MAIN_GRID, id: plaza.id })
  await time.pass(0)
  t.strictSame(take(), ['no-room no-positions'])
  await reportByViewer(club.id)
  t.strictSame(take(), ['room Club []'])

  presence.viewerEnded(avatarOf(anna.agentId), 'viewer')
  await time.pass(30_000)
  presence.sweep()
  t.strictSame(take(), ['feed lost'])
  t.notOk(
    rooms.pages.leads({ grid: MAIN_GRID, agentId: anna.agentId }),
    'a viewer that comes now takes part itself',
  )
  await time.pass(270_000)
  presence.sweep()
  await time.pass(1000)
  t.strictSame(take(), ['no-room no-positions'])

  await reportByViewer(club.id)
  t.strictSame(take(), ['room Club []'])
  await report([])
  await time.pass(1000)
  t.strictSame(take(), ['no-room not-in-world'], 'a feed that lives knows better')
  await report([anna])
  t.strictSame(take(), ['room Mainland []'])
  await reportByViewer(club.id)
  t.strictSame(take(), [])
  await reportByViewer(club.id, { regionId: testUuid() })
  t.strictSame(take(), [])
  await report([])
  await time.pass(1000)
  t.strictSame(take(), ['room Club []'], 'it has walked into a region without a feed')
  await report([anna])
  t.strictSame(take(), ['room Mainland []'])
  const ended: string[] = []
  rooms.pages.events.on('ended', ({ agentId }) => ended.push(agentId))
  participation.leave()
  t.strictSame(ended, [anna.agentId])

  rooms.ban({
    grid: MAIN_GRID,
    channelId: club.id,
    agentId: anna.agentId,
    name: 'Anna',
    until: time.clock() + 1e9,
    by: 'x',
  })
  await time.pass(400_000)
  presence.sweep()
  await reportByViewer(club.id)
  const banned = await join(anna)
  t.strictSame(banned.take(), ['ended kicked'])
})

t.test('the same UUID on two grids is two avatars, each in its grid’s room', async (t) => {
  const { report, join, rooms, channels } = await world(t)
  const anna = avatar('Anna')
  await report([anna])
  const here = await channels.forPlace(MAIN_GRID, { ...region, parcelId: null })
  const there = { ...here, grid: 'other' }
  const pose = {
    grid: MAIN_GRID,
    regionId: region.regionId,
    position: anna.position,
    look: [1, 0, 0],
  } as const
  const [one, two] = [recorder(), recorder()]
  const { agentId, name } = anna
  rooms.joinByViewer({ grid: MAIN_GRID, agentId, name, room: placeOf(here), pose, tell: one.tell })
  rooms.joinByViewer({ grid: 'other', agentId, name, room: placeOf(there), pose, tell: two.tell })
  t.strictSame([one.take(), two.take()], [['room Mainland []'], ['room Mainland []']])
  const page = await join(anna)
  t.strictSame([one.take(), two.take()], [['ended replaced'], []])
  t.ok(rooms.kick(here, agentId))
  t.strictSame([page.take().at(-1), two.take()], ['ended kicked', []])
  rooms.ban({ grid: MAIN_GRID, channelId: here.id, agentId, name, until: Number.MAX_SAFE_INTEGER, by: 'x' })
  t.equal(rooms.admission.refusalOf({ grid: 'other', agentId }, placeOf(there)), undefined)
  t.ok(rooms.kick(there, agentId))
  t.strictSame(two.take(), ['ended kicked'])
})

t.test(
  'a shout connects those whom talking does not reach, and a whisper takes no connection away',
  async (t) => {
    const { report, join, time } = await world(t)
    const [anna, bert] = [avatar('Anna', 10), avatar('Bert', 100)]
    await report([anna, bert])
    const one = await join(anna)
    const two = await join(bert)
    await time.pass(1000)
    t.strictSame([...one.peers], [], '90 m are too far to talk')
    const speak = async (effort: 'whisper' | 'talk' | 'shout') => {
      two.participation.setEffort(effort)
      await time.pass(1000)
      return [...one.peers]
    }
    t.strictSame(await speak('shout'), [bert.agentId])
    t.strictSame(await speak('talk'), [])
    bert.position = [60, 100, 25]
    await report([anna, bert])
    await time.pass(1000)
    t.strictSame(await speak('whisper'), [bert.agentId], 'who talks again is heard at once')
    two.participation.setEffort('whisper')
    t.end()
  },
)
