/** Who hears whom over a region's border, how loud and from where: the core, with the page's own reckoning behind it. */

import t, { type Test } from 'tap'
import { createHearing } from '../../../../src/media/hub-process/hearing.js'
import type { PeerMedia } from '../../../../src/media/hub-process/peers/peer-media.js'
import { decodePositions } from '../../../../src/protocol/position-frame.js'
import { createMovementEncoder, encodeEvent, type Reader } from '../../../../src/signaling/encoders.js'
import { attenuationGain } from '../../../../src/spatial/attenuation.js'
import type { Vector3 } from '../../../../src/spatial/direction.js'
import { openStore } from '../../../../src/store/store.js'
import { type ChannelSettings, settingsOf } from '../../../../src/voice/channels/channel.js'
import { createChannels } from '../../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../../src/voice/presence/presence.js'
import type { RegionCorner } from '../../../../src/voice/presence/regions/region-corners.js'
import { createBlocks } from '../../../../src/voice/residents/blocks.js'
import { BORDER_INTERVAL_MS } from '../../../../src/voice/rooms/borders/borders.js'
import { HUB_REACH_MS } from '../../../../src/voice/rooms/hub-way/connections.js'
import { BORDER_GRACE_MS, CROSSING_GRACE_MS } from '../../../../src/voice/rooms/participants/place-states.js'
import type { RoomEvent } from '../../../../src/voice/rooms/room-event.js'
import { placeKey, placeOf, type RoomKey } from '../../../../src/voice/rooms/room-key.js'
import { createRooms } from '../../../../src/voice/rooms/rooms.js'
import { createRoomPeople } from '../../../../web-client/room/room-people.js'
import { createFakeHub } from '../../../helpers/media/fake-hub.js'
import { hostedGrid } from '../../../helpers/regions/hosted-grid.js'
import { testUuid } from '../../../helpers/regions/region.js'
import { createTestTime } from '../../../helpers/test-time.js'

/** How a region's channel sounds where nobody has changed it. */
const REGION_SOUND = {
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
} as const

/** Everybody's turn: positions, links, and what follows from a change of the way. */
const A_WHILE = 3 * BORDER_INTERVAL_MS

interface TestRegion {
  readonly grid: string
  readonly regionId: string
  readonly corner: RegionCorner | undefined
  readonly people: Map<string, { position: Vector3; look: Vector3; parcelId: string | null }>
}

