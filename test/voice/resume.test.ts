/** Pages that come back: what they were connected to goes on, over a broken socket and over a restart. */

import t, { type Test } from 'tap'
import { openStore } from '../../src/store/store.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { KEPT_LINK_MS } from '../../src/voice/rooms/links/link-ends.js'
import { LOST_GRACE_MS } from '../../src/voice/rooms/participants/place-states.js'
import { placeOf } from '../../src/voice/rooms/room-key.js'
import { createRooms } from '../../src/voice/rooms/rooms.js'
import { CONFIRM_MS } from '../../web-client/media/unconfirmed-links.js'
import { LONGEST_ABSENCE_MS } from '../../web-client/service/signaling-client.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'
import { hearing } from '../helpers/told.js'

const regionId = testUuid()
const [anna, bert] = [testUuid(), testUuid()]

async function service(t: Test) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice: createParcelVoice(),
    clock: time.clock,
    timers: time.timers,
    onError: (error) => t.fail(String(error)),
  })
  const stand = async (bertAt = 105) => {
    presence.report({
      grid: MAIN_GRID,
      regionId,
      regionName: 'Plaza',
      source: 'push',
      avatars: [
        { agentId: anna, name: 'Anna', position: [100, 100, 25], look: [1, 0, 0], parcelId: null },
        { agentId: bert, name: 'Bert', position: [bertAt, 100, 25], look: [1, 0, 0], parcelId: null },
      ],
    })
    await time.pass(500)
  }
  const join = async (agentId: string, keptLinks?: Record<string, string>) => {
    const told: string[] = []
    let link = ''
    const tell = hearing({
      'room-entered': ({ others }) => told.push(`room ${others.length}`),
      'room-left': ({ reason }) => told.push(reason),
      'participant-joined': () => told.push('joined'),
      'participant-left': () => told.push('left'),
      'peer-connected': ({ linkId, resumed }) => {
        link = linkId
        told.push(resumed ? 'resumed' : 'connect')
      },
      'peer-disconnected': () => told.push('disconnect'),
      signalled: () => told.push('signal'),
      ended: ({ reason }) => told.push(`ended ${reason}`),
    })
    const participation = rooms.join({
      grid: MAIN_GRID,
      agentId,
      name: 'Anyone',
      muted: false,
      tell,
      ...(keptLinks && { keptLinks: new Map(Object.entries(keptLinks)) }),
    })
    await time.pass(0)
    return { participation, take: () => told.splice(0), link: () => link }
  }
  await stand()
  return { time, stand, join, rooms, channels }
}

t.test('a restarted service takes up what both ends still have, in any order', async (t) => {
  const { join, stand } = await service(t)
  const one = await join(anna, { [bert]: 'old link' })
  t.strictSame(one.take(), ['room 0'])
  const two = await join(bert, { [anna]: 'old link' })
  t.strictSame(two.take(), ['room 1', 'resumed'])
  t.strictSame(one.take(), ['joined', 'resumed'])
  t.equal(two.link(), 'old link')
  for (const { participation } of [one, two])
    t.equal(participation.keptLinks.size, 0, 'what is kept counts once')
  const offer = { description: { type: 'offer', sdp: 'v=0' } } as const
  two.participation.signal(anna, 'old link', offer)
  t.throws(() => two.participation.signal(anna, 'older link', offer), { code: 'peer-unreachable' })
  t.strictSame(one.take(), ['signal'])

  // Out of reach and back is a connection like any other.
  await stand(240)
  await stand(105)
  t.strictSame(one.take(), ['disconnect', 'connect'])
  t.not(one.link(), 'old link')
})

t.test('a connection is taken up however late the second page notices the restart', async (t) => {
  t.ok(KEPT_LINK_MS > LONGEST_ABSENCE_MS, 'the service waits for the slowest page')
  t.ok(CONFIRM_MS > KEPT_LINK_MS, 'and the other page for the service')
  for (const lateMs of [0, 1000, 8001, LONGEST_ABSENCE_MS]) {
    for (const [first, second] of [
      [anna, bert],
      [bert, anna],
    ] as const) {
      const { join, time } = await service(t)
      const one = await join(first, { [second]: 'old link' })
      await time.pass(lateMs)
      const two = await join(second, { [first]: 'old link' })
      t.strictSame(
        [one.take(), two.take()],
        [
          ['room 0', 'joined', 'resumed'],
          ['room 1', 'resumed'],
        ],
        `${lateMs} ms later`,
      )
    }
  }
})

