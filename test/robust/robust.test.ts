/** The grid asked again and again: its regions, who is where, and what becomes of rooms when it is away or wrong. */

import t, { type Test } from 'tap'
import type { GridPlace, ListedRegion, RobustClient } from '../../src/robust/client/robust-client.js'
import { RobustFault } from '../../src/robust/client/robust-fault.js'
import { createRobust } from '../../src/robust/robust.js'
import { openStore } from '../../src/store/store.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import type { FeedSource } from '../../src/voice/presence/region-report.js'
import { createRooms } from '../../src/voice/rooms/rooms.js'
import { avatarOf, regionOf } from '../helpers/regions/of-grid.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'
import { hearing } from '../helpers/told.js'

const listed = (name: string, x: number): ListedRegion => ({
  regionId: testUuid(),
  name,
  corner: [x, 256_000],
  sizeMetres: [256, 256],
  simulator: 'http://127.0.0.1:9000/',
  online: true,
})
const [west, east, south] = [listed('West', 256_000), listed('East', 256_256), listed('South', 256_512)]
const [anna, bert] = [testUuid(), testUuid()]
const down = new RobustFault('grid-unreachable', 'Robust cannot be reached.')

async function world(t: Test) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers, { gridTells: () => true })
  const rooms = createRooms({
    presence,
    channels: createChannels(store.channels, time.clock),
    parcelVoice: createParcelVoice(),
    clock: time.clock,
    timers: time.timers,
    onError: (error) => t.fail(String(error)),
  })
  const grid = {
    regions: [west, east] as readonly ListedRegion[],
    where: new Map<string, GridPlace>(),
    fault: undefined as RobustFault | undefined,
    asked: [] as (readonly string[])[],
    listsAsked: 0,
  }
  const answer = <T>(value: T): T => {
    if (grid.fault) throw grid.fault
    return value
  }
  const client: RobustClient = {
    gridName: async () => answer('Grid'),
    async regions() {
      grid.listsAsked += 1
      return answer(grid.regions)
    },
    async whereAre(agentIds) {
      grid.asked.push(agentIds)
      return answer(new Map([...grid.where].filter(([id]) => agentIds.includes(id))))
    },
  }
  const said: string[] = []
  let hurried = 0
  const robust = createRobust({
    client,
    url: new URL('http://voice:secret-word@robust.example:8003'),
    grid: MAIN_GRID,
    presence,
    pageAvatars: rooms.pageAvatars,
    hurryFeeds: () => {
      hurried += 1
    },
    clock: time.clock,
    timers: time.timers,
    log: {
      info: (_facts, text) => said.push(text),
      warn: (_facts, text) => said.push(text),
      error: (facts) => t.fail(JSON.stringify(facts)),
    },
    random: () => 1,
  })
  t.teardown(robust.close)

  function join(agentId: string) {
    const told: string[] = []
    const tell = hearing({
      'room-entered': ({ channel, others }) =>
        told.push(`room ${channel.description}${channel.unplaced ? ' unplaced' : ''} ${others.length}`),
      'room-left': ({ reason }) => told.push(`no-room ${reason}`),
      'channel-changed': ({ channel }) => told.push(channel.unplaced ? 'unplaced' : 'placed'),
      ended: ({ reason }) => told.push(`ended ${reason}`),
    })
    rooms.join({ grid: MAIN_GRID, agentId, name: agentId, muted: false, tell })
    return { take: () => told.splice(0) }
  }
  const report = (region: ListedRegion, agentIds: readonly string[], source: FeedSource = 'remote-admin') =>
    presence.report({
      ...regionOf(region.regionId),
      regionName: region.name,
      source,
      avatars: agentIds.map((agentId) => ({
        agentId,
        name: agentId,
        position: [10, 20, 30] as const,
        look: [1, 0, 0] as const,
        parcelId: null,
      })),
    })
  const stand = (agentId: string, region: ListedRegion | undefined) =>
    region ? grid.where.set(agentId, { regionId: region.regionId }) : grid.where.delete(agentId)
  return { time, presence, rooms, grid, robust, said, join, report, stand, hurried: () => hurried }
}