async function world(t: Test, { withHub = true, relayAvailable = true } = {}) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  await store.grids.save(hostedGrid('other'))
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const hub = createFakeHub()
  const blocks = createBlocks(undefined, time.clock, (error) => t.fail(String(error)))
  const whole = new Set<string>()
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice: createParcelVoice(),
    blocks,
    ...(withHub && { hub }),
    relayAvailable,
    coversRegion: (_, parcelId) => whole.has(parcelId),
    clock: time.clock,
    timers: time.timers,
    onError: (error) => t.fail(String(error)),
  })
  const regions: TestRegion[] = []

  function region(corner: RegionCorner | undefined, grid = MAIN_GRID): TestRegion {
    const made: TestRegion = { grid, regionId: testUuid(), corner, people: new Map() }
    regions.push(made)
    return made
  }

  /** Those regions tell who stands there. */
  async function tell(...told: readonly TestRegion[]): Promise<void> {
    for (const { grid, regionId, corner, people } of told)
      presence.report({
        grid,
        regionId,
        regionName: 'Region',
        source: 'push',
        ...(corner && { corner }),
        avatars: [...people].map(([agentId, where]) => ({ agentId, name: `Name ${agentId}`, ...where })),
      })
    // First of all they are told.
    await time.pass(0)
  }

  async function report(...told: readonly TestRegion[]): Promise<void> {
    await tell(...(told.length > 0 ? told : regions))
    await time.pass(A_WHILE)
  }

  /** Somebody with a page that keeps what it is sent as the real page does. */
  async function page(
    at: TestRegion,
    position: Vector3,
    look: Vector3 = [0, 1, 0],
    parcelId: string | null = null,
  ) {
    const agentId = testUuid()
    const stand = (there: TestRegion, where: Vector3, parcel = parcelId) => {
      for (const { people } of regions) people.delete(agentId)
      there.people.set(agentId, { position: where, look, parcelId: parcel })
    }
    stand(at, position)
    await report(at)
    const people = createRoomPeople({ volumeOf: () => ({ volume: 1, silenced: false }), levelOf: () => 0 })
    const links = new Map<string, string>()
    const events: RoomEvent[] = []
    const reader: Reader = {
      agentId,
      addressFilter: { description: (sdp) => sdp, candidate: (line) => line },
      encodeMovements: createMovementEncoder(),
    }
    const participant = rooms.join({
      grid: at.grid,
      agentId,
      name: 'Anybody',
      muted: false,
      tell(event) {
        events.push(event)
        if (event.type === 'peer-connected') links.set(event.agentId, event.linkId)
        if (event.type === 'peer-disconnected') links.delete(event.agentId)
        const now = time.timers.now()
        const message = encodeEvent(event, reader)
        if (message instanceof Uint8Array)
          return people.move(decodePositions(message.slice().buffer) ?? [], now)
        if (message?.type === 'room') return people.enter(message, new Set(), now)
        if (message?.type === 'participant-joined') people.add(message.participant, now)
        if (message?.type === 'participant-changed') people.change(message.participant)
        if (message?.type === 'participant-left') people.remove(message.agentId)
      },
    })
    await time.pass(A_WHILE)
    return {
      agentId,
      participant,
      links,
      events,
      stand,
      people,
      /** How loud somebody is, 0..1, and from where: to the right, above, behind. */
      hears(other: { readonly agentId: string }) {
        const { gain, direction } = people.placementOf(other.agentId, time.timers.now() + 2000)
        return { gain, right: direction?.[0] ?? 0, behind: direction?.[2] ?? 0 }
      },
      /** The same in the mix that a viewer in its place would get; its room must be heard through the hub. */
      hearsInMix(other: { readonly agentId: string }) {
        const described = hub.rooms.get(participant.room?.key as RoomKey)
        if (!described) throw new Error('the hub knows nothing of that room')
        const mix = createHearing()
        mix.set(described)
        const media = (who: string) =>
          ({ agentId: who, ear: undefined, personalGains: new Map(), voice: {} }) as unknown as PeerMedia
        const ear = { media: media(agentId), ear: { gains: new Map(), version: 0 } }
        const { targetLeft: left, targetRight: right } = mix.gainAt(ear, media(other.agentId))
        return {
          gain: Math.hypot(left, right),
          isFromRight: right > 1.05 * left,
          isFromLeft: left > 1.05 * right,
        }
      },
      knows: (other: { readonly agentId: string }) => people.has(other.agentId),
    }
  }

  const channelOf = async ({ grid, regionId }: TestRegion, parcelId: string | null = null) =>
    channels.forPlace(grid, { regionId, regionName: 'Region', parcelId })
  async function set(at: TestRegion, settings: Partial<ChannelSettings>): Promise<void> {
    const { grid, id, adminSettings } = await channelOf(at)
    await channels.update({ grid, id }, { adminSettings: { ...adminSettings, ...settings } })
    await time.pass(A_WHILE)
  }
  return { time, rooms, hub, blocks, channels, whole, region, tell, report, page, channelOf, set }
}

const dB = (gain: number) => 20 * Math.log10(gain)

t.test(
  'a voice from the neighbouring region is as loud as its distance says, and from its side',
  async (t) => {
    // Where the speaker's region begins, seen from the listener's, and where both stand.
    const layouts: [
      what: string,
      corner: RegionCorner,
      ear: Vector3,
      mouth: Vector3,
      right: number,
      behind: number,
    ][] = [
      ['side by side', [256, 0], [250, 100, 25], [12, 100, 25], 1, 0],
      ['one above the other, edges in part', [256, -512], [268, 6, 25], [12, 500, 25], 0, 1],
      ['corner to corner', [256, 256], [246, 246, 25], [3, 3, 25], Math.SQRT1_2, -Math.SQRT1_2],
      ['a region of 1024 m to the west', [-1024, -256], [5, 20, 25], [1010, 276, 25], -1, 0],
      ['to the north of the middle of 1024 m', [512, 1024], [600, 1020, 25], [76, 8, 25], -0.7, -0.7],
    ]
    for (const [what, [x, y], ear, mouth, right, behind] of layouts) {
      const { region, page, set, report } = await world(t)
      const here = region([256_000, 256_000])
      const there = region([256_000 + x, 256_000 + y])
      const listener = await page(here, ear)
      const speaker = await page(there, mouth)
      await set(there, { rollOff: 1, maxRangeMetres: 80 })
      const links = () => [[...listener.links.keys()], [...speaker.links.keys()]]
      t.strictSame(links(), [[speaker.agentId], [listener.agentId]], what)
      await set(here, { iceTransportPolicy: 'hub' })
      await report()
      const metres = Math.hypot(x + mouth[0] - ear[0], y + mouth[1] - ear[1])
      const settings = {
        distanceModel: 'linear',
        rollOff: 1,
        maxRangeMetres: 80,
        clampingDistanceMetres: 10,
      } as const
      const heard = listener.hears(speaker)
      t.ok(
        Math.abs(dB(heard.gain) - dB(attenuationGain(metres, settings))) < 0.2,
        `${what}: by the speaker's settings`,
      )
      t.ok(
        Math.abs(heard.right - right) < 0.05 && Math.abs(heard.behind - behind) < 0.05,
        `${what}: from its side`,
      )
      const back = speaker.hears(listener)
      const own = { ...settings, rollOff: 2, maxRangeMetres: 60 }
      t.ok(Math.abs(back.gain - attenuationGain(metres, own)) < 0.02, `${what}: the other way by the others'`)
      for (const [ear, mouth, gain, side] of [
        [listener, speaker, heard.gain, right],
        [speaker, listener, back.gain, -right],
      ] as const) {
        const inMix = ear.hearsInMix(mouth)
        t.ok(
          Math.abs(dB(inMix.gain) - dB(gain)) < 0.2,
          `${what}: as loud in a viewer’s mix: ${dB(inMix.gain)} for ${dB(gain)} dB`,
        )
        t.strictSame([inMix.isFromLeft, inMix.isFromRight], [side < -0.05, side > 0.05], 'and from its side')
      }
    }
  },
)

