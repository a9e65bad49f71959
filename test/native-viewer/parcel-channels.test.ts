/** The channel of a parcel is for who stands in it: what a feed tells counts for more than the number a viewer names. */

import t, { type Test } from 'tap'
import { OUT_OF_PARCEL_MS } from '../../src/native-viewer/evidence/out-of-parcel.js'
import { CONFIRM_MS } from '../../src/native-viewer/sessions/viewer-session.js'
import type { Vector3 } from '../../src/spatial/direction.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { placeKey } from '../../src/voice/rooms/room-key.js'
import { startEdge } from '../helpers/viewers/native-viewer-edge.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const EVE = 'eeeeeeee-0000-4000-8000-00000000000e'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const HOUSE = '33333333-0000-4000-8000-000000000003'
const GARDEN = '44444444-0000-4000-8000-000000000004'
const at = (agentId: string, regionId = HOME) => ({ agentId, regionId })
const house = { request: { parcel_local_id: 7 } }
const garden = { request: { parcel_local_id: 8 } }

/** A region whose feed tells four times a second where everybody stands. */
async function startRegion(t: Test) {
  const edge = await startEdge(t)
  const stand = new Map<string, { regionId: string; parcelId?: string; position: Vector3 }>()
  const tell = () => {
    for (const regionId of [HOME, NEXT]) {
      const here = [...stand].filter(([, place]) => place.regionId === regionId)
      const avatars = here.map(([agentId, { parcelId, position }]) => ({ agentId, position, parcelId }))
      edge.feed(
        regionId,
        avatars.map(({ parcelId, ...one }) => (parcelId ? { ...one, parcelId } : one)),
      )
    }
  }
  return {
    ...edge,
    put(agentId: string, parcelId: string, regionId = HOME, position: Vector3 = [100, 100, 25]) {
      stand.set(agentId, { regionId, parcelId, position })
      tell()
    },
    async pass(milliseconds: number) {
      for (let passed = 0; passed < milliseconds; passed += 250) {
        await edge.time.pass(250)
        tell()
      }
    },
    channelOf: (agentId: string) =>
      edge.sessions
        .list()
        .filter((one) => one.agentId === agentId)
        .map(({ channel }) => channel.name)
        .join(),
  }
}

/** Anna is at home in her house, where the number is known. */
async function atHome(t: Test) {
  const region = await startRegion(t)
  region.put(ANNA, HOUSE)
  await region.enter(at(ANNA), house)
  await region.pass(5000)
  await region.enter(at(ANNA), house)
  t.equal(region.channelOf(ANNA), HOUSE)
  return region
}

t.test('who names the parcel next door is out of it soon, and stays where it stands', async (t) => {
  const { put, pass, enter, channelOf, hub, refused, time } = await atHome(t)
  put(EVE, GARDEN)
  const spy = await enter(at(EVE), house)
  t.equal(channelOf(EVE), HOUSE, 'it may be that the feed is late')
  await pass(OUT_OF_PARCEL_MS - 500)
  t.ok(hub.peers.has(spy))
  await pass(750)
  t.notOk(hub.peers.has(spy))
  t.same(refused, [EVE])
  for (let round = 0; round < 3; round += 1) {
    await enter(at(EVE), house)
    t.not(channelOf(EVE), HOUSE)
    await pass(20_000)
    t.not(channelOf(EVE), HOUSE)
  }
  t.same(refused, [EVE], 'which is said once')
  put(EVE, HOUSE)
  await time.pass(250)
  await enter(at(EVE), house)
  t.equal(channelOf(EVE), HOUSE, 'until it really is there')
  t.equal(channelOf(ANNA), HOUSE)
})

t.test('coming and going between two words of the feed gains nothing', async (t) => {
  const { put, enter, channelOf, hub, time } = await atHome(t)
  put(EVE, GARDEN)
  let heardMs = 0
  for (let round = 0; round < 30; round += 1) {
    const peer = await enter(at(EVE), house)
    if (channelOf(EVE) === HOUSE) heardMs += 900
    await time.pass(900)
    hub.events.emit('closed', peer)
    put(EVE, GARDEN)
  }
  t.ok(heardMs < OUT_OF_PARCEL_MS + 1000, `${heardMs} ms`)
})

t.test('who crosses a border is in the new parcel at once, however late the feed', async (t) => {
  const { put, pass, enter, channelOf, hub, refused } = await atHome(t)
  put(BERT, GARDEN)
  let peer = await enter(at(BERT), garden)
  await pass(5000)
  for (let crossing = 0; crossing < 6; crossing += 1) {
    // The viewer knows first, in the other half of cases the feed.
    if (crossing % 2) put(BERT, crossing % 4 === 1 ? HOUSE : GARDEN)
    await pass(1500)
    const inHouse = crossing % 4 < 2
    hub.events.emit('closed', peer)
    peer = await enter(at(BERT), inHouse ? house : garden)
    t.equal(channelOf(BERT), inHouse ? HOUSE : GARDEN)
    await pass(1500)
    put(BERT, inHouse ? HOUSE : GARDEN)
    await pass(60_000)
    t.ok(hub.peers.has(peer))
  }
  t.same(refused, [])
})

