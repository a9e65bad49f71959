/** When a room goes through the media hub, and how people are handed over from one way to the other. */

import t, { type Test } from 'tap'
import { openStore } from '../../src/store/store.js'
import type { ChannelSettings } from '../../src/voice/channels/channel.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { createBlocks } from '../../src/voice/residents/blocks.js'
import { HUB_REACH_MS, LINK_HANDOVER_MS } from '../../src/voice/rooms/hub-way/connections.js'
import { HUB_HANDOVER_MS, HUB_LINGER_MS } from '../../src/voice/rooms/hub-way/states.js'
import { RELINK_INTERVAL_MS } from '../../src/voice/rooms/links/room-links.js'
import type { Tell } from '../../src/voice/rooms/room-event.js'
import { COMING_BACK_MS } from '../../src/voice/rooms/room-hub.js'
import { placeKey, placeOf } from '../../src/voice/rooms/room-key.js'
import { createRooms } from '../../src/voice/rooms/rooms.js'
import { NEAR_MS } from '../../src/voice/time/after-moves.js'
import { createFakeHub } from '../helpers/media/fake-hub.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'
import { hearing } from '../helpers/told.js'

const pose = { grid: MAIN_GRID, regionId: 'home', position: [100, 100, 25], look: [1, 0, 0] } as const
const settled = RELINK_INTERVAL_MS + NEAR_MS + 10

async function service(t: Test, { crowd = 3, relayAvailable = true, hubAlways = false } = {}) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const hub = createFakeHub()
  const blocks = createBlocks(undefined, time.clock, (error) => t.fail(String(error)))
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice: createParcelVoice(),
    hub,
    blocks,
    relayAvailable,
    hubAlways,
    clock: time.clock,
    timers: time.timers,
    onError: (error) => t.fail(String(error)),
  })
  const regionId = testUuid()
  const agentIds = Array.from({ length: crowd }, () => testUuid())
  const stand = (distance: number) =>
    presence.report({
      grid: MAIN_GRID,
      regionId,
      regionName: 'Plaza',
      source: 'push',
      avatars: agentIds.map((agentId, index) => ({
        agentId,
        name: 'Anyone',
        position: [index * distance, 100, 25] as const,
        look: [1, 0, 0] as const,
        parcelId: null,
      })),
    })
  stand(0.1)
  const channel = await channels.forPlace(MAIN_GRID, { regionId, regionName: 'Plaza', parcelId: null })

  const silentTell = (told: string[], links: Map<string, string>): Tell => {
    const note = (what: string) => () => void told.push(what)
    return hearing({
      'room-left': ({ reason }) => told.push(reason),
      'participant-joined': ({ participant: { agentId } }) => told.push(`joined ${agentId}`),
      'participant-left': ({ agentId }) => told.push(`left ${agentId}`),
      'hub-wanted': note('hub wanted'),
      'hub-slots': ({ agentIds }) => told.push(`slots ${agentIds.length}`),
      'hub-released': note('hub released'),
      'peer-connected': ({ agentId, relayOnly }) => links.set(agentId, relayOnly ? 'relay' : 'direct'),
      'peer-disconnected': ({ agentId }) => links.delete(agentId),
      ended: ({ reason }) => told.push(reason),
    })
  }

  async function page(index: number, { addressHidden = false, resumes = false } = {}) {
    const told: string[] = []
    const links = new Map<string, string>()
    const agentId = agentIds[index] ?? ''
    const tell = silentTell(told, links)
    const participation = rooms.join({
      grid: MAIN_GRID,
      agentId,
      name: 'Anyone',
      muted: false,
      addressHidden,
      resumes,
      tell,
    })
    await time.pass(0)
    return {
      agentId,
      links,
      participation,
      take: () => told.splice(0).filter((line) => !/^(joined|left)/.test(line)),
      /** Connects to the hub as a page does. */
      async reach() {
        await participation.connectHub('offer')
        const [peerId = ''] = [...hub.peers].findLast(([, request]) => request.agentId === agentId) ?? []
        hub.events.emit('connected', peerId)
        await time.pass(0)
        return peerId
      },
    }
  }
  function viewer(agentId: string = testUuid()) {
    const told: string[] = []
    const tell = silentTell(told, new Map())
    return {
      told,
      ...rooms.joinByViewer({
        grid: MAIN_GRID,
        agentId,
        name: 'By viewer',
        room: placeOf(channel),
        pose,
        tell,
      }),
    }
  }
  const ask = (adminSettings: Partial<ChannelSettings>) =>
    channels.update({ grid: MAIN_GRID, id: channel.id }, { adminSettings })
  return { time, hub, blocks, rooms, channel, channels, page, viewer, ask, stand, agentIds }
}

