/** Work that lasts comes after admission: whoever is refused leaves nothing behind, and who is let in not without end. */

import t from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { JOIN_TIMEOUT_MS } from '../../../src/native-viewer/sessions/viewer-session.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { placeKey } from '../../../src/voice/rooms/room-key.js'
import { OFFER, offerOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const EVE = 'eeeeeeee-0000-4000-8000-00000000000e'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const HOUSE = '33333333-0000-4000-8000-000000000003'
const at = (agentId: string, regionId = HOME) => ({ agentId, regionId })
const provision = 'provision_voice_account_request'
const uuid = (index: number) => `dddddddd-0000-4000-8000-${String(index).padStart(12, '0')}`

t.test('refused offers leave no channel, whatever they ask for and why ever they are refused', async (t) => {
  const { rpc, hub, channels, parcelVoice, feed, sessions, time } = await startEdge(t, { disabled: [EVE] })
  const asks = (index: number) => [
    {},
    { parcel_local_id: index + 1 },
    { channel_type: 'multiagent', channel: uuid(index), credentials: 'x' },
  ]
  const refused = async (name: string, agentId: string, sdp = OFFER, regionOf = (_index: number) => HOME) => {
    for (let index = 0; index < 20; index += 1) {
      for (const request of asks(index)) {
        const reply = await rpc(provision, at(agentId, regionOf(index)), offerOf(request, sdp))
        t.ok(reply.error, name)
      }
    }
    t.same(
      [await channels.search({ grid: MAIN_GRID }), hub.peers.size, sessions.list().length],
      [[], 0, 0],
      name,
    )
  }
  await refused('a disabled account', EVE)
  await refused('an offer that is none', ANNA, 'v=1')
  hub.fault = new VoiceError('offer-invalid', 'The offer cannot be used.')
  await refused('an offer that the hub cannot use', ANNA)
  await refused('regions that nobody knows', ANNA, OFFER, uuid)
  hub.fault = new VoiceError('hub-unavailable', 'The media hub is not up.')
  await refused('no hub', ANNA)
  feed(HOME, [{ agentId: ANNA, position: [100, 100, 25], parcelId: HOUSE }])
  await refused('no hub, but a parcel that is known', ANNA)
  hub.fault = undefined
  parcelVoice.set({ grid: MAIN_GRID, regionId: HOME, parcelId: HOUSE }, false)
  for (const request of asks(0).slice(0, 2)) {
    t.match(await rpc(provision, at(ANNA), offerOf(request)), { error: /switched off/ })
  }
  parcelVoice.set({ grid: MAIN_GRID, regionId: HOME, parcelId: HOUSE }, undefined)
  // One that is answered, and never gets through.
  for (const request of asks(0)) t.ok((await rpc(provision, at(ANNA, NEXT), offerOf(request))).result)
  await time.pass(JOIN_TIMEOUT_MS)
  t.same([await channels.search({ grid: MAIN_GRID }), hub.peers.size, hub.rooms.size], [[], 0, 0])
})

t.test('an avatar opens the channels of so many new parcels, and those that are there always', async (t) => {
  const { enter, hub, channels, refused, time } = await startEdge(t)
  const go = async (agentId: string, parcel: number) => {
    const peer = await enter(at(agentId), {
      position: [256_100, 256_100, 25],
      request: { parcel_local_id: parcel },
    })
    const inside = hub.peers.get(peer)?.roomKey !== undefined
    hub.events.emit('closed', peer)
    return inside
  }
  for (let parcel = 1; parcel <= 60; parcel += 1) await go(EVE, parcel)
  t.equal((await channels.search({ grid: MAIN_GRID })).length, 20)
  t.equal(refused.length, 40)
  t.ok(await go(EVE, 3), 'there already')
  t.ok(await go(ANNA, 50), 'somebody else')
  t.ok(await go(EVE, 50), 'which is there now')
  t.notOk(await go(EVE, 51))
  await time.pass(60 * 60_000)
  t.ok(await go(EVE, 51))
})

t.test('a channel that was made meanwhile is taken', async (t) => {
  const { enter, hub, channels, rpc } = await startEdge(t)
  const { result } = await rpc(provision, at(ANNA), offerOf())
  const region = { regionId: HOME, regionName: 'Home', parcelId: null }
  const made = await channels.forPlace(MAIN_GRID, region)
  hub.events.emit('text', String(result?.viewer_session), '{"j":{}}')
  const eve = await enter(at(EVE), { position: [256_100, 256_100, 25] })
  t.same(
    [...hub.peers.values()].map(({ roomKey }) => roomKey),
    [placeKey(made), placeKey(made)],
  )
  t.ok(hub.peers.has(eve))
  t.equal((await channels.search({ grid: MAIN_GRID })).length, 1)
})
