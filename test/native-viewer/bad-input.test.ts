/** What regions and strangers may send: everything is answered 200 in JSON-RPC, bounded, and logged once. */

import t from 'tap'
import { VoiceError } from '../../src/errors.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { OFFER, offerOf, SECRET, startEdge } from '../helpers/viewers/native-viewer-edge.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const REGION = 'cccccccc-0000-4000-8000-000000000003'
const caller = { agentId: ANNA, regionId: REGION }
const call = (request: object, more: object = {}) => ({
  jsonrpc: '2.0',
  id: 'x',
  method: 'provision_voice_account_request',
  params: { request, userID: ANNA, scene: REGION },
  ...more,
})

t.test('whatever cannot be used is answered in the form that the connector reads', async (t) => {
  const { post, hub, log } = await startEdge(t)
  const cases: [string, unknown, unknown, RegExp][] = [
    ['no body', '', null, /not a single/],
    ['no JSON', '{"id":', null, /not a single/],
    ['a text', '"x"', null, /not a single/],
    ['a batch', [call(offerOf()), call(offerOf())], null, /not a single/],
    ['an object for an id', { ...call(offerOf()), id: { a: 1 } }, null, /not a single/],
    ['an endless id', { ...call(offerOf()), id: 'x'.repeat(5000) }, null, /not a single/],
    ['no id', { ...call({}), id: undefined }, null, /jsep/],
    ['a number for an id', { ...call({}), id: 7 }, 7, /jsep/],
    ['an unknown method', call({}, { method: 'shutdown' }), 'x', /no such method/],
    ['no parameters', call({}, { params: undefined }), 'x', /params/],
    ['nobody', call({}, { params: { request: {}, userID: 'Anna', scene: REGION } }), 'x', /userID/],
    [
      'the zero UUID',
      call({}, { params: { request: {}, userID: '00000000-0000-0000-0000-000000000000', scene: REGION } }),
      'x',
      /userID/,
    ],
    ['an answer', call({ jsep: { type: 'answer', sdp: OFFER } }), 'x', /must be an offer/],
    ['a text for an offer', call({ jsep: 'v=0' }), 'x', /jsep/],
    ['no audio', call(offerOf({}, OFFER.replace('m=audio', 'm=text'))), 'x', /one audio/],
    ['video', call(offerOf({}, `${OFFER}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`)), 'x', /nothing but/],
    ['100 kB of offer', call(offerOf({}, OFFER + 'a=x:yyyy\r\n'.repeat(10_000))), 'x', /longer/],
    ['a strange channel', call(offerOf({ channel_type: 'party' })), 'x', /channel_type/],
    ['a strange parcel', call(offerOf({ parcel_local_id: 'here' })), 'x', /parcel_local_id/],
    ['an array for a parcel', call(offerOf({ parcel_local_id: [1] })), 'x', /parcel_local_id/],
    ['a call without a name', call(offerOf({ channel_type: 'multiagent' })), 'x', /channel is missing/],
    ['a megabyte', `{"id":"x","a":"${'x'.repeat(1_000_000)}"}`, null, /too large/],
    ['deep nesting', '['.repeat(100_000), null, /not a single/],
    [
      'an unknown session',
      call({ viewer_session: ANNA, candidates: [] }, { method: 'voice_signaling_request' }),
      'x',
      /no such voice session/,
    ],
    [
      'a thousand candidates',
      call(
        { viewer_session: ANNA, candidates: Array.from({ length: 1000 }, () => ({ candidate: 'x' })) },
        { method: 'voice_signaling_request' },
      ),
      'x',
      /candidates/,
    ],
  ]
  for (const [name, body, id, error] of cases) {
    const reply = await post(typeof body === 'string' ? body : JSON.stringify(body))
    t.match(reply, { jsonrpc: '2.0', id, error }, name)
    t.notOk(reply.result, name)
  }
  t.equal(hub.peers.size, 0)
  t.notOk(log.some(({ level }) => level >= 50))
  t.ok(log.filter(({ level }) => level === 40).length <= 4, 'one line for each kind of fault')
})