t.test(
  'links, and what the hub is told, follow right behind a report that comes before its time',
  async (t) => {
    const { time, hub, channel, page, viewer, stand } = await service(t)
    const [anna, bert] = [await page(0), await page(1)]
    await time.pass(settled)
    stand(0.2)
    await time.pass(0)
    await time.pass(RELINK_INTERVAL_MS - 40)
    t.ok(anna.links.has(bert.agentId))
    stand(300)
    await time.pass(0)
    t.equal(anna.links.size, 0)
    viewer()
    const seen = () => hub.rooms.get(placeKey(channel))?.speakers[1]?.pose?.position[0]
    await time.pass(settled)
    stand(301)
    await time.pass(0)
    await time.pass(60)
    t.equal(seen(), 301)
    stand(302)
    await time.pass(0)
    t.equal(seen(), 302)
  },
)

t.test(
  'with the first viewer a room goes to the hub while people talk, with the last one back',
  async (t) => {
    const { time, hub, channel, page, viewer, stand } = await service(t)
    const [anna, bert] = [await page(0), await page(1)]
    t.ok(anna.links.has(bert.agentId))
    t.strictSame(anna.take(), [])

    const native = viewer()
    t.strictSame(anna.take(), ['hub wanted'])
    t.strictSame(
      hub.rooms.get(placeKey(channel))?.speakers.map(({ agentId }) => agentId),
      [anna.agentId, bert.agentId, native.agentId],
    )
    await anna.reach()
    await time.pass(LINK_HANDOVER_MS + settled)
    t.ok(anna.links.has(bert.agentId), 'one of the two is not there yet: they go on directly')
    await bert.reach()
    t.ok(anna.links.has(bert.agentId), 'both hear each other twice for a moment; their pages choose')
    await time.pass(LINK_HANDOVER_MS + settled)
    t.notOk(anna.links.has(bert.agentId))

    native.leave()
    stand(0.2)
    await time.pass(HUB_LINGER_MS - 100)
    const poseOfBert = hub.rooms
      .get(placeKey(channel))
      ?.speakers.find(({ agentId }) => agentId === bert.agentId)?.pose
    t.match(poseOfBert, { position: [0.2, 100, 25] }, 'the hub still learns who moves')
    t.equal(anna.links.size, 0, 'the viewer may only have crossed a border')
    await time.pass(100 + settled)
    t.ok(anna.links.has(bert.agentId))
    t.strictSame(anna.take(), [], 'the hub goes on until the direct connection surely stands')
    await time.pass(HUB_HANDOVER_MS)
    t.strictSame(anna.take(), ['hub released'])
    t.notOk(hub.rooms.has(placeKey(channel)))
    t.equal(hub.peers.size, 0)
  },
)

t.test(
  'a viewer that comes while the hub is being given up keeps it, and a hub that ends then',
  async (t) => {
    const { time, hub, channel, page, viewer } = await service(t)
    const [anna, bert] = [await page(0), await page(1)]
    const native = viewer()
    await anna.reach()
    await bert.reach()
    native.leave()
    await time.pass(HUB_LINGER_MS + settled)
    hub.rooms.clear()
    hub.events.emit('ready')
    t.ok(hub.rooms.has(placeKey(channel)), 'direct connections do not stand yet')
    viewer()
    anna.take()
    await time.pass(HUB_HANDOVER_MS + settled)
    t.strictSame(anna.take(), [])
    t.equal(hub.rooms.get(placeKey(channel))?.speakers.length, 3)
  },
)