t.test('a wrong number taught by one avatar keeps nobody from its own parcel', async (t) => {
  const { put, pass, enter, channelOf, refused } = await startRegion(t)
  put(EVE, GARDEN)
  await enter(at(EVE), house)
  await pass(5000)
  await enter(at(EVE), house)
  t.equal(channelOf(EVE), GARDEN, 'Eve is alone: nobody says otherwise')

  put(ANNA, HOUSE)
  await enter(at(ANNA), house)
  await pass(OUT_OF_PARCEL_MS + 250)
  await enter(at(ANNA), house)
  t.equal(channelOf(ANNA), HOUSE)
  put(BERT, HOUSE)
  await enter(at(BERT), house)
  t.equal(channelOf(BERT), HOUSE, 'from the first moment')
  await pass(60_000)
  t.same([channelOf(ANNA), channelOf(BERT), channelOf(EVE)], [HOUSE, HOUSE, GARDEN])
  t.same(refused, [ANNA], 'once, to put her right')
})

t.test('nobody hears into a parcel from another region', async (t) => {
  const { put, pass, enter, channelOf, hub, refused, sessions } = await atHome(t)
  put(EVE, GARDEN, NEXT)
  const neighbour = await enter(at(EVE), { primary: false })
  t.equal(channelOf(EVE), HOME, 'as viewers ask for neighbours')
  const hidden = await enter(at(EVE), { primary: false, ...house })
  t.equal(hub.peers.get(hidden)?.roomKey, undefined, 'as none does')
  await pass(CONFIRM_MS)
  t.notOk(hub.peers.has(hidden))
  t.same(refused, [EVE])
  const bold = await enter(at(EVE), house)
  t.equal(hub.peers.get(bold)?.roomKey, undefined, 'whatever it says of itself')
  await pass(CONFIRM_MS)
  t.notOk(hub.peers.has(bold))
  t.ok(hub.peers.has(neighbour))
  t.equal(sessions.list().find(({ agentId }) => agentId === EVE)?.state, 'listening')

  // Beside the border a viewer is believed that says it has crossed, but not into a parcel.
  put(EVE, GARDEN, NEXT, [2, 100, 25])
  const crossing = await enter(at(EVE))
  t.type(hub.peers.get(crossing)?.roomKey, 'string')
  const early = await enter(at(EVE), house)
  t.equal(hub.peers.get(early)?.roomKey, undefined)
  for (const join of [{}, { p: true }]) hub.events.emit('text', crossing, JSON.stringify({ j: join }))
  put(EVE, GARDEN, NEXT, [2, 100, 25])
  t.equal(hub.peers.get(early)?.roomKey, undefined, 'whichever of her sessions spoke last')
  await pass(1000)
  t.equal(hub.peers.get(early)?.roomKey, undefined)
  put(EVE, HOUSE, HOME, [2, 100, 25])
  t.type(hub.peers.get(early)?.roomKey, 'string', 'as soon as the feed has seen her there')

  // And whom no feed tells of only if it does not hide.
  const seenNowhere = await enter(at(BERT), house)
  const say = (join: object) => hub.events.emit('text', seenNowhere, JSON.stringify({ j: join }))
  const roomKey = () => hub.peers.get(seenNowhere)?.roomKey
  t.type(roomKey(), 'string')
  say({})
  t.equal(roomKey(), undefined, 'out at once, and waited for')
  await pass(CONFIRM_MS - 500)
  say({ p: true })
  t.type(roomKey(), 'string')
  say({})
  await pass(CONFIRM_MS)
  t.notOk(hub.peers.has(seenNowhere))
})

t.test('behind a closed border nobody takes part before the feed has seen them there', async (t) => {
  const { put, pass, enter, rooms, channels } = await atHome(t)
  const channelOf = (regionId: string) =>
    channels.forPlace(MAIN_GRID, { regionId, regionName: 'Test Region', parcelId: null })
  const [home, next] = [await channelOf(HOME), await channelOf(NEXT)]
  const isIn = () => [home, next].map((channel) => rooms.people.get(placeKey(channel))?.has(EVE) ?? false)
  const beyond = { position: [256_250, 256_100, 25] } as const
  put(EVE, GARDEN, NEXT, [2, 100, 25])
  await enter(at(EVE, NEXT))
  await pass(250)
  await enter(at(EVE), beyond)
  t.same(isIn(), [true, false], 'what is open may be entered on the viewer’s word')
  for (const neighbours of ['closed', 'in', 'out'] as const) {
    await channels.update(home, { adminSettings: { neighbours } })
    t.same(isIn(), [false, true], `${neighbours}: at once, and heard where she stands`)
    await enter(at(EVE), beyond)
    t.same(isIn(), [false, true])
  }
  put(EVE, GARDEN, HOME, [2, 100, 25])
  t.same(isIn(), [true, false], 'as soon as the feed has seen her there')
})

t.test('the region’s channel is open to everybody in it', async (t) => {
  const { put, pass, enter, channelOf, refused } = await atHome(t)
  put(BERT, HOUSE)
  await enter(at(BERT))
  await pass(60_000)
  t.equal(channelOf(BERT), HOME)
  t.same(refused, [])
})