t.test(
  'where four regions meet everybody hears the three others, each once and from where they are',
  async (t) => {
    const { region, page, report, set } = await world(t)
    const corners = [
      [0, 0],
      [256, 0],
      [0, 256],
      [256, 256],
    ] as const
    // All look north.
    const people = []
    for (const [x, y] of corners) {
      const there = region([256_000 + x, 256_000 + y])
      people.push({ x, y, there, one: await page(there, [x === 0 ? 251 : 5, y === 0 ? 251 : 5, 25]) })
    }
    await set(people[0]?.there as TestRegion, { iceTransportPolicy: 'hub' })
    await report()
    for (const { x, y, one } of people) {
      t.equal(one.people.count(), 3)
      for (const other of people) {
        if (other.one === one) continue
        const [east, north] = [Math.sign(other.x - x), Math.sign(other.y - y)]
        const { gain, right, behind } = one.hears(other.one)
        const metres = 10 * Math.hypot(east, north)
        t.ok(Math.abs(gain - attenuationGain(metres, REGION_SOUND)) < 0.02, `${metres} m`)
        t.same([Math.sign(Math.round(right * 2)), Math.sign(Math.round(-behind * 2))], [east, north])
        const inMix = one.hearsInMix(other.one)
        t.ok(Math.abs(dB(inMix.gain) - dB(gain)) < 0.2)
        t.strictSame([inMix.isFromLeft, inMix.isFromRight], [east < 0, east > 0])
      }
    }
  },
)

t.test('three listeners hear somebody who walks along a border, and then over it', async (t) => {
  const { region, page, report, time, set } = await world(t)
  const west = region([256_000, 256_000])
  const east = region([256_256, 256_000])
  const north = region([256_256, 256_256])
  const listeners = [
    await page(west, [250, 40, 25]),
    await page(east, [6, 120, 25]),
    await page(north, [20, 6, 25]),
  ] as const
  const walker = await page(east, [2, 10, 25])
  await set(east, { iceTransportPolicy: 'hub' })
  const inGrid = [
    [250, 40],
    [262, 120],
    [276, 262],
  ] as const
  for (let y = 10; y <= 250; y += 12) {
    walker.stand(east, [2, y, 25])
    await report()
    for (const [index, listener] of listeners.entries()) {
      const [x, ear] = inGrid[index] ?? [0, 0]
      const metres = Math.hypot(258 - x, y - ear)
      t.ok(
        Math.abs(listener.hears(walker).gain - attenuationGain(metres, REGION_SOUND)) < 0.02,
        `${index} at ${y} m`,
      )
      const expected = attenuationGain(metres, REGION_SOUND)
      if (expected === 0) continue
      const inMix = listener.hearsInMix(walker)
      t.ok(Math.abs(dB(inMix.gain) - dB(expected)) < 0.3, 'and in a viewer’s mix')
      t.ok(x < 258 ? inMix.isFromRight : inMix.isFromLeft, 'from its side')
    }
  }
  const [first, second] = listeners
  walker.events.splice(0)
  first.events.splice(0)
  walker.stand(east, [2, 40, 25])
  await report()
  const before = first.hears(walker)
  walker.stand(west, [255, 40, 25])
  await report(west, east)
  await time.pass(2000)
  t.ok(Math.abs(first.hears(walker).gain - before.gain) < 0.05, 'over the border')
  t.equal(walker.hears(first).gain, 1, 'in the new room')
  t.notOk(second.knows(walker), 'who is 80 m away now')
  t.equal(first.people.count(), 1, 'nobody is listed twice')
})