t.test(
  'a page has one connection to the hub, keeps it on a new socket, and none once it has left',
  async (t) => {
    const { hub, page, viewer } = await service(t)
    viewer()
    const first = await page(0)
    const soon = await page(0, { resumes: true })
    t.strictSame(soon.take(), ['hub wanted'], 'it was asked, and has not answered')
    t.strictSame(first.take(), ['hub wanted', 'replaced'])
    await soon.reach()
    const peerId = await soon.reach()
    t.strictSame([...hub.peers.keys()].slice(-1).concat(String(hub.peers.size)), [peerId, '1'])
    hub.events.emit('slots', peerId, [null, null])
    const later = await page(0, { resumes: true })
    t.strictSame(later.take(), ['slots 2'])
    later.participation.leave()
    t.equal(hub.peers.size, 0)
  },
)

t.test(
  'a page is told its slots behind its answer: until then it takes them for those of the connection before',
  async (t) => {
    const { time, hub, page, viewer } = await service(t)
    viewer()
    const anna = await page(0)
    await anna.participation.connectHub('offer')
    const [peerId = ''] = [...hub.peers].findLast(([, { agentId }]) => agentId === anna.agentId) ?? []
    // Whoever waits for the answer has not sent it yet.
    hub.events.emit('slots', peerId, [null, null])
    t.strictSame(anna.take(), ['hub wanted'])
    await time.pass(0)
    t.strictSame(anna.take(), ['slots 2'])
    hub.events.emit('slots', peerId, [null])
    t.strictSame(anna.take(), ['slots 1'])
  },
)

t.test('a page whose room has moved is asked over, and keeps its connection until it is there', async (t) => {
  const { time, hub, page, viewer } = await service(t)
  viewer()
  const anna = await page(0)
  const bert = await page(1)
  const peers = () => [...hub.peers.keys()]
  const first = await anna.reach()
  await bert.reach()
  await time.pass(LINK_HANDOVER_MS + settled)
  anna.take()

  hub.events.emit('moved', first)
  hub.events.emit('moved', first)
  t.strictSame(anna.take(), ['hub wanted'], 'asked once')
  await anna.participation.connectHub('offer')
  t.ok(peers().includes(first), 'it is heard by its first connection')
  await anna.participation.connectHub('offer again')
  t.equal(peers().length, 3, 'which stays when the second fails, and the second does not')
  await time.pass(HUB_REACH_MS + settled)
  t.notOk(anna.links.has(bert.agentId), 'nobody is connected directly meanwhile')
  const second = await anna.reach()
  t.ok(peers().includes(first), 'its page hears the first for a moment more')
  await time.pass(2000)
  t.notOk(peers().includes(first))
  t.ok(peers().includes(second))
  hub.events.emit('slots', second, [null])
  t.strictSame(anna.take(), ['slots 1'])

  hub.events.emit('moved', second)
  hub.peers.delete(second)
  hub.events.emit('closed', second)
  t.strictSame(anna.take(), ['hub wanted', 'hub wanted'], 'one that is lost meanwhile is made anew')
  const third = await anna.reach()
  hub.events.emit('moved', third)
  await anna.participation.connectHub('offer')
  anna.participation.leave()
  t.equal(peers().length, 1, 'who leaves takes both along')
  await time.pass(5000)
})

t.test('while the process of a room is down, its pages are not asked', async (t) => {
  const { hub, page, viewer } = await service(t)
  viewer()
  hub.down = true
  const anna = await page(0)
  t.strictSame(anna.take(), [])
  hub.events.emit('ready')
  t.strictSame(anna.take(), [], 'another process has started')
  hub.down = false
  hub.events.emit('ready')
  t.strictSame(anna.take(), ['hub wanted'])
})

t.test('a crowd goes through the hub once somebody has more than twelve in reach', async (t) => {
  const { time, rooms, page, stand, hub } = await service(t, { crowd: 14 })
  const pages = []
  for (let index = 0; index < 10; index += 1) pages.push(await page(index))
  t.notOk(hub.prepared)
  for (let index = 10; index < 13; index += 1) pages.push(await page(index))
  t.ok(hub.prepared, 'it is to be there when it is needed')
  t.equal(rooms.list()[0]?.route, 'mesh')
  pages.push(await page(13))
  t.equal(rooms.list()[0]?.route, 'hub')
  stand(40)
  await time.pass(HUB_LINGER_MS + settled)
  t.equal(rooms.list()[0]?.route, 'mesh', 'they have spread over the region')
})

