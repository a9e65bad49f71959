/** What a grid may use: who is kept out, who goes on, and that another grid with the same names never notices. */

import { EventEmitter } from 'node:events'
import t, { type Test } from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { openStore } from '../../../src/store/store.js'
import { createCallSubjects } from '../../../src/voice/calls/call-subjects.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { type GridLimits, NO_LIMITS } from '../../../src/voice/grids/hosted-grid.js'
import { createGridUses, NOTHING_USED, type Usage } from '../../../src/voice/grids/use/grid-use.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import type { Hub, HubEvents, HubPeerRequest } from '../../../src/voice/rooms/hub.js'
import { createLimitedHub } from '../../../src/voice/rooms/hub-way/limited-hub.js'
import { placeOf } from '../../../src/voice/rooms/room-key.js'
import { createRooms } from '../../../src/voice/rooms/rooms.js'
import { hostedGrid } from '../../helpers/regions/hosted-grid.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'
import { hearing } from '../../helpers/told.js'

const [ANNA, BERT, CLEO] = [testUuid(), testUuid(), testUuid()]
const [WEST, EAST] = [testUuid(), testUuid()]

/** Two grids with the same regions and avatars; the limits are those of `alpha`. */
async function twoGrids(t: Test, limits: Partial<GridLimits>) {
  const { clock, timers, pass } = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  for (const grid of ['alpha', 'beta']) await store.grids.save(hostedGrid(grid))
  const presence = createPresence(timers)
  const channels = createChannels(store.channels, clock)
  let there: Usage = NOTHING_USED
  const uses = createGridUses({
    limitsOf: (grid) => (grid === 'alpha' ? { ...NO_LIMITS, ...limits } : NO_LIMITS),
    elsewhere: (grid) => ({ nodes: 1, usage: grid === 'alpha' ? there : NOTHING_USED }),
    stopwatch: timers,
  })
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice: createParcelVoice(),
    uses,
    clock,
    timers,
    onError: (error) => t.fail(String(error)),
  })
  const places = new Map<string, string>()
  function stand(grid: string, agentId: string, regionId: string): void {
    places.set(`${grid}/${agentId}`, regionId)
    for (const region of [WEST, EAST])
      presence.report({
        grid,
        regionId: region,
        regionName: 'Plaza',
        source: 'push',
        avatars: [...places]
          .filter(([key, place]) => key.startsWith(`${grid}/`) && place === region)
          .map(([key]) => ({
            agentId: key.split('/')[1] ?? '',
            name: 'Anyone',
            position: [100, 100, 25],
            look: [1, 0, 0],
            parcelId: null,
          })),
      })
  }
  const told: string[] = []
  const leaves = new Map<string, () => void>()
  async function enter(grid: string, agentId: string, by: 'page' | 'viewer' = 'page'): Promise<string> {
    const name = [ANNA, BERT, CLEO].indexOf(agentId)
    const tell = hearing({
      'room-entered': () => told.push(`${name} in`),
      'room-left': ({ reason }) => told.push(`${name} ${reason}`),
    })
    const avatar = { grid, agentId }
    if (by === 'page') {
      const page = rooms.join({ ...avatar, name: 'Anyone', muted: false, tell })
      leaves.set(`${grid}/${agentId}`, () => page.leave())
      await pass(0)
      return told.splice(0).join()
    }
    const regionId = places.get(`${grid}/${agentId}`) ?? WEST
    const room = placeOf(await channels.forPlace(grid, { regionId, regionName: 'Plaza', parcelId: null }))
    const pose = { grid, regionId, position: [100, 100, 25], look: [1, 0, 0] } as const
    try {
      const viewer = rooms.joinByViewer({ ...avatar, name: 'Anyone', room, pose, tell })
      leaves.set(`${grid}/${agentId}`, () => viewer.leave())
      return told.splice(0).join()
    } catch (error) {
      if (error instanceof VoiceError) return `${error.code}: ${error.message}`
      throw error
    }
  }
  async function letIn(): Promise<string> {
    rooms.letIntoGrids()
    await pass(0)
    return told.splice(0).join()
  }
  return {
    rooms,
    uses,
    stand,
    enter,
    letIn,
    pass,
    leave: (grid: string, agentId: string) => leaves.get(`${grid}/${agentId}`)?.(),
    haveElsewhere(counts: Partial<Usage>) {
      there = { ...NOTHING_USED, ...counts }
    },
    async settled(): Promise<string> {
      await pass(0)
      return told.splice(0).join()
    },
  }
}