t.test(
  'what is closed is told to nobody outside: no list, no link, no position, no voice in the hub',
  async (t) => {
    const { region, page, report, channels, channelOf, rooms, hub, set, whole, time } = await world(t)
    const here = region([256_000, 256_000])
    const there = region([256_256, 256_000])
    const parcelId = testUuid()
    const parcel = await channels.create({
      grid: MAIN_GRID,
      name: parcelId,
      parentId: null,
      description: 'Club',
      settings: {},
    })
    const inside = await page(there, [4, 100, 25], [0, 1, 0], parcelId)
    const street = await page(there, [4, 104, 25])
    const outside = await page(here, [250, 100, 25])
    t.notOk(outside.knows(inside), 'a parcel is closed unless somebody opens it')
    t.ok(outside.knows(street), 'its region is not')
    t.notOk(inside.knows(outside))

    // A page that was changed asks all the same.
    const refused = { code: 'peer-unreachable' }
    const offer = { description: { type: 'offer', sdp: 'v=0' } } as const
    t.throws(() => outside.participant.signal(inside.agentId, 'some-link', offer), refused)
    const [ownLink = ''] = outside.links.values()
    t.throws(() => outside.participant.signal(inside.agentId, ownLink, offer), refused, 'under another link')
    outside.participant.renewLink(inside.agentId, ownLink)
    t.throws(() => inside.participant.signal(outside.agentId, ownLink, offer), refused)
    t.notOk(outside.events.some((event) => 'agentId' in event && event.agentId === inside.agentId))

    // A viewer in the parcel has the hub mix for that room alone.
    await set(here, { iceTransportPolicy: 'hub', dulls: true })
    const heardHere = () =>
      (
        hub.rooms.get(placeKey({ grid: MAIN_GRID, id: outside.participant.room?.channel.id ?? 0 }))
          ?.speakers ?? []
      ).map(({ agentId }) => agentId)
    t.ok(heardHere().includes(street.agentId), 'the street is heard by the hub')
    t.notOk(heardHere().includes(inside.agentId), 'and is not dulled by its walls: it is absent')

    // Whoever owns the parcel that is the whole region has the region's channel in all but name.
    whole.add(parcelId)
    rooms.landLearned(there)
    t.ok(outside.knows(inside), 'a parcel that covers its region counts as the region')
    t.ok(heardHere().includes(inside.agentId))
    whole.delete(parcelId)
    rooms.landLearned(there)
    t.notOk(outside.knows(inside))
    t.notOk(heardHere().includes(inside.agentId), 'and is gone at once when it is closed')

    await channels.update(parcel, { adminSettings: { neighbours: 'open' } })
    await report()
    t.ok(outside.knows(inside), 'an admin opens it')
    rooms.setLocked(parcel, true)
    t.notOk(outside.knows(inside), 'a locked room is heard by nobody outside')
    rooms.setLocked(parcel, false)
    await report()
    t.ok(outside.knows(inside))
    rooms.ban({
      grid: MAIN_GRID,
      channelId: parcel.id,
      agentId: outside.agentId,
      name: 'Anybody',
      until: time.clock() + 60_000,
      by: 'an admin',
      reason: '',
      since: time.clock(),
    } as unknown as Parameters<typeof rooms.ban>[0])
    await report()
    t.notOk(outside.knows(inside), 'nor by whoever is banned from it')
    outside.events.splice(0)
    inside.stand(there, [5, 100, 25])
    await report()
    t.notOk(
      outside.events.some(({ type }) => type === 'moved'),
      'who is not told where they go',
    )
    t.ok(hub.rooms.get(placeKey(await channelOf(here))), 'through the hub')
    const spoken = hub.rooms
      .get(placeKey(await channelOf(here)))
      ?.speakers.find(({ agentId }) => agentId === inside.agentId)
    t.ok(!spoken || spoken.apartFrom?.includes(outside.agentId))
  },
)

t.test('who has blocked somebody is apart from them over a border as well', async (t) => {
  const { region, page, report, set, hub, blocks } = await world(t)
  const [west, east] = [region([256_000, 256_000]), region([256_256, 256_000])]
  const one = await page(west, [250, 100, 25])
  const two = await page(east, [4, 100, 25])
  t.strictSame([...one.links.keys()], [two.agentId])
  blocks.add({ grid: MAIN_GRID, agentId: one.agentId }, two.agentId, 'Anybody')
  one.participant.room?.privacyChanged()
  t.strictSame([one.links.size, two.links.size], [0, 0])
  await set(west, { iceTransportPolicy: 'hub' })
  await report()
  t.strictSame([one.links.size, two.links.size], [0, 0], 'nor beside the hub')
  t.strictSame([one.hearsInMix(two).gain, two.hearsInMix(one).gain], [0, 0])
  t.equal([...hub.rooms.values()].length, 2)
})