t.test('who was connected stays so over a restart, also where two would not be connected anew', async (t) => {
  for (const keptLinks of [[], ['old link']]) {
    const { join, stand } = await service(t)
    await stand(175)
    await join(anna, { [bert]: 'old link' })
    const [keptLink] = keptLinks
    t.strictSame((await join(bert, keptLink ? { [anna]: keptLink } : {})).take(), [
      'room 1',
      ...keptLinks.map(() => 'resumed'),
    ])
  }
})

t.test('what only one end has, or the two remember differently, is made anew', async (t) => {
  for (const keptLinks of [undefined, { [anna]: 'another link' }]) {
    const { join } = await service(t)
    await join(anna, { [bert]: 'old link' })
    t.strictSame((await join(bert, keptLinks)).take(), ['room 1', 'connect'])
  }
  const { join, time } = await service(t)
  await join(anna, { [bert]: 'old link' })
  await time.pass(KEPT_LINK_MS + 1)
  t.strictSame((await join(bert, { [anna]: 'old link' })).take(), ['room 1', 'connect'], 'too late')
})

t.test('a page on a new socket goes on; the others hear nothing of it', async (t) => {
  const { join, time } = await service(t)
  const one = await join(anna)
  const two = await join(bert)
  const link = two.link()
  one.take()
  two.participation.lost()
  await time.pass(LOST_GRACE_MS / 2)
  const again = await join(bert, { [anna]: link })
  t.strictSame(again.take(), ['room 1', 'resumed'])
  await time.pass(LOST_GRACE_MS * 2)
  t.strictSame(one.take(), [], 'nobody left, nobody came')
  t.strictSame(two.take(), ['room 1', 'connect', 'ended replaced'])

  again.participation.lost()
  await time.pass(LOST_GRACE_MS + 1)
  t.strictSame(one.take(), ['disconnect', 'left'], 'nobody came back this time')
})

t.test(
  'two pages on new sockets: what both kept goes on once, and what one has lost is made anew',
  async (t) => {
    const { join, stand } = await service(t)
    const first = await join(anna)
    await join(bert)
    const link = first.link()
    const one = await join(anna, { [bert]: link })
    const two = await join(bert, { [anna]: link })
    t.strictSame(
      [one.take(), two.take()],
      [
        ['room 1', 'resumed'],
        ['room 1', 'resumed'],
      ],
    )
    await stand(240)
    await stand(105)
    t.strictSame(
      [one.take(), two.take()],
      [
        ['disconnect', 'connect'],
        ['disconnect', 'connect'],
      ],
    )
    t.not(one.link(), link)

    const again = await join(bert, { [anna]: link })
    t.strictSame(again.take(), ['room 1', 'disconnect', 'connect'], 'it kept an older one')
    t.strictSame(one.take(), ['disconnect', 'connect'])
    t.equal(again.link(), one.link())
  },
)

t.test('what a page has kept counts from when it says so, whoever was there for it before', async (t) => {
  const { join, time } = await service(t)
  const hers = await join(anna)
  await join(bert)
  const link = hers.link()
  await time.pass(KEPT_LINK_MS + 1)
  hers.participation.lost()
  await time.pass(LOST_GRACE_MS + 1)
  await join(bert, { [anna]: link })
  t.strictSame((await join(anna, { [bert]: link })).take(), ['room 1', 'resumed'], 'on a new socket')

  const restarted = await service(t)
  const place = { regionId, regionName: 'Plaza', parcelId: null }
  const room = placeOf(await restarted.channels.forPlace(MAIN_GRID, place))
  const pose = { grid: MAIN_GRID, regionId, position: [105, 100, 25], look: [1, 0, 0] } as const
  restarted.rooms.joinByViewer({
    grid: MAIN_GRID,
    agentId: bert,
    name: '',
    room,
    pose,
    tell: () => undefined,
  })
  await restarted.time.pass(KEPT_LINK_MS + 1)
  await restarted.join(anna, { [bert]: link })
  t.strictSame(
    (await restarted.join(bert, { [anna]: link })).take(),
    ['room 1', 'resumed'],
    'instead of its viewer',
  )
})