t.test('only who knows the secret is heard, and only from where regions are', async (t) => {
  const { post, log } = await startEdge(t, { regionAddresses: ['10.0.0.0/8', '::1', '127.0.0.1'] })
  const body = JSON.stringify(call(offerOf()))
  for (const secret of ['wrong-one', `${SECRET}x`, 'x'.repeat(500)]) {
    for (let round = 0; round < 3; round += 1) {
      t.match(await post(body, { secret }), { id: 'x', error: /secret/ })
    }
  }
  const warnings = log.filter(({ level }) => level === 40)
  t.equal(warnings.length, 1, 'one line for one caller')
  t.notMatch(JSON.stringify(log), /wrong-one|region-secret"?x/)
  for (const [address, allowed] of [
    ['10.200.3.4', true],
    ['::ffff:10.1.2.3', true],
    ['::1', true],
    ['11.0.0.1', false],
    ['::2', false],
  ] as const) {
    const { result, error } = await post(body, { address })
    t.equal(Boolean(result), allowed, address)
    if (!allowed) t.match(error, /this address/)
  }
})

t.test('numbers, booleans and UUIDs are taken in any spelling, and any type of content', async (t) => {
  const { post, rpc, enter, channels } = await startEdge(t)
  for (const contentType of ['application/json-rpc', 'application/json', 'text/plain', '']) {
    t.ok((await post(JSON.stringify(call(offerOf())), { contentType })).result, contentType)
  }
  const upper = { agentId: ANNA.toUpperCase(), regionId: REGION.toUpperCase() }
  t.same(await channels.search({ grid: MAIN_GRID }), [], 'nothing lasts of those who have not joined')
  await enter(upper)
  for (const parcel of [7, '7']) await enter(upper, { request: { parcel_local_id: parcel } })
  t.same(
    (await channels.search({ grid: MAIN_GRID })).map(({ name }) => name),
    [REGION, `${REGION}:7`],
  )
  const logout = { logout: 'True', viewer_session: '00000000-0000-0000-0000-000000000000' }
  t.same((await rpc('provision_voice_account_request', upper, logout)).result, { response: 'closed' })
})

t.test("the viewers' knock for Vivox is refused without a word in the log", async (t) => {
  const { rpc, log } = await startEdge(t)
  const knock = { voice_server_type: 'vivox' }
  t.match(await rpc('provision_voice_account_request', caller, knock), { error: /vivox/ })
  t.notOk(log.some(({ level }) => level >= 40))
})

t.test('refusals for a reason: disabled, banned, full, voice off, no hub', async (t) => {
  const disabled = 'dddddddd-0000-4000-8000-000000000004'
  const { rpc, rooms, channels, enter, parcelVoice, hub, time, feed } = await startEdge(t, {
    disabled: [disabled],
  })
  const ask = (agentId = ANNA, request = {}) =>
    rpc('provision_voice_account_request', { agentId, regionId: REGION }, offerOf(request))
  t.match(await ask(disabled), { error: /disabled/ })

  const first = await enter(caller, { position: [256_100, 256_100, 25] })
  const [channel] = await channels.search({ grid: MAIN_GRID, name: REGION })
  t.ok(channel)
  const id = channel?.id ?? 0
  await channels.update({ grid: MAIN_GRID, id: id }, { adminSettings: { capacity: 1 } })
  const bert = 'bbbbbbbb-0000-4000-8000-000000000002'
  t.match(await ask(bert), { error: /full/ })
  feed('eeeeeeee-0000-4000-8000-000000000005', [{ agentId: bert, position: [1, 1, 1] }])
  t.ok((await ask(bert)).result, 'a neighbour only listens')
  const again = await enter(caller, { position: [256_100, 256_100, 25] })
  t.same([hub.peers.has(first), hub.peers.has(again)], [false, true], 'who is in it already may come again')

  rooms.banned = [
    { grid: MAIN_GRID, channelId: id, agentId: ANNA, name: 'Anna', until: time.clock() + 1000, by: 'admin' },
  ]
  t.match(await ask(), { error: /banned/ })
  rooms.banned = []
  parcelVoice.set({ grid: MAIN_GRID, regionId: REGION, parcelId: null }, false)
  t.match(await ask(), { error: /switched off/ })
  parcelVoice.set({ grid: MAIN_GRID, regionId: REGION, parcelId: null }, true)
  hub.fault = new VoiceError('hub-unavailable', 'The media hub is not up.')
  t.match(await ask(), { error: /not up/ })
})

t.test('one agent cannot hold sessions without end', async (t) => {
  const { rpc, hub } = await startEdge(t)
  for (let parcel = 1; parcel <= 60; parcel += 1) {
    await rpc('provision_voice_account_request', caller, offerOf({ parcel_local_id: parcel }))
  }
  t.equal(hub.peers.size, 24)
})

t.test('floods of texts of every kind change nothing', async (t) => {
  const { enter, hub, rooms, sessions } = await startEdge(t)
  const peerId = await enter(caller, { position: [256_100, 256_100, 25] })
  for (const text of [
    '',
    '\0',
    '[]',
    '{"sp":{"x":1e400,"y":0,"z":0}}',
    '{"sp":{"x":null,"y":0,"z":0}}',
    `{"ug":{${Array.from({ length: 300 }, (_, i) => `"${i}":1`).join()}}}`,
    `{"m":{"zzzzzzzz-0000-4000-8000-000000000001":true}}`,
    '{"a":'.repeat(1600),
  ]) {
    for (let round = 0; round < 100; round += 1) hub.events.emit('text', peerId, text)
  }
  hub.events.emit('text', 'nobody', '{"j":{"p":true}}')
  hub.events.emit('closed', 'nobody')
  t.same(hub.ears.get(peerId)?.position, [100, 100, 25])
  t.same(
    [...rooms.people.values()].map(({ size }) => size),
    [1],
  )
  t.same(hub.gains.size, 0)
  t.match(sessions.list(), [{ state: 'in-room', positionSource: 'viewer' }])
})