t.test('what goes one way only goes through the hub, and is heard one way', async (t) => {
  const { region, page, report, set, hub, channelOf } = await world(t)
  const here = region([256_000, 256_000])
  const there = region([256_256, 256_000])
  const listener = await page(here, [250, 100, 25])
  const speaker = await page(there, [4, 100, 25])
  t.equal(listener.links.size, 1)
  await set(there, { neighbours: 'out' })
  await report()
  t.strictSame([listener.links.size, speaker.links.size], [0, 0], 'a direct link carries both ways')
  t.ok(listener.knows(speaker))
  t.notOk(speaker.knows(listener))
  const ofHere = hub.rooms.get(placeKey(await channelOf(here)))
  const ofThere = hub.rooms.get(placeKey(await channelOf(there)))
  t.ok(ofHere?.speakers.some(({ agentId, from }) => agentId === speaker.agentId && from !== undefined))
  t.notOk(ofThere?.speakers.some(({ agentId }) => agentId === listener.agentId))
  await set(there, { neighbours: 'in' })
  await report()
  t.notOk(listener.knows(speaker))
  t.ok(speaker.knows(listener))
})

t.test('a page is muted over the border as well, and seen as it is', async (t) => {
  const { region, page, rooms, set } = await world(t)
  const listener = await page(region([256_000, 256_000]), [250, 100, 25])
  const there = region([256_256, 256_000])
  const speaker = await page(there, [4, 100, 25])
  const channel = speaker.participant.room?.channel
  if (!channel) throw new Error('no room')
  rooms.setMuted(channel, speaker.agentId, true)
  t.equal(listener.hears(speaker).gain, 0, 'by a moderator')
  rooms.setMuted(channel, speaker.agentId, false)
  t.ok(listener.hears(speaker).gain > 0.5)
  const ban = {
    ...channel,
    channelId: channel.id,
    agentId: listener.agentId,
    until: Number.POSITIVE_INFINITY,
  }
  rooms.ban(ban as unknown as Parameters<typeof rooms.ban>[0])
  t.strictSame(
    [listener.links.size, speaker.links.size],
    [0, 0],
    'nobody is linked with whom they may not hear',
  )
  rooms.unban(channel, listener.agentId)
  t.equal(listener.links.size, 1)
  speaker.participant.setMuted(true)
  t.ok(listener.people.list(0).find(({ agentId }) => agentId === speaker.agentId)?.muted)
  await set(there, { mode: 'lecture' })
  t.equal(listener.hears(speaker).gain, 0, 'by the mode of the speaker’s channel')
  t.equal(settingsOf(channel).mode, 'open', 'whatever that of the listener’s is')
  await set(there, { mode: 'lecture', iceTransportPolicy: 'hub' })
  t.equal(listener.hearsInMix(speaker).gain, 0, 'nor through the hub')
  await set(there, { mode: 'open', iceTransportPolicy: 'hub' })
  t.ok(listener.hearsInMix(speaker).gain > 0.5)
})

t.test('two grids on one map, a region without a place and a conference hear nobody across', async (t) => {
  const { region, page, report, set, hub } = await world(t)
  const here = region([256_000, 256_000])
  const listener = await page(here, [250, 100, 25])
  const other = await page(region([256_256, 256_000], 'other'), [4, 100, 25])
  const lost = await page(region(undefined), [4, 100, 25])
  t.notOk(listener.knows(other) || other.knows(listener), 'another grid')
  await set(here, { iceTransportPolicy: 'hub' })
  t.notOk(hub.rooms.get(listener.participant.room?.key as RoomKey)?.speakers.some(({ from }) => from))
  t.notOk(listener.knows(lost) || lost.knows(listener), 'a region that nobody knows where it is')
  const there = region([256_000, 256_256])
  const neighbour = await page(there, [250, 4, 25])
  listener.stand(here, [250, 250, 25])
  await report()
  t.ok(listener.knows(neighbour) && neighbour.knows(listener))
  await set(there, { type: 'conference' })
  await report()
  t.notOk(listener.knows(neighbour) || neighbour.knows(listener), 'a conference')
})

