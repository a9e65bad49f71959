/** What simulators say of their land: read as recorded, asked for in measure, and heard whatever an owner switches. */

import t, { type Test } from 'tap'
import { SimulatorFault } from '../../src/robust/client/simulator-call.js'
import { createLandClient, type LandPlace } from '../../src/robust/land/land-client.js'
import { createLandWatch, LAND_INTERVAL_MS, type Standing } from '../../src/robust/land/land-watch.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { coversRegion } from '../../src/voice/presence/land/parcel.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createParcels } from '../../src/voice/presence/land/parcels.js'
import { createGridRegions } from '../../src/voice/presence/regions/grid-regions.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import type { FakeLand } from '../helpers/regions/fake-land.js'
import { robustRecording } from '../helpers/regions/fake-robust.js'
import { type FakeFault, type FakeSimulator, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { regionOf } from '../helpers/regions/of-grid.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'

/** As they were recorded. */
const TOR = 'c887d183-914a-431c-b1fa-3d19aaeb7240'
const LANDS: FakeLand[] = [
  {
    corner: [256_000, 256_000],
    parcels: [
      {
        id: '0b5d3a3b-5cf8-4ec7-a7bc-de3ad69ed518',
        name: 'Your Parcel',
        from: [0, 0],
        to: [256, 256],
        area: 45_056,
      },
      {
        id: TOR,
        name: 'Tür & <Tor> "q" 東京',
        from: [128, 128],
        to: [256, 256],
        flags: 1_207_967_819,
        height: 25,
      },
    ],
  },
  {
    corner: [256_256, 256_000],
    parcels: [
      { id: '3e874c57-0a1d-43a7-adb8-479983eb4e26', name: 'Your Parcel', from: [0, 0], to: [256, 256] },
    ],
  },
]
const VAR: FakeLand = {
  corner: [256_512, 256_000],
  parcels: [
    {
      id: '00259a4a-e991-4689-b235-aeabc3b2b038',
      name: 'Your Parcel',
      from: [0, 0],
      to: [512, 512],
      dwell: 4,
    },
  ],
}

async function simulatorWith(t: Test, lands: FakeLand[] | undefined): Promise<FakeSimulator> {
  const simulator = await startFakeSimulator([])
  t.teardown(() => {
    simulator.release()
    return simulator.down().catch(() => undefined)
  })
  return Object.assign(simulator, { lands })
}

const placeAt = (simulator: FakeSimulator, land: FakeLand, x: number, y: number, size = 256): LandPlace => ({
  simulator: new URL(simulator.url),
  corner: land.corner,
  sizeMetres: [size, size],
  position: [x, y, 25],
})

t.test('the fake answers as simulators did, and is read so', async (t) => {
  const simulator = await simulatorWith(t, LANDS)
  const [welcome, other] = LANDS as [FakeLand, FakeLand]
  const replay = async (name: string) => {
    const { request, answer } = robustRecording(name)
    t.equal(await (await fetch(simulator.url, { method: 'POST', body: request })).text(), answer, name)
    return request
  }
  for (const name of ['land-land_data-b', 'land-land_data', 'land-land_data-voiceoff-estatechan-unicode'])
    await replay(name)
  for (const name of ['land-land_data-decimal', 'land-land_data-otherregion']) await replay(name)
  simulator.lands = [VAR]
  await replay('land-land_data-var')
  simulator.lands = undefined
  await replay('land-land_data-standalone-default')

  simulator.lands = [...LANDS, VAR]
  const { parcelAt } = createLandClient({ timers: systemTimers, mayReach: undefined })
  simulator.calls.length = 0
  t.strictSame(await parcelAt(placeAt(simulator, welcome, 140.7, 140.2)), {
    parcelId: TOR,
    name: 'Tür & <Tor> "q" 東京',
    ownerId: '00000000-0000-4000-8000-00000000beef',
    areaSquareMetres: 16_384,
    box: { from: [128, 128], to: [256, 256] },
    voiceAllowed: false,
    estateChannel: true,
  })
  t.match(simulator.calls[0]?.params, { region_handle: '1099511628032000', x: '140', y: '140' })
  t.match(await parcelAt(placeAt(simulator, welcome, 100, 100)), { box: undefined, voiceAllowed: true })
  await parcelAt(placeAt(simulator, other, -3.5, 256.4))
  t.match(simulator.calls.at(-1)?.params, { x: '0', y: '255' }, 'never outside, nor with decimals')
  const covers = async (land: FakeLand, size: number) => {
    const told = await parcelAt(placeAt(simulator, land, 10, 10, size))
    return told && coversRegion(told, [size, size])
  }
  t.strictSame(
    [await covers(welcome, 256), await covers(other, 256), await covers(VAR, 512)],
    [false, true, true],
  )
  t.equal(await parcelAt(placeAt(simulator, { corner: [0, 0], parcels: [] }, 1, 1)), undefined)
})

t.test('each fault of a simulator has its own word, and a hostile answer changes nothing', async (t) => {
  const simulator = await simulatorWith(t, LANDS)
  const time = createTestTime()
  const [welcome] = LANDS as [FakeLand]
  const fails = async (what: string, reason: string, timers = systemTimers) => {
    const failure = await createLandClient({ timers, mayReach: undefined })
      .parcelAt(placeAt(simulator, welcome, 1, 1))
      .catch((error: unknown) => error)
    t.ok(failure instanceof SimulatorFault, what)
    t.match(failure, { reason }, what)
  }
  const kinds: FakeFault[] = ['bomb', 'deep', 'huge', 'empty', 'status-500', 'half']
  for (const kind of kinds) {
    simulator.fault = kind
    await fails(kind, 'answer-invalid')
  }
  simulator.fault = undefined
  const member = (name: string, value: string) =>
    `<member><name>${name}</name><value><string>${value}</string></value></member>`
  const answer = (members: string) =>
    `<?xml version="1.0"?><methodResponse><params><param><value><struct>${members}</struct></value></param></params></methodResponse>`
  simulator.replay = answer(member('GlobalID', 'not-a-uuid') + member('Flags', '1'))
  await fails('no UUID', 'answer-invalid')
  simulator.replay = answer(member('GlobalID', TOR) + member('Flags', 'all of them'))
  await fails('no flags', 'answer-invalid')
  simulator.replay = undefined
  simulator.fault = 'slow'
  const slow = fails('slow', 'unreachable', time.timers)
  while (simulator.calls.at(-1)?.method !== 'land_data' || time.pending() === 0) await time.pass(0)
  await time.pass(4000)
  await slow
  simulator.release()
  simulator.fault = undefined
  simulator.lands = undefined
  await fails('not switched on', 'not-enabled')
  await simulator.down()
  await fails('down', 'unreachable')
})

/** Two regions on one simulator and one on another, with clients that answer when they are told to. */
function watched(t: Test) {
  const time = createTestTime()
  const gridRegions = createGridRegions(time.timers)
  const parcelVoice = createParcelVoice()
  const parcels = createParcels()
  const [west, east, south] = [testUuid(), testUuid(), testUuid()]
  gridRegions.take(
    MAIN_GRID,
    [west, east, south].map((regionId, index) => ({
      ...regionOf(regionId),
      name: `Region ${index}`,
      corner: [index * 256, 0] as const,
      sizeMetres: [256, 256] as const,
      simulator: `http://sim.example:${index === 2 ? 9100 : 9000}/`,
      online: true,
    })),
  )
  const scene = {
    standing: [] as Standing[],
    flags: { voiceAllowed: true, estateChannel: false },
    fault: undefined as Error | undefined,
    asked: [] as string[],
    mostOpen: 0,
    answers: [] as (() => void)[],
    holds: false,
    said: [] as string[],
  }
  let open = 0
  const watch = createLandWatch({
    client: {
      async parcelAt({ simulator, corner, position }) {
        scene.asked.push(`${simulator.port} ${corner[0] / 256} ${position[0]}`)
        open += 1
        scene.mostOpen = Math.max(scene.mostOpen, open)
        if (scene.holds) await new Promise<void>((resolve) => scene.answers.push(resolve))
        open -= 1
        if (scene.fault) throw scene.fault
        const parcelId = `${testUuid().slice(0, 24)}${String(corner[0]).padStart(12, '0')}`
        return {
          ...scene.flags,
          parcelId,
          name: 'Parcel',
          ownerId: undefined,
          areaSquareMetres: 65_536,
          box: undefined,
        }
      },
    },
    grid: MAIN_GRID,
    gridRegions,
    standing: () => scene.standing,
    onParcel(told, at) {
      if (!parcels.take({ ...told, grid: at.grid, regionId: at.regionId })) return
      const { voiceAllowed: allowed, estateChannel } = told
      parcelVoice.learn({ ...regionOf(at.regionId), parcelId: at.parcelId }, { allowed, estateChannel })
    },
    onSilent: parcelVoice.forgetLearned,
    clock: time.clock,
    timers: time.timers,
    log: {
      info: (_facts, text) => scene.said.push(text),
      warn: (_facts, text) => scene.said.push(text),
      error: (facts) => t.fail(JSON.stringify(facts)),
    },
    random: () => 1,
  })
  t.teardown(watch.close)
  const at = (regionId: string, x: number, parcelId: string | null = testUuid()): Standing => ({
    ...regionOf(regionId),
    parcelId,
    position: [x, 20, 30],
  })
  return { time, watch, scene, at, parcels, parcelVoice, gridRegions, west, east, south }
}

t.test(
  'a parcel is asked about at once when somebody comes, then every 10 s, one question a simulator',
  async (t) => {
    const { time, scene, at, west, east, south } = watched(t)
    const [house, garden] = [testUuid(), testUuid()]
    scene.standing = [at(west, 10, house), at(west, 11, house), at(east, 20), at(south, 30)]
    scene.holds = true
    await time.pass(500)
    t.strictSame(scene.asked, ['9000 0 11', '9100 2 30'], 'once for two on one parcel')
    for (const answer of scene.answers.splice(0)) answer()
    await time.pass(0)
    await time.pass(250)
    t.strictSame(scene.asked.slice(2), ['9000 1 20'])
    scene.holds = false
    for (const answer of scene.answers.splice(0)) answer()
    await time.pass(0)
    scene.standing = [at(west, 10, house)]
    await time.pass(5000)
    t.equal(scene.asked.length, 3)
    scene.standing = [at(west, 12, garden), at(west, 10, house)]
    await time.pass(250)
    t.equal(scene.asked.at(-1), '9000 0 12', 'a change of parcel')
    scene.asked.length = 0
    await time.pass(LAND_INTERVAL_MS)
    t.strictSame(scene.asked.toSorted(), ['9000 0 10', '9000 0 12'])
    scene.standing = []
    scene.asked.length = 0
    await time.pass(60_000)
    t.strictSame(scene.asked, [], 'nobody there, no question')
    t.equal(scene.mostOpen, 2)
  },
)

t.test('a simulator that does not tell is not asked on and on, and what it told is void', async (t) => {
  const { time, scene, at, west, watch, parcelVoice } = watched(t)
  const place = at(west, 10, testUuid())
  scene.flags = { voiceAllowed: false, estateChannel: false }
  scene.standing = [place]
  await time.pass(250)
  t.notOk(parcelVoice.isAllowed(place))
  t.match(watch.simulators(), [{ url: 'http://sim.example:9000', reason: null }])

  scene.fault = new SimulatorFault('unreachable', 'The simulator cannot be reached.')
  await time.pass(LAND_INTERVAL_MS)
  t.match(watch.simulators(), [{ reason: 'land-unreachable' }])
  t.notOk(parcelVoice.isAllowed(place), 'an outage holds the last state')
  scene.asked.length = 0
  await time.pass(600_000)
  t.ok(scene.asked.length <= 15, `${scene.asked.length} questions in 10 minutes of outage`)

  scene.fault = new SimulatorFault('not-enabled', 'Set LandServiceInConnector = true.')
  await time.pass(60_000)
  t.ok(parcelVoice.isAllowed(place))
  scene.asked.length = 0
  await time.pass(500_000)
  t.strictSame(scene.asked, [])
  scene.fault = undefined
  await time.pass(120_000)
  t.notOk(parcelVoice.isAllowed(place), 'switched on meanwhile')
  t.match(scene.said, [
    /tells of its parcels/,
    /cannot be reached/,
    /LandServiceInConnector/,
    /tells of its parcels/,
  ])
})

t.test(
  'script and simulator must both allow voice, and the simulator knows better whose channel it is',
  (t) => {
    const voice = createParcelVoice()
    const region = regionOf(testUuid())
    const place = { ...region, parcelId: testUuid() }
    const script = (allowed: boolean, estateChannel = false, estateAllows = true) =>
      voice.report(region, {
        allowed: estateAllows,
        parcels: new Map([[place.parcelId, { allowed, estateChannel }]]),
      })
    const simulator = (allowed: boolean, estateChannel = false) =>
      voice.learn(place, { allowed, estateChannel })
    const state = () => [voice.isAllowed(place), voice.roomPlace(place)?.parcelId === null]
    let changes = 0
    voice.events.on('changed', () => {
      changes += 1
    })
    simulator(false)
    t.strictSame(state(), [false, false])
    script(true)
    script(true)
    simulator(false)
    t.strictSame(
      [changes, ...state()],
      [1, false, false],
      'a script that goes on saying otherwise changes nothing',
    )
    simulator(true, true)
    t.strictSame(state(), [true, true])
    script(false)
    t.notOk(voice.isAllowed(place))
    script(true, false, false)
    t.notOk(voice.isAllowed(place), 'the estate’s switch stands beside it')
    script(true)
    voice.set(place, false)
    simulator(true)
    t.ok(voice.isAllowed(place), 'its newer word replaces what its viewers’ requests said')
    voice.forgetReports(region)
    simulator(false)
    voice.forgetReports(region)
    t.notOk(voice.isAllowed(place), 'the end of a script is not the end of the simulator’s word')
    voice.forgetLearned(region)
    t.strictSame(state(), [true, false])
    t.end()
  },
)

t.test('an answer counts only while the region is the simulator’s that was asked', async (t) => {
  const { time, scene, at, parcels, gridRegions, west } = watched(t)
  scene.standing = [at(west, 10)]
  scene.holds = true
  await time.pass(250)
  t.strictSame(scene.asked, ['9000 0 10'])
  const listed = gridRegions.list(MAIN_GRID)
  gridRegions.take(
    MAIN_GRID,
    listed.map((region) => ({ ...region, simulator: 'http://sim.example:9200/' })),
  )
  for (const answer of scene.answers.splice(0)) answer()
  await time.pass(0)
  t.strictSame(parcels.list(), [], 'it is another one’s by now')
  await time.pass(LAND_INTERVAL_MS)
  t.equal(scene.asked.at(-1), '9200 0 10')
  for (const answer of scene.answers.splice(0)) answer()
  await time.pass(0)
  t.equal(parcels.list().length, 1)
})

t.test('a simulator speaks for parcels of its own regions alone', (t) => {
  const parcels = createParcels()
  const [own, other] = [regionOf(testUuid()), regionOf(testUuid())]
  const parcel = {
    parcelId: testUuid(),
    name: 'House',
    ownerId: testUuid(),
    areaSquareMetres: 100,
    box: undefined,
    voiceAllowed: true,
    estateChannel: false,
  }
  t.ok(parcels.take({ ...parcel, ...own }))
  t.notOk(parcels.take({ ...parcel, ...other, name: 'Stolen' }))
  t.match(parcels.list(own), [{ name: 'House' }])
  t.ok(
    parcels.take({ ...parcel, ...other, name: 'Found' }, true),
    'but for one that the region itself has named',
  )
  t.match(parcels.list(other), [{ name: 'Found' }])
  t.ok(parcels.take({ ...parcel, ...own }, true))
  t.strictSame(parcels.list(other), [])
  parcels.forgetGone(({ regionId }) => regionId === own.regionId)
  t.ok(parcels.take({ ...parcel, ...other }), 'of a region that is gone')
  t.end()
})
