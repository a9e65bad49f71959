/** The life of viewers' sessions: who takes part, who only listens, and what each viewer's list of people says. */

import t from 'tap'
import { STEADY_MS } from '../../../src/native-viewer/places/parcels.js'
import { APART_MS } from '../../../src/native-viewer/places/pose.js'
import { JOIN_TIMEOUT_MS } from '../../../src/native-viewer/sessions/viewer-session.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createHeadphones } from '../../../src/voice/residents/headphones.js'
import { placeKey } from '../../../src/voice/rooms/room-key.js'
import type { FakeHub } from '../../helpers/media/fake-hub.js'
import { MASTER } from '../../helpers/regions/region-authority.js'
import { offerOf, placeOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'
import { createViewerTalk, type ViewerTalk } from '../../helpers/viewers/viewer-talk.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const CARL = 'cccccccc-0000-4000-8000-000000000003'
const HOME = '11111111-0000-4000-8000-000000000001'
const NEXT = '22222222-0000-4000-8000-000000000002'
const PARCEL = '33333333-0000-4000-8000-000000000003'
/** The room of the first channel that a new store makes. */
const FIRST = placeKey({ grid: MAIN_GRID, id: 1001 })
const at = (agentId: string, regionId = HOME) => ({ grid: MAIN_GRID, agentId, regionId })

/** What a viewer makes of all that it was told so far. */
function listOf(hub: FakeHub, peerId: string, agentId: string): ViewerTalk {
  const talk = createViewerTalk(agentId, () => undefined)
  for (const update of hub.told.get(peerId) ?? []) talk.hear(JSON.stringify(update))
  return talk
}
const names = (talk: ViewerTalk) => [...talk.people.keys()].sort()

t.test(
  'a viewer hears through headphones as its resident chose, from the beginning and at once',
  async (t) => {
    const kept = new Map<string, boolean | null>([[ANNA, true]])
    const headphones = createHeadphones({
      headphonesOf: async ({ agentId }) => kept.get(agentId) ?? null,
      setHeadphones: async ({ agentId }, choice) => void kept.set(agentId, choice),
    })
    const { enter, hub, sessions } = await startEdge(t, { headphones })
    const anna = await enter(at(ANNA), { position: [256_100, 256_100, 25] })
    const bert = await enter(at(BERT), { position: [256_110, 256_100, 25] })
    t.strictSame([hub.headphones.get(anna), hub.headphones.has(bert)], [true, false])
    await headphones.choose({ grid: MAIN_GRID, agentId: BERT }, false)
    t.strictSame([hub.headphones.get(anna), hub.headphones.get(bert)], [true, false])
    await headphones.choose({ grid: MAIN_GRID, agentId: ANNA }, null)
    t.strictSame(
      [hub.headphones.has(anna), hub.headphones.get(anna)],
      [true, undefined],
      'as the place has it',
    )
    sessions.logout(at(ANNA), undefined, MASTER)
    sessions.logout(at(BERT), undefined, MASTER)
    t.equal(headphones.events.listenerCount('chosen'), 0)
  },
)

t.test('people are listed, speak, are muted and leave, and nothing is said twice', async (t) => {
  const { enter, hub, rooms, channels, time, sessions } = await startEdge(t)
  const anna = await enter(at(ANNA), { position: [256_100, 256_100, 25] })
  await time.pass(100)
  t.equal(listOf(hub, anna, ANNA).version, 'test 1.0')
  const bert = await enter(at(BERT), { position: [256_110, 256_100, 25] })
  await time.pass(100)
  for (const [peerId, agentId] of [
    [anna, ANNA],
    [bert, BERT],
  ] as const) {
    t.same(names(listOf(hub, peerId, agentId)), [ANNA, BERT])
  }
  t.same(rooms.people.get(FIRST)?.get(BERT)?.pose.position, [110, 100, 25])

  const before = hub.told.get(anna)?.length
  await time.pass(1000)
  t.equal(hub.told.get(anna)?.length, before, 'nothing new, nothing said')

  hub.events.emit('levels', FIRST, [{ agentId: BERT, level: 0.5, speaking: true }])
  hub.events.emit('levels', FIRST, [{ agentId: CARL, level: 0.5, speaking: true }])
  hub.events.emit('levels', FIRST, [{ agentId: BERT, level: 0.75, speaking: true }])
  rooms.muted.add(BERT)
  await time.pass(100)
  t.equal(hub.told.get(anna)?.length, (before ?? 0) + 1, 'one text for all that happened')
  t.same(listOf(hub, anna, ANNA).people.get(BERT), { power: 96, speaking: true, mutedByModerator: true })
  rooms.muted.clear()
  await time.pass(100)
  t.equal(listOf(hub, anna, ANNA).people.get(BERT)?.mutedByModerator, false)

  await time.pass(JOIN_TIMEOUT_MS)
  t.equal(sessions.list().length, 2)
  hub.events.emit('closed', bert)
  await time.pass(100)
  t.same(names(listOf(hub, anna, ANNA)), [ANNA])
  sessions.logout(at(ANNA), undefined, MASTER)
  t.equal(hub.peers.size, 0)
  t.same([...rooms.listeners], [[FIRST, 0]])
  t.same(
    (await channels.search({ grid: MAIN_GRID })).map(({ name }) => name),
    [HOME],
  )
})

t.test('a neighbour hears and is neither heard nor listed, until it crosses', async (t) => {
  const { enter, hub, rooms, time, feed, channels } = await startEdge(t)
  const anna = await enter(at(ANNA), { position: [256_250, 256_100, 25] })
  const ear = await enter(at(ANNA, NEXT), { primary: false, position: [256_250, 256_100, 25] })
  const bert = await enter(at(BERT, NEXT), { position: [256_260, 256_100, 25] })
  await time.pass(100)
  const [, next] = await channels.search({ grid: MAIN_GRID })
  const nextRoom = placeKey({ grid: MAIN_GRID, id: next?.id ?? 0 })
  t.equal(next?.name, NEXT)
  t.same([...(rooms.people.get(nextRoom)?.keys() ?? [])], [BERT])
  t.equal(rooms.listeners.get(nextRoom), 2, 'both keep the hub up')
  t.same(names(listOf(hub, bert, BERT)), [BERT])
  t.same(names(listOf(hub, ear, ANNA)), [BERT])
  hub.events.emit('text', ear, JSON.stringify(placeOf([256_251, 256_100, 25])))
  t.same(hub.ears.get(ear)?.position, [256_251 - 256_256, 100, 25], 'in the frame of the room it listens to')

  // It walks over: the feed tells, and the viewer of today says nothing of it.
  const stillThere: (boolean | undefined)[] = []
  const { joinByViewer } = rooms
  Object.assign(rooms, {
    joinByViewer(viewer: Parameters<typeof joinByViewer>[0]) {
      stillThere.push(rooms.people.get(FIRST)?.has(ANNA))
      return joinByViewer(viewer)
    },
  })
  feed(NEXT, [{ agentId: ANNA, position: [2, 100, 25] }])
  await time.pass(100)
  t.same(names(listOf(hub, bert, BERT)), [ANNA, BERT])
  t.notOk(rooms.people.get(FIRST)?.has(ANNA), 'and left the other room')
  t.strictSame(stillThere, [true], 'after it had come in, so that nobody missed it')
  feed(NEXT, [])
  feed(HOME, [{ agentId: ANNA, position: [250, 100, 25] }])
  await time.pass(100)
  t.same(names(listOf(hub, bert, BERT)), [BERT])
  t.ok(rooms.people.get(FIRST)?.has(ANNA))
  t.ok(hub.peers.has(anna) && hub.peers.has(ear))
})

t.test('a viewer that says nothing of its place takes part where the feed sees it', async (t) => {
  const { enter, hub, rooms, feed, sessions } = await startEdge(t)
  const anna = await enter(at(ANNA))
  t.match(sessions.list(), [{ state: 'waiting-for-position', positionSource: 'none' }])
  feed(HOME, [{ agentId: ANNA, position: [10, 20, 30] }])
  t.match(sessions.list(), [{ state: 'in-room', positionSource: 'feed' }])
  t.match(rooms.people.get(FIRST)?.get(ANNA), { name: 'Name of aaaa', pose: { position: [10, 20, 30] } })
  t.same(hub.ears.get(anna)?.position, [10, 20, 30])
})

t.test('the true corner of a region, once learned, moves everybody there', async (t) => {
  const { enter, rooms, feed, hub } = await startEdge(t)
  await enter(at(ANNA), { position: [256_300, 256_300, 25] })
  const bert = await enter(at(BERT), { position: [256_310, 256_300, 25] })
  t.same(hub.ears.get(bert)?.position, [54, 44, 25], 'a guess')
  // A region of 512 m, and only one of the two is in the feed.
  for (let round = 0; round < 2; round += 1) feed(HOME, [{ agentId: ANNA, position: [300, 301, 25] }])
  t.same(rooms.people.get(FIRST)?.get(BERT)?.pose.position, [310, 300, 25])
  t.same(hub.ears.get(bert)?.position, [310, 300, 25])
})

t.test('where the feeds tell the corners, everybody is placed right at once', async (t) => {
  const { enter, rooms, feed, hub } = await startEdge(t)
  const bert = await enter(at(BERT), { position: [256_310, 256_300, 25] })
  t.same(hub.ears.get(bert)?.position, [54, 44, 25], 'a guess')
  feed(HOME, [], [256_000, 256_000])
  t.same(hub.ears.get(bert)?.position, [310, 300, 25])
  t.same(rooms.people.get(FIRST)?.get(BERT)?.pose.position, [310, 300, 25])

  feed(NEXT, [], [256_512, 256_000])
  const anna = await enter(at(ANNA), { position: [256_511, 256_300, 25] })
  const ear = await enter(at(ANNA, NEXT), { primary: false, position: [256_511, 256_300, 25] })
  t.same(hub.ears.get(ear)?.position, [-1, 300, 25], 'a neighbour, though nobody is there to learn from')
  // Over the border: the viewer says only where it is, and is a moment late with that.
  feed(NEXT, [{ agentId: ANNA, position: [1, 300, 25] }], [256_512, 256_000])
  for (const peerId of [anna, ear])
    hub.events.emit('text', peerId, JSON.stringify(placeOf([256_513, 256_300, 25])))
  const next = [...rooms.people.values()].find((people) => people.has(ANNA))
  t.same(next?.get(ANNA)?.pose.position, [1, 300, 25])
  t.same(hub.ears.get(anna)?.position, [513, 300, 25], 'and hears back into the region that it has left')
})

t.test('who listens in from a neighbour is where the feed sees it', async (t) => {
  const { enter, feed, hub, time } = await startEdge(t)
  const tell = () => {
    feed(NEXT, [], [256_256, 256_000])
    feed(HOME, [{ agentId: ANNA, position: [10, 10, 25] }], [256_000, 256_000])
  }
  tell()
  const ear = await enter(at(ANNA, NEXT), { primary: false, position: [256_300, 256_100, 25] })
  t.same(hub.ears.get(ear)?.position, [44, 100, 25])
  await time.pass(APART_MS)
  tell()
  t.same(hub.ears.get(ear)?.position, [-246, 10, 25])
})

t.test('a call knows no place, and has no channel that anybody could find', async (t) => {
  const { enter, rooms, channels, hub, sessions } = await startEdge(t)
  await enter(at(ANNA), { request: { channel_type: 'multiagent', channel: PARCEL } })
  const bert = await enter(at(BERT, NEXT), { request: { channel_type: 'multiagent', channel_id: PARCEL } })
  const call = hub.peers.get(bert)?.roomKey ?? FIRST
  t.same([...(rooms.people.get(call)?.keys() ?? [])], [ANNA, BERT])
  t.same(names(listOf(hub, bert, BERT)), [ANNA, BERT])
  for (const crafted of ['../x', 'x'.repeat(900), ' ', HOME]) {
    const other = await enter(at(CARL), { request: { channel_type: 'multiagent', channel: crafted } })
    t.not(hub.peers.get(other)?.roomKey, call)
  }
  t.same(await channels.search({ grid: MAIN_GRID }), [])
  sessions.logout(at(CARL), '00000000-0000-0000-0000-000000000000', MASTER)
  t.equal(sessions.list().length, 2)
})

t.test('a parcel’s number is learned, and its people meet in its own channel', async (t) => {
  const { enter, hub, feed, channels, time, sessions } = await startEdge(t)
  const request = { parcel_local_id: 7 }
  const anna = await enter(at(ANNA), { position: [256_010, 256_010, 25], request })
  const bert = await enter(at(BERT), { position: [256_012, 256_010, 25], request })
  t.same(
    sessions.list().map(({ channel }) => channel.name),
    [`${HOME}:7`, `${HOME}:7`],
  )
  const tell = () => feed(HOME, [{ agentId: ANNA, position: [10, 10, 25], parcelId: PARCEL }])
  tell()
  await time.pass(STEADY_MS)
  tell()
  t.equal(hub.peers.size, 2, 'not yet')
  tell()
  t.same([hub.peers.has(anna), hub.peers.has(bert)], [false, false], 'both are to come again')
  await enter(at(BERT), { position: [256_012, 256_010, 25], request })
  await enter(at(ANNA), { position: [256_010, 256_010, 25], request })
  t.same(
    sessions.list().map(({ channel }) => channel.name),
    [PARCEL, PARCEL],
  )
  t.equal((await channels.search({ grid: MAIN_GRID, name: PARCEL })).length, 1)
  tell()
  t.equal(hub.peers.size, 2, 'and stay')
})

t.test('a newcomer of whom the feed knows the parcel is right at once', async (t) => {
  const { enter, feed, sessions, channels } = await startEdge(t)
  const folder = await channels.create({
    grid: MAIN_GRID,
    name: `${HOME}D`,
    parentId: null,
    description: '',
    settings: {},
  })
  await channels.create({
    grid: MAIN_GRID,
    name: PARCEL,
    parentId: folder.id,
    description: 'Stage',
    settings: { rollOff: 3 },
  })
  feed(HOME, [{ agentId: ANNA, position: [10, 10, 25], parcelId: PARCEL }])
  await enter(at(ANNA), { request: { parcel_local_id: 7 } })
  await enter(at(BERT))
  t.match(sessions.list(), [{ channel: { name: PARCEL, description: 'Stage' } }, { channel: { name: HOME } }])
})

t.test('candidates that come early wait for the answer', async (t) => {
  const { rpc, hub } = await startEdge(t)
  let release = () => {}
  hub.hold = new Promise((resolve) => {
    release = resolve
  })
  const opening = rpc('provision_voice_account_request', at(ANNA), offerOf())
  const early = (candidates: object) =>
    rpc('voice_signaling_request', at(ANNA), { viewer_session: '', ...candidates })
  const candidate = {
    candidate: 'candidate:1 1 udp 1 192.0.2.1 60000 typ host',
    sdpMid: '0',
    sdpMLineIndex: 0,
  }
  for (let tries = 0; ; tries += 1) {
    const { error } = await early({ candidates: [candidate] })
    if (!error) break
    if (tries > 100) throw new Error(error)
  }
  t.match(
    await rpc('voice_signaling_request', at(BERT), { viewer_session: '', candidates: [candidate] }),
    { error: /no such/ },
    'those of a stranger do not',
  )
  release()
  const { result } = await opening
  const peerId = String(result?.viewer_session)
  t.match(hub.candidates.get(peerId), [{ candidate: candidate.candidate, sdpMid: '0' }])
  await rpc('voice_signaling_request', at(ANNA), { viewer_session: peerId, candidate: { completed: true } })
  t.equal(hub.candidates.get(peerId)?.length, 1)
  t.match(
    await rpc('voice_signaling_request', at(BERT), { viewer_session: peerId, candidates: [candidate] }),
    { error: /no such/ },
    'nor into the session of another',
  )
  t.match(await rpc('provision_voice_account_request', at(BERT), { logout: true, viewer_session: peerId }), {
    result: { response: 'closed' },
  })
  t.ok(hub.peers.has(peerId), 'nor can one be ended by another')
})

t.test('a viewer that never gets through is forgotten', async (t) => {
  const { rpc, hub, time, sessions } = await startEdge(t)
  await rpc('provision_voice_account_request', at(ANNA), offerOf())
  await time.pass(JOIN_TIMEOUT_MS - 1)
  t.equal(sessions.list().length, 1)
  await time.pass(1)
  t.equal(sessions.list().length, 0)
  t.equal(hub.peers.size, 0)
})

t.test('volumes and mutes are the listener’s own', async (t) => {
  const { enter, hub } = await startEdge(t)
  const anna = await enter(at(ANNA), { position: [256_100, 256_100, 25] })
  const say = (message: object) => hub.events.emit('text', anna, JSON.stringify(message))
  say({ ug: { [BERT]: 110, [CARL]: 220 } })
  t.same([...(hub.gains.get(anna) ?? [])], [[BERT, 0.5]])
  say({ m: { [BERT]: true, [CARL]: true } })
  t.same(
    [...(hub.gains.get(anna) ?? [])],
    [
      [BERT, 0],
      [CARL, 0],
    ],
  )
  say({ m: { [BERT]: false, [CARL]: false }, ug: { [BERT]: 200 } })
  t.same([...(hub.gains.get(anna) ?? [])], [])
})

t.test('who was taken out, or went to the page, does not come back by itself', async (t) => {
  const { enter, rooms, time, rpc, hub, sessions } = await startEdge(t)
  const ask = () => rpc('provision_voice_account_request', at(ANNA), offerOf())
  const position = [256_100, 256_100, 25] as const
  const first = await enter(at(ANNA), { position })
  rooms.kick(FIRST, ANNA)
  t.notOk(hub.peers.has(first))
  t.match(await ask(), { error: /moderator/ })
  await time.pass(60_000)

  await enter(at(ANNA), { position })
  const page = rooms.people.get(FIRST)?.get(ANNA)
  rooms.kick(FIRST, ANNA, 'replaced')
  if (page) rooms.people.get(FIRST)?.set(ANNA, page)
  t.match(await ask(), { error: /on its page/ })
  rooms.people.get(FIRST)?.delete(ANNA)
  t.ok((await ask()).result, 'the page has left')

  sessions.logout(at(ANNA), undefined, MASTER)
  await enter(at(ANNA), { position })
  rooms.kick(FIRST, ANNA, 'replaced')
  if (page) rooms.people.get(FIRST)?.set(ANNA, page)
  sessions.logout(at(ANNA), undefined, MASTER)
  t.ok((await ask()).result, 'voice was switched off and on in the viewer: the newest wins')
})

t.test(
  'what another node has from now on is ended here, and its viewers may come again at once',
  async (t) => {
    const { enter, rpc, hub, sessions } = await startEdge(t)
    await enter(at(ANNA), { position: [256_100, 256_100, 25] })
    const bert = await enter(at(BERT, NEXT), { position: [256_400, 256_100, 25] })
    const call = await enter(at(BERT), { request: { channel_type: 'multiagent', channel: PARCEL } })
    let release = () => {}
    hub.hold = new Promise((resolve) => {
      release = resolve
    })
    const waiting = rpc('provision_voice_account_request', at(CARL), offerOf())
    // Its turn comes after that of the offer.
    await rpc('voice_signaling_request', at(CARL), { viewer_session: '', candidate: { completed: true } })
    sessions.handOver(({ regionId, isCall }) => regionId === HOME && !isCall)
    release()
    t.match((await waiting).error, /Another node/)
    t.same(
      sessions
        .list()
        .map(({ peerId }) => peerId)
        .sort(),
      [bert, call].sort(),
    )
    t.ok(await enter(at(ANNA), { position: [256_100, 256_100, 25] }))
  },
)