t.test('a viewer that listens in next door is not told twice, and nothing of what is closed', async (t) => {
  const { region, page, rooms, channelOf, set, hub, time } = await world(t)
  const here = region([256_000, 256_000])
  const there = region([256_256, 256_000])
  const speaker = await page(there, [4, 100, 25])
  const [home, next] = [placeOf(await channelOf(here)), placeOf(await channelOf(there))]
  const agentId = testUuid()
  const deafThere = () => hub.rooms.get(next.key)?.deaf ?? []
  const stop = rooms.listen(next, { grid: MAIN_GRID, agentId, kicked: () => undefined })
  await time.pass(A_WHILE)
  t.strictSame(deafThere(), [], 'as long as it takes part nowhere, it hears what is open')
  const viewer = rooms.joinByViewer({
    grid: MAIN_GRID,
    agentId,
    name: 'Viewer',
    room: home,
    pose: { grid: MAIN_GRID, regionId: here.regionId, position: [250, 100, 25], look: [0, 1, 0] },
    tell: () => undefined,
  })
  here.people.set(testUuid(), { position: [10, 10, 25], look: [0, 1, 0], parcelId: null })
  await page(here, [20, 20, 25])
  await time.pass(A_WHILE)
  t.ok(
    hub.rooms.get(home.key)?.speakers.some((one) => one.agentId === speaker.agentId && one.from === next.key),
    'in its own room it hears over the border',
  )
  t.strictSame(deafThere(), [agentId], 'and so not a second time')
  t.ok(speaker.knows({ agentId }), 'and is heard')
  viewer.leave()
  await time.pass(A_WHILE)
  t.strictSame(deafThere(), [])
  await set(there, { neighbours: 'closed' })
  t.strictSame(deafThere(), [agentId], 'a closed channel is closed to whoever listens in')
  stop()
})

t.test(
  'a viewer that takes part next door before it leaves is heard on every side all the time',
  async (t) => {
    const { region, page, rooms, channelOf, hub, time } = await world(t)
    const [west, east] = [region([256_000, 256_000]), region([256_256, 256_000])]
    const north = region([256_000, 256_256])
    const listeners = [
      await page(west, [250, 250, 25]),
      await page(east, [6, 250, 25]),
      await page(north, [250, 4, 25]),
    ]
    const walker = { grid: MAIN_GRID, agentId: testUuid() }
    const subjects = await Promise.all([west, east, north].map(async (one) => placeOf(await channelOf(one))))
    const [inWest, inEast] = subjects
    if (!inWest || !inEast) return
    const enter = (room: typeof inWest, { regionId }: TestRegion, x: number) =>
      rooms.joinByViewer({
        ...walker,
        name: 'Walker',
        room,
        pose: { grid: MAIN_GRID, regionId, position: [x, 250, 25], look: [0, 1, 0] },
        tell: () => undefined,
      })
    let present = enter(inWest, west, 254)
    await time.pass(A_WHILE)
    for (const listener of listeners) listener.events.splice(0)
    for (const [room, at, x] of [
      [inEast, east, 2],
      [inWest, west, 254],
      [inEast, east, 2],
    ] as const) {
      const next = enter(room, at, x)
      present.leave()
      present = next
      // At once: nobody waits for the borders to be looked at again.
      for (const [index, { key }] of subjects.entries()) {
        const spoken = hub.rooms.get(key)?.speakers.filter(({ agentId }) => agentId === walker.agentId) ?? []
        t.strictSame(
          spoken.map(({ from = key }) => from),
          [room.key],
          `into ${room.key}, heard in ${index}`,
        )
      }
    }
    await time.pass(A_WHILE)
    for (const listener of listeners) {
      const told = listener.events.filter((event) => 'agentId' in event && event.agentId === walker.agentId)
      t.notOk(
        told.some(({ type }) => type === 'participant-left'),
        'and nobody is told that it left',
      )
      t.ok(listener.knows(walker))
    }
    present.leave()
    await time.pass(A_WHILE)
    t.notOk(listeners.some((listener) => listener.knows(walker)))
  },
)

