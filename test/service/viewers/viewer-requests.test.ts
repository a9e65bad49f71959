/** What one request or one text of a viewer means, and what it leaves alone. */

import t from 'tap'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { placeKey } from '../../../src/voice/rooms/room-key.js'
import { offerOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const ZERO = '00000000-0000-0000-0000-000000000000'
const at = (regionId: string, agentId = ANNA) => ({ agentId, regionId })
const provision = 'provision_voice_account_request'

t.test('known words are read in any case of letters', async (t) => {
  const { rpc } = await startEdge(t)
  for (const words of [
    { voice_server_type: 'WebRTC' },
    { voice_server_type: 'WEBRTC', channel_type: 'Local' },
    { channel_type: 'MultiAgent', channel: BERT },
  ]) {
    t.ok((await rpc(provision, at(HOME), offerOf(words))).result, JSON.stringify(words))
  }
  t.match(await rpc(provision, at(HOME), { voice_server_type: 'Vivox' }), { error: /"vivox"/ })
})

t.test('the zero UUID logs out of the asking region alone', async (t) => {
  const { enter, rpc, hub, rooms, channels } = await startEdge(t)
  const home = await enter(at(HOME), { position: [256_100, 256_100, 25] })
  const next = await enter(at(NEXT), { primary: false, position: [256_100, 256_100, 25] })
  const other = await enter(at(NEXT, BERT), { position: [256_300, 256_100, 25] })
  t.match(await rpc(provision, at(NEXT), { logout: true, viewer_session: ZERO }), {
    result: { response: 'closed' },
  })
  t.same([...hub.peers.keys()], [home, other])
  t.notOk(hub.peers.has(next))

  let answer = () => {}
  hub.hold = new Promise((resolve) => {
    answer = resolve
  })
  const opening = [rpc(provision, at(NEXT), offerOf()), rpc(provision, at(HOME), offerOf())] as const
  await rpc(provision, at(HOME), { logout: true, viewer_session: '' })
  answer()
  t.ok((await opening[0]).result, 'an offer in another region stands')
  t.match(await opening[1], { error: /logged out/ })
  t.notOk(hub.peers.has(home))

  // Voice went to the page; a neighbour that is walked away from says nothing of that.
  hub.hold = undefined
  await enter(at(HOME), { position: [256_100, 256_100, 25] })
  const [channel] = await channels.search({ grid: MAIN_GRID, name: HOME })
  const room = placeKey({ grid: MAIN_GRID, id: channel?.id ?? 0 })
  const page = rooms.people.get(room)?.get(ANNA)
  rooms.kick(room, ANNA, 'replaced')
  if (page) rooms.people.get(room)?.set(ANNA, page)
  await rpc(provision, at(NEXT), { logout: true, viewer_session: ZERO })
  t.match(await rpc(provision, at(HOME), offerOf()), { error: /on its page/ })
  await rpc(provision, at(HOME), { logout: true, viewer_session: ZERO })
  t.ok((await rpc(provision, at(HOME), offerOf())).result)
})

t.test('a mute holds however many volumes are set', async (t) => {
  const { enter, hub } = await startEdge(t)
  const anna = await enter(at(HOME), { position: [256_100, 256_100, 25] })
  const say = (message: object) => hub.events.emit('text', anna, JSON.stringify(message))
  const person = (index: number) => `cccccccc-0000-4000-8000-${String(index).padStart(12, '0')}`
  say({ m: { [person(0)]: true } })
  const hundreds = (key: 'ug' | 'm', value: number | boolean, most: number) => {
    for (let first = 0; first < most; first += 100) {
      const ids = Array.from({ length: 100 }, (_, offset) => person(first + offset))
      say({ [key]: Object.fromEntries(ids.map((id) => [id, value])) })
    }
  }
  hundreds('ug', 110, 3000)
  say({ m: { [BERT]: true } })
  const gains = hub.gains.get(anna)
  t.equal(gains?.get(BERT), 0, 'the newest')
  t.equal(gains?.get(person(0)), 0, 'the oldest, of one whose volume was set, too')
  t.equal(gains?.get(person(2999)), 0.5, 'the newest volume counts')
  t.ok((gains?.size ?? 0) <= 1002, 'and the memory is bounded')
  say({ m: { [person(0)]: false, [BERT]: false } })
  t.notOk(hub.gains.get(anna)?.has(BERT))

  hundreds('m', true, 5000)
  t.equal(hub.gains.get(anna)?.get(person(4999)), 0)
  t.ok((hub.gains.get(anna)?.size ?? 0) <= 3000)
})