t.test('a page that cannot reach the hub is connected directly after a while', async (t) => {
  const { time, page, viewer } = await service(t)
  viewer()
  const [anna, bert, carl] = [await page(0), await page(1), await page(2)]
  await anna.reach()
  await bert.reach()
  await time.pass(settled)
  t.equal(anna.links.size, 0)
  await time.pass(HUB_REACH_MS + settled)
  t.strictSame([...carl.links.keys()].sort(), [anna.agentId, bert.agentId].sort())
  t.notOk(anna.links.has(bert.agentId))
})

t.test(
  'a hub that ended and came back is told everything, and pages are asked to connect again',
  async (t) => {
    const { time, hub, channel, page, viewer } = await service(t)
    viewer()
    const anna = await page(0)
    const peerId = await anna.reach()
    hub.events.emit('slots', peerId, [null])
    t.strictSame(anna.take(), ['hub wanted', 'slots 1'])
    hub.peers.delete(peerId)
    hub.events.emit('closed', peerId)
    t.strictSame(anna.take(), ['hub wanted'], 'a connection that is lost is made anew at once')
    const again = await anna.reach()
    hub.down = true
    hub.events.emit('closed', again)
    const bert = await page(1)
    await time.pass(settled)
    hub.rooms.clear()
    t.strictSame([...anna.take(), ...bert.take()], [], 'there is nothing to connect to yet')
    hub.down = false
    hub.events.emit('ready')
    t.strictSame([anna.take(), bert.take()], [['hub wanted'], ['hub wanted']])
    hub.events.emit('ready')
    t.strictSame(anna.take(), [], 'once is enough')
    t.equal(hub.rooms.get(placeKey(channel))?.speakers.length, 3)
  },
)

t.test('the hub hides addresses: where a channel asks for it, and where there is no relay', async (t) => {
  const asked = await service(t)
  const [anna, bert] = [await asked.page(0), await asked.page(1)]
  await asked.ask({ iceTransportPolicy: 'hub' })
  t.equal(asked.rooms.list()[0]?.route, 'hub')
  await anna.reach()
  await bert.reach()
  await asked.time.pass(LINK_HANDOVER_MS + settled)
  t.equal(anna.links.size, 0)
  const away = await asked.page(2)
  await asked.time.pass(HUB_REACH_MS + settled)
  t.strictSame([...away.links.values()], ['relay', 'relay'], 'who stays away from the hub learns no address')

  const without = await service(t, { relayAvailable: false })
  const [open, shy] = [await without.page(0), await without.page(1, { addressHidden: true })]
  t.strictSame(shy.take(), ['hub wanted'])
  await without.time.pass(HUB_REACH_MS + settled)
  t.equal(open.links.size, 0, 'rather not at all than directly')
  await without.ask({ iceTransportPolicy: 'hub' })
  const third = await without.page(2)
  await without.time.pass(HUB_REACH_MS + settled)
  t.equal(third.links.size, 0, 'and so it is where the channel asks for the hub')

  const everywhere = await service(t, { relayAvailable: false, hubAlways: true })
  const [, apart] = [await everywhere.page(0), await everywhere.page(1)]
  await everywhere.time.pass(HUB_REACH_MS + settled)
  t.equal(apart.links.size, 0, 'and where every room goes through the hub')
  const room = without.rooms.list()[0]
  await t.rejects(async () => void (await room?.connectHub(testUuid(), 'offer')), { code: 'not-in-room' })
})