t.test(
  'whoever crosses a border takes links and place along: nobody in reach of both rooms notices',
  async (t) => {
    const { region, page, report, time, channelOf, hub } = await world(t)
    const west = region([256_000, 256_000])
    const east = region([256_256, 256_000])
    const behind = await page(west, [250, 20, 25])
    const ahead = await page(east, [22, 20, 25])
    const far = await page(west, [185, 20, 25])
    const south = await page(region([256_128, 255_744]), [128, 246, 25])
    const walker = await page(west, [254, 20, 25])
    await report()
    const linkIds = () => [behind, ahead, south].map(({ agentId }) => walker.links.get(agentId))
    const before = linkIds()
    t.ok(before.every((id) => id !== undefined) && walker.links.has(far.agentId))
    const everybody = [behind, ahead, south, walker]
    const cross = async (to: TestRegion, where: Vector3) => {
      for (const { events } of everybody) events.splice(0)
      walker.stand(to, where)
      // The region that the avatar comes to tells of it first.
      await report(to)
      await report()
      return everybody.map(({ events }) =>
        events
          .map(({ type }) => type)
          .filter((type) => type.startsWith('peer-') || type === 'participant-left'),
      )
    }
    const there = await cross(east, [14, 20, 25])
    t.equal(walker.participant.room?.channel.id, (await channelOf(east)).id)
    t.strictSame(linkIds(), before, 'links go on')
    t.strictSame(there[0], [], 'no link of those in reach of both is touched, and nobody leaves')
    t.strictSame(there[1], [])
    t.strictSame(there[2], [], 'nor from a third region')
    t.notOk(walker.links.has(far.agentId), 'whoever is out of reach now is not')
    t.strictSame(
      walker.events
        .filter(({ type }) => type === 'room-entered')
        .map((event) => 'goesOn' in event && event.goesOn),
      [true],
    )
    await time.pass(2000)
    for (const [listener, speaker, metres] of [
      [walker, behind, 20],
      [walker, ahead, 8],
      [behind, walker, 20],
      [ahead, walker, 8],
    ] as const) {
      const { gain, right } = listener.hears(speaker)
      t.ok(Math.abs(gain - attenuationGain(metres, REGION_SOUND)) < 0.02, 'in the metres of the new region')
      t.equal(
        Math.sign(right),
        listener === walker ? (speaker === behind ? -1 : 1) : listener === behind ? 1 : -1,
      )
    }
    t.equal(walker.people.count(), 3)

    // The region takes the avatar back, and lets it come once more.
    t.strictSame((await cross(west, [254, 20, 25])).slice(0, 3), [[], [], []], 'back again')
    t.strictSame((await cross(east, [14, 20, 25])).slice(0, 3), [[], [], []], 'and over once more')
    t.strictSame(linkIds(), before)

    // The first that is told in the new room is right already.
    const [entered] = walker.events.filter((event) => event.type === 'room-entered')
    const told =
      entered?.type === 'room-entered'
        ? entered.others.find(({ agentId }) => agentId === behind.agentId)
        : undefined
    t.strictSame(told?.position, [-6, 20, 25])
    t.equal(hub.peers.size, 0)
  },
)

t.test('in whatever order the two regions tell, whoever crosses is heard all the time', async (t) => {
  const { region, page, time, rooms, channelOf, hub, tell } = await world(t)
  const [west, east] = [region([256_000, 256_000]), region([256_256, 256_000])]
  const behind = await page(west, [250, 20, 25])
  const ahead = await page(east, [6, 20, 25])
  const walker = await page(west, [254, 20, 25])
  const viewer = { grid: MAIN_GRID, agentId: testUuid() }
  // So that everybody is heard through the hub as well.
  const stop = rooms.listen(placeOf(await channelOf(west)), { ...viewer, kicked: () => undefined })
  const keys = await Promise.all([west, east].map(async (one) => placeKey(await channelOf(one))))
  const everybody = [behind, ahead, walker]
  await time.pass(A_WHILE)
  const linked = () => [behind, ahead].map(({ agentId }) => walker.links.get(agentId))
  const links = linked()

  /** Looks every 50 ms whether the walker and those on either side hear each other, at the page and in the hub. */
  async function passHeard(what: string, milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      await time.pass(50)
      const gains = [behind, ahead].flatMap((other) => [
        walker.people.placementOf(other.agentId, time.timers.now()).gain,
        other.people.placementOf(walker.agentId, time.timers.now()).gain,
      ])
      const inHub = keys.every((key) => {
        const heard = hub.rooms.get(key)?.speakers.map(({ agentId }) => agentId) ?? []
        return everybody.every(({ agentId }) => heard.filter((one) => one === agentId).length === 1)
      })
      if (Math.min(...gains) > 0.7 && inHub) continue
      t.fail(`${what}: after ${passed} ms the gains are ${gains.join()}, in the hub: ${inHub}`)
      return
    }
    t.pass(what)
  }
  const inBoth = (there: TestRegion, where: Vector3) =>
    there.people.set(walker.agentId, { position: where, look: [0, 1, 0], parcelId: null })

  /** What the old region and the new one tell, at a poll four times a second or by scripts once a second. */
  const orders: [what: string, tell: (from: TestRegion, to: TestRegion, x: number) => Promise<void>][] = [
    [
      'the new region first, and the old one lists them for a while',
      async (from, to, x) => {
        inBoth(to, [x, 20, 25])
        for (let poll = 0; poll < 4; poll += 1) {
          for (const one of [to, from]) await tell(one)
          await passHeard('in both', 250)
        }
        walker.stand(to, [x, 20, 25])
        await tell(from)
      },
    ],
    [
      'the old one first: in neither for a poll',
      async (from, to, x) => {
        walker.stand(to, [x, 20, 25])
        await tell(from)
        await passHeard('in neither', 250)
        await tell(to)
      },
    ],
    [
      'the old script at once, the new one a turn after the avatar has come',
      async (from, to, x) => {
        from.people.delete(walker.agentId)
        await tell(from)
        for (const _ of ['not there yet', 'just before it is']) {
          await passHeard('in neither', 950)
          for (const one of [from, to]) await tell(one)
        }
        await passHeard('in neither', 950)
        walker.stand(to, [x, 20, 25])
        await tell(to)
      },
    ],
  ]
  for (const [what, tellAll] of orders) {
    for (const [from, to, x] of [
      [west, east, 2],
      [east, west, 254],
    ] as const) {
      for (const { events } of everybody) events.splice(0)
      await tellAll(from, to, x)
      await passHeard(what, A_WHILE)
      t.equal(walker.participant.room?.channel.id, (await channelOf(to)).id)
      t.strictSame(linked(), links, 'links go on')
      t.notOk(
        everybody.some(({ events }) =>
          events.some(({ type }) => type === 'participant-left' || type === 'peer-disconnected'),
        ),
      )
    }
  }
  // Not for ever, and not in the middle of a region.
  for (const { people } of [west, east]) people.delete(walker.agentId)
  await tell(west)
  await time.pass(BORDER_GRACE_MS + A_WHILE)
  t.notOk(behind.knows(walker))
  walker.stand(west, [100, 100, 25])
  await tell(west)
  await time.pass(A_WHILE)
  t.ok(behind.knows(walker))
  west.people.delete(walker.agentId)
  await tell(west)
  await time.pass(CROSSING_GRACE_MS)
  t.notOk(behind.knows(walker))
  stop()
})