t.test('people: a grid with as many as it may have lets nobody in until somebody leaves', async (t) => {
  const { uses, stand, enter, letIn, leave, haveElsewhere } = await twoGrids(t, { people: 2 })
  for (const grid of ['alpha', 'beta']) for (const agentId of [ANNA, BERT, CLEO]) stand(grid, agentId, WEST)
  t.equal(await enter('alpha', ANNA), '0 in')
  t.equal(await enter('alpha', BERT, 'viewer'), '1 in')
  t.equal(await enter('alpha', CLEO), '2 grid-full')
  t.match(await enter('alpha', CLEO, 'viewer'), /^grid-full: This grid has as many people/)
  for (const agentId of [ANNA, BERT, CLEO]) t.match(await enter('beta', agentId), / in$/)
  t.equal(await letIn(), '', 'there is no space yet, and nobody is told again')
  t.match(uses.useOf('alpha'), { people: 2, rooms: 1, total: { refused: { people: 2, rooms: 0 } } })
  t.equal(uses.useOf('beta').people, 3)
  leave('alpha', BERT)
  haveElsewhere({ people: 1 })
  t.equal(await letIn(), '', 'another node has taken the place')
  haveElsewhere({})
  t.equal(await letIn(), '2 in')
})

t.test('people: who is in voice goes from room to room, in places and calls, and counts once', async (t) => {
  const { rooms, uses, stand, enter, settled } = await twoGrids(t, { people: 1 })
  stand('alpha', ANNA, WEST)
  t.equal(await enter('alpha', ANNA), '0 in')
  const call = createCallSubjects(() => 0)('page', 'alpha', 'one', () => true)
  const join = { grid: 'alpha', agentId: ANNA, name: 'Anna', muted: false, tell: () => undefined }
  rooms.enterCall(
    call,
    join,
    () => undefined,
    () => undefined,
  )
  t.match(uses.useOf('alpha'), { people: 1, rooms: 2 })
  t.throws(
    () =>
      rooms.enterCall(
        call,
        { ...join, agentId: BERT },
        () => undefined,
        () => undefined,
      ),
    { code: 'grid-full' },
    'nobody new comes in by a call',
  )
  stand('alpha', ANNA, EAST)
  t.equal(await settled(), '0 in')
})

t.test('rooms: the room that is left empty makes space for the next one', async (t) => {
  const { rooms, uses, stand, enter, letIn, leave, settled } = await twoGrids(t, { rooms: 1 })
  stand('alpha', ANNA, WEST)
  stand('alpha', BERT, EAST)
  t.equal(await enter('alpha', ANNA), '0 in')
  t.equal(await enter('alpha', BERT), '1 grid-full')
  t.match(await enter('alpha', BERT, 'viewer'), /^grid-full: This grid has as many rooms/)
  stand('beta', BERT, EAST)
  t.match(await enter('beta', BERT), / in$/)
  stand('alpha', BERT, WEST)
  t.equal(await settled(), '1 in', 'a room that is there is open to all')
  stand('alpha', BERT, EAST)
  t.equal(await settled(), '1 grid-full', 'and he makes no other one while she is in it')
  leave('alpha', ANNA)
  t.equal(await letIn(), '1 in')
  stand('alpha', BERT, WEST)
  t.equal(await settled(), '1 in', 'who is alone takes the room along')
  leave('alpha', BERT)
  t.strictSame([rooms.list().length, uses.useOf('alpha').rooms, uses.useOf('alpha').people], [1, 0, 0])
})

t.test('the hub: connections and bandwidth', async (t) => {
  const { timers } = createTestTime()
  const limits = { ...NO_LIMITS, hubPeers: 2, bytesPerSecond: 1000 }
  const uses = createGridUses({
    limitsOf: (grid) => (grid === 'alpha' ? limits : NO_LIMITS),
    stopwatch: timers,
  })
  const events = new EventEmitter<HubEvents>()
  let fault: Error | undefined
  const hub = createLimitedHub(
    {
      events,
      async connect() {
        if (fault) throw fault
        return 'answer'
      },
      disconnect: () => undefined,
    } as unknown as Hub,
    uses,
  )
  const connect = (peerId: string, agentId = peerId, grid = 'alpha') =>
    hub.connect({
      peerId,
      grid,
      agentId,
      roomKey: undefined,
      kind: 'mix',
      offer: '',
    } satisfies HubPeerRequest)
  await connect('one')
  await connect('two')
  await t.rejects(connect('three'), { code: 'grid-full', message: /connections to the media hub/ })
  for (const peerId of ['b1', 'b2', 'b3']) await connect(peerId, 'one', 'beta')
  await connect('one again', 'one')
  await t.rejects(
    connect('one once more', 'one'),
    { code: 'grid-full' },
    'one takes the place of another, not two',
  )
  events.emit('closed', 'one')
  hub.disconnect('two')
  t.equal(uses.useOf('alpha').hubPeers, 1)
  fault = new VoiceError('hub-unavailable', 'down')
  await t.rejects(connect('four'), { code: 'hub-unavailable' })
  fault = undefined
  t.equal(uses.useOf('alpha').hubPeers, 1, 'what was not made does not count')
  uses.noteHub('alpha', { busyMs: 5, bytes: 2000, turnsLeftOut: 1, packetsDropped: 2 }, 1000)
  await t.rejects(connect('five'), { code: 'grid-full', message: /sends as much/ })
  uses.noteHub('alpha', { busyMs: 5, bytes: 100, turnsLeftOut: 0, packetsDropped: 0 }, 50)
  await connect('five')
  t.match(uses.useOf('alpha'), {
    bytesPerSecond: 50,
    total: { bytes: 2100, hubSeconds: 0.01, turnsLeftOut: 1, packetsDropped: 2 },
  })
  t.match(uses.useOf('alpha').total.refused, { hubPeers: 2, bytesPerSecond: 1 })
})