t.test(
  'all regions are known by name and place, without any feed, and nothing is learned or guessed',
  async (t) => {
    const { time, presence, grid, robust, said } = await world(t)
    const corner = (region: ListedRegion) => presence.frames.cornerOf(regionOf(region.regionId))
    presence.frames.guess(regionOf(south.regionId), [256_600, 256_100, 20])
    await time.pass(500)
    t.same(corner(west), [256_000, 256_000])
    t.match(robust.status(), { state: 'ok', regions: 2, url: 'http://robust.example:8003' })
    t.match(said, [/regions of the grid come/, /who is in which region/])
    t.equal(presence.frames.toLocal(regionOf(south.regionId), [256_600, 256_100, 20], true), undefined)
    const liar = { ...regionOf(east.regionId), regionName: 'East', source: 'push' as const, avatars: [] }
    presence.report({ ...liar, corner: [0, 0] })
    t.same(corner(east), [256_256, 256_000], 'the grid outranks a region')

    grid.regions = [west, south]
    await time.pass(60_000)
    t.same(corner(south), [256_512, 256_000], 'a region that appears is there within a minute')
    t.equal(presence.gridRegions.get(regionOf(east.regionId))?.gone, true)
    t.equal(robust.status().regions, 2)
    grid.regions = [west, east, south]
    await time.pass(60_000)
    t.equal(presence.gridRegions.get(regionOf(east.regionId))?.gone, false)
  },
)

t.test(
  'where nobody tells positions, pages meet in the room of their region, without distance',
  async (t) => {
    const { time, rooms, grid, join, report, stand } = await world(t)
    await time.pass(500)
    const annas = join(anna)
    t.same(annas.take(), ['no-room not-in-world'], 'the grid knows: she is not in-world')
    stand(anna, west)
    await time.pass(3250)
    t.same(annas.take(), ['room West unplaced 0'])
    const berts = join(bert)
    stand(bert, west)
    await time.pass(500)
    t.same(
      berts.take(),
      ['no-room not-in-world', 'room West unplaced 1'],
      'who has just come is asked for at once',
    )
    t.equal(rooms.list()[0]?.settings.distanceModel, 'none')
    stand(anna, east)
    await time.pass(3250)
    t.same(annas.take(), ['room East unplaced 0'], 'a teleport')
    grid.where.set(anna, 'arriving')
    await time.pass(12_000)
    t.same(annas.take(), [], 'on her way she stays')

    report(west, [bert])
    t.same(berts.take(), ['placed'], 'a feed has begun to tell')
    t.not(rooms.list()[0]?.settings.distanceModel, 'none')
  },
)

t.test('who is missing from two answers is gone, and a grid that does not answer drops nobody', async (t) => {
  const { time, robust, grid, said, join, stand } = await world(t)
  await time.pass(250)
  stand(anna, west)
  const annas = join(anna)
  await time.pass(500)
  annas.take()
  grid.fault = down
  stand(anna, undefined)
  await time.pass(300_000)
  t.same(annas.take(), [])
  t.match(robust.status(), { state: 'failing', reason: 'grid-unreachable' })
  const fallen = said.filter((text) => /does not tell/.test(text))
  t.equal(fallen.length, 2, 'said once for each question')
  t.notMatch(JSON.stringify([said, robust.status()]), /secret-word/)

  grid.fault = undefined
  const before = grid.asked.length
  while (grid.asked.length === before) await time.pass(250)
  await time.pass(2000)
  t.same(annas.take(), [], 'missing once')
  await time.pass(2500)
  t.same(annas.take(), ['no-room not-in-world'])
  stand(anna, west)
  await time.pass(3500)
  t.same(annas.take(), ['room West unplaced 0'])
  t.equal(robust.status().state, 'ok')
})

t.test(
  'a teleport is followed before the feeds tell of it, and a feed outranks the grid where it tells',
  async (t) => {
    const { time, presence, join, report, stand, hurried } = await world(t)
    await time.pass(250)
    stand(anna, west)
    report(west, [anna])
    const annas = join(anna)
    await time.pass(500)
    t.same(annas.take(), ['room West 0'])

    stand(anna, east)
    await time.pass(3250)
    t.same(annas.take(), ['room East unplaced 0'], 'no feed tells of East')
    t.equal(hurried(), 1)
    report(west, [anna])
    await time.pass(3250)
    t.same(annas.take(), [], 'West goes on listing her for a while')
    report(west, [])
    report(east, [anna])
    await time.pass(50)
    t.same(annas.take(), ['placed'])

    // A killed simulator leaves her behind in East: a live feed that newly lists her knows better.
    report(west, [anna])
    await time.pass(3250)
    t.same(annas.take(), ['room West 0'])
    t.equal(presence.gridWord(avatarOf(anna)), undefined)
  },
)

t.test('fifty are asked for at once, and a region that nobody knows is looked for', async (t) => {
  const { time, grid, join, stand } = await world(t)
  await time.pass(250)
  const all = Array.from({ length: 70 }, () => testUuid())
  for (const agentId of all) join(agentId)
  await time.pass(250)
  t.same(
    grid.asked.map(({ length }) => length),
    [50, 20],
  )
  const annas = join(anna)
  annas.take()
  stand(anna, south)
  grid.regions = [west, east, south]
  const { listsAsked } = grid
  await time.pass(3500)
  t.equal(grid.listsAsked, listsAsked + 1)
  await time.pass(3000)
  t.same(annas.take(), ['room South unplaced 0'])
})