t.test('where the hub hides addresses nobody is connected directly over a border', async (t) => {
  const { region, page, set, report, time } = await world(t, { relayAvailable: false })
  const west = region([256_000, 256_000])
  const east = region([256_256, 256_000])
  await page(east, [250, 100, 25])
  await set(east, { iceTransportPolicy: 'hub' })
  const here = await page(west, [254, 100, 25])
  const there = await page(east, [2, 100, 25])
  await report(west, east)
  await time.pass(HUB_REACH_MS + A_WHILE)
  t.ok(here.knows(there))
  t.strictSame([here.links.size, there.links.size], [0, 0])
})

t.test('through the hub a page crosses a border with the connection that it has', async (t) => {
  const { region, page, report, set, hub, channelOf, time } = await world(t)
  const west = region([256_000, 256_000])
  const east = region([256_256, 256_000])
  await page(east, [6, 100, 25])
  const walker = await page(west, [254, 100, 25])
  await set(west, { iceTransportPolicy: 'hub' })
  await walker.participant.connectHub('offer')
  const [peerId = ''] = hub.peers.keys()
  hub.events.emit('connected', peerId)
  await time.pass(A_WHILE)
  walker.events.splice(0)
  walker.stand(east, [2, 100, 25])
  await report(east, west)
  t.strictSame([...hub.peers.keys()], [peerId])
  t.equal(hub.peers.get(peerId)?.roomKey, placeKey(await channelOf(east)), 'it is in the new room')
  t.notOk(walker.events.some(({ type }) => type === 'hub-wanted' || type === 'hub-released'))
  hub.events.emit('slots', peerId, [walker.agentId])
  t.ok(
    walker.events.some(({ type }) => type === 'hub-slots'),
    'which speaks to it',
  )
})

t.test(
  'over a border, too, a speaker has the front, the dulling and the effort of their own place',
  async (t) => {
    const { region, page, set, report, hub, channelOf } = await world(t)
    const here = region([256_000, 256_000])
    const there = region([256_256, 256_000])
    const listener = await page(here, [246, 100, 25])
    const speaker = await page(there, [10, 100, 25])
    await set(there, { cone: true, dulls: true })
    await set(here, { iceTransportPolicy: 'hub' })
    await report()
    const heard = () => listener.people.placementOf(speaker.agentId, 1e9)
    const expected = attenuationGain(20, REGION_SOUND) * 0.75
    t.ok(Math.abs(heard().gain - expected) < 0.01, 'looks north, and is heard from its left side')
    t.ok(Math.abs(heard().dullness - 0.4) < 0.01)
    const key = placeKey(await channelOf(here))
    const inHub = () => hub.rooms.get(key)?.speakers.find(({ agentId }) => agentId === speaker.agentId)
    t.match(inHub(), { attenuation: { cone: true, dulls: true }, effort: undefined })
    speaker.participant.setEffort('whisper')
    await report()
    t.equal(heard().gain, 0)
    t.match(inHub(), { effort: 'whisper' })
    speaker.stand(there, [110, 100, 25])
    await report()
    t.ok(listener.knows(speaker), 'whoever has been listed stays so at 120 m')
    speaker.stand(there, [112, 100, 25])
    await report()
    t.notOk(listener.knows(speaker))
    speaker.stand(there, [80, 100, 25])
    await report()
    t.notOk(listener.knows(speaker), '90 m are too far to talk')
    speaker.participant.setEffort('shout')
    await report()
    t.ok(listener.knows(speaker), 'and not too far for a shout')
    t.end()
  },
)