t.test('requests: so many a second, and a large one is several', async (t) => {
  const { timers, pass } = createTestTime()
  let perSecond = 10
  const uses = createGridUses({
    limitsOf: (grid) => (grid === 'alpha' ? { ...NO_LIMITS, requestsPerSecond: perSecond } : NO_LIMITS),
    stopwatch: timers,
  })
  const taken = (grid: string, bytes?: number): number => {
    for (let count = 0; ; count += 1) {
      try {
        if (count === 100) return count
        uses.takeRequest(grid, bytes)
      } catch {
        return count
      }
    }
  }
  t.equal(taken('alpha'), 20, 'two seconds’ worth at once')
  t.throws(() => uses.takeRequest('alpha'), {
    code: 'grid-busy',
    message: /10 requests a second/,
    retryAfterSeconds: 1,
  })
  t.equal(taken('beta'), 100)
  await pass(1000)
  t.equal(taken('alpha', 5 * 16 * 1024), 2)
  await pass(10_000)
  t.equal(taken('alpha', 1e9), 1, 'even the largest has its turn')
  perSecond = 1
  await pass(10_000)
  t.equal(taken('alpha'), 2, 'a new limit holds at once')
  t.equal(uses.useOf('alpha').total.refused.requestsPerSecond, 5)
})

t.test('several nodes share what a grid may use a second as each needs it', async (t) => {
  const { timers, pass } = createTestTime()
  let usage: Usage = { ...NOTHING_USED, requestsPerSecond: 20, bytesPerSecond: 700 }
  const uses = createGridUses({
    limitsOf: () => ({ ...NO_LIMITS, requestsPerSecond: 90, bytesPerSecond: 900 }),
    elsewhere: () => ({ nodes: 2, usage }),
    stopwatch: timers,
  })
  t.equal(uses.allowedHere('alpha', 'requestsPerSecond'), 70, 'what the others leave over')
  t.equal(uses.allowedHere('alpha', 'bytesPerSecond'), 300, 'an equal share in any case')
  for (let count = 0; count < 140; count += 1) uses.takeRequest('alpha')
  t.throws(() => uses.takeRequest('alpha'), { code: 'grid-busy' })
  usage = { ...usage, requestsPerSecond: 0 }
  t.throws(() => uses.takeRequest('alpha'), { code: 'grid-busy' }, 'a new share fills no bucket')
  await pass(1000)
  for (let count = 0; count < 90; count += 1) uses.takeRequest('alpha')
  t.throws(() => uses.takeRequest('alpha'), { code: 'grid-busy' })
  t.match(uses.usedHere().get('alpha'), { people: 0, requestsPerSecond: 23.3 })
})

t.test(
  'pages: a grid has as many open as its people can need, and their messages keep no region waiting',
  async (t) => {
    const { uses, haveElsewhere, pass } = await twoGrids(t, { people: 6, requestsPerSecond: 2 })
    const closes = Array.from({ length: 24 }, () => uses.openPage('alpha'))
    t.throws(() => uses.openPage('alpha'), { code: 'grid-busy' })
    for (let count = 0; count < 30; count += 1) uses.openPage('beta')
    closes[0]?.()
    uses.openPage('alpha')
    closes[1]?.()
    haveElsewhere({ pages: 1 })
    t.throws(() => uses.openPage('alpha'), { code: 'grid-busy' }, 'those of all nodes count')
    t.equal(uses.useOf('alpha').total.refused.people, 2)

    const taken = (bytes: number) => {
      let count = 0
      while (count < 1000 && uses.messageWaitMs('alpha', bytes) === 0) count += 1
      return count
    }
    t.equal(taken(100), 40, 'ten for each request of two seconds')
    t.equal(uses.messageWaitMs('alpha', 100), 50)
    await pass(1000)
    t.equal(taken(5000), 6, 'a long one counts as several')
    t.equal(uses.messageWaitMs('beta', 100), 0)
    t.doesNotThrow(() => uses.takeRequest('alpha'), 'regions go on')
  },
)