t.test('a muted speaker is silent in the hub, and so is whom the mode does not let speak', async (t) => {
  const { hub, rooms, channel, viewer, ask } = await service(t)
  const [one, two] = [viewer(), viewer()]
  const mayBeHeard = () =>
    new Map(hub.rooms.get(placeKey(channel))?.speakers.map(({ agentId, maySpeak }) => [agentId, maySpeak]))
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, one.agentId, true)
  t.strictSame([mayBeHeard().get(one.agentId), mayBeHeard().get(two.agentId)], [false, true])
  await ask({ mode: 'lecture', moderators: [one.agentId] })
  t.strictSame([mayBeHeard().get(one.agentId), mayBeHeard().get(two.agentId)], [false, false])
  rooms.setMuted({ grid: MAIN_GRID, id: channel.id }, one.agentId, false)
  t.equal(mayBeHeard().get(one.agentId), true)
})

t.test('the hub is told who has blocked whom, and keeps the two apart', async (t) => {
  const { hub, blocks, channel, viewer } = await service(t)
  const [one, two] = [viewer(), viewer()]
  const apart = (agentId: string) =>
    hub.rooms.get(placeKey(channel))?.speakers.find((speaker) => speaker.agentId === agentId)?.apartFrom
  t.equal(apart(one.agentId), undefined)
  blocks.add(one, two.agentId, '')
  t.strictSame([apart(one.agentId), apart(two.agentId)], [[two.agentId], [one.agentId]])
  blocks.lift(one, two.agentId)
  t.equal(apart(two.agentId), undefined)
})

t.test('an avatar is in a room once: the newest wins, page or viewer', async (t) => {
  const { rooms, page, viewer, channel } = await service(t)
  const anna = await page(0)
  const first = viewer(anna.agentId)
  t.strictSame(anna.take(), ['replaced'])
  const second = viewer(anna.agentId)
  t.strictSame(first.told, ['replaced'])
  first.leave()
  t.equal(rooms.list()[0]?.size, 1, 'the older one leaves nothing but itself')
  await page(0)
  t.strictSame(second.told, ['replaced'])
  t.equal(rooms.participantCount(), 1)
  t.throws(
    () => {
      rooms.ban({
        grid: MAIN_GRID,
        channelId: channel.id,
        agentId: second.agentId,
        until: Number.MAX_SAFE_INTEGER,
        name: 'Somebody',
        by: 'admin',
      })
      viewer(second.agentId)
    },
    { code: 'not-allowed' },
  )
})

t.test('when a channel is deleted its viewers ask their region again', async (t) => {
  const { rooms, channel, channels, viewer, time } = await service(t)
  const native = viewer()
  rooms.setMuted(channel, native.agentId, true)
  await channels.delete({ grid: MAIN_GRID, id: channel.id })
  await time.pass(0)
  t.strictSame(native.told, ['left-world'])
  t.strictSame(rooms.list(), [])
  t.notOk(rooms.isMutedAlone(channel, native.agentId), 'what was decided goes with it')
})

t.test('somebody who listens in from a neighbouring region keeps the hub on, and the room', async (t) => {
  const { time, rooms, channel, page, hub } = await service(t)
  const end = rooms.listen(placeOf(channel), {
    grid: MAIN_GRID,
    agentId: testUuid(),
    kicked: () => undefined,
  })
  const anna = await page(0)
  t.strictSame(anna.take(), ['hub wanted'])
  anna.participation.leave()
  t.equal(rooms.list().length, 1)
  end()
  end()
  t.equal(rooms.list().length, 0)
  t.notOk(hub.rooms.has(placeKey(channel)))
  t.strictSame(
    (['connected', 'closed', 'slots', 'moved'] as const).map((event) => hub.events.listenerCount(event)),
    [0, 0, 0, 0],
  )
  await time.pass(HUB_LINGER_MS + HUB_HANDOVER_MS)
})

t.test('pages that come back one after the other, and were heard through the hub, are at once', async (t) => {
  const { time, hub, channel, page } = await service(t)
  const anna = await page(0, { resumes: true })
  const bert = await page(1, { resumes: true })
  t.strictSame([anna.take(), bert.take()], [['hub wanted'], ['hub wanted']])
  await anna.reach()
  await bert.reach()
  t.equal(anna.links.size, 0, 'nobody is connected directly in between')
  await time.pass(COMING_BACK_MS + HUB_LINGER_MS + HUB_HANDOVER_MS + settled)
  t.notOk(hub.rooms.has(placeKey(channel)), 'two need no hub for long')
  t.ok(anna.links.has(bert.agentId))
})
