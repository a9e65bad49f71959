/** Which links are for relays only, and when they are made anew. */

import t, { type Test } from 'tap'
import { openStore } from '../../src/store/store.js'
import type { ChannelSettings } from '../../src/voice/channels/channel.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { createRooms } from '../../src/voice/rooms/rooms.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'
import { hearing } from '../helpers/told.js'

const regionId = testUuid()
const [anna, bert] = [testUuid(), testUuid()]

async function service(t: Test, relayOnly = false) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const presence = createPresence(time.timers)
  const channels = createChannels(store.channels, time.clock)
  const rooms = createRooms({
    presence,
    channels,
    parcelVoice: createParcelVoice(),
    relayOnly,
    clock: time.clock,
    timers: time.timers,
    onError: (error) => t.fail(String(error)),
  })
  const avatars = [anna, bert].map((agentId) => ({
    agentId,
    name: 'Anyone',
    position: [100, 100, 25] as [number, number, number],
    look: [1, 0, 0] as [number, number, number],
    parcelId: null,
  }))
  presence.report({ grid: MAIN_GRID, regionId, regionName: 'Plaza', source: 'push', avatars })
  const channel = await channels.forPlace(MAIN_GRID, { regionId, regionName: 'Plaza', parcelId: null })
  const ask = (adminSettings: Partial<ChannelSettings>) =>
    channels.update({ grid: MAIN_GRID, id: channel.id }, { adminSettings })
  const join = async (agentId: string, addressHidden: boolean, keptLinks?: Record<string, string>) => {
    const told: string[] = []
    const links: string[] = []
    const tell = hearing({
      'peer-connected': ({ linkId, relayOnly, resumed }) => {
        links.push(linkId)
        told.push(`${resumed ? 'resumed' : 'new'} ${relayOnly ? 'relay' : 'direct'}`)
      },
      'peer-disconnected': () => told.push('parted'),
      signalled: ({ relayOnly }) => told.push(`signal ${relayOnly ? 'relay' : 'direct'}`),
    })
    const participation = rooms.join({
      grid: MAIN_GRID,
      agentId,
      name: 'Anyone',
      muted: false,
      addressHidden,
      tell,
      ...(keptLinks && { keptLinks: new Map(Object.entries(keptLinks)) }),
    })
    await time.pass(0)
    return { participation, take: () => told.splice(0), link: () => links.at(-1) ?? '' }
  }
  return { join, ask, time }
}

t.test('the strictest of service, channel and both residents wins', async (t) => {
  for (const [everywhere, channel, one, two, expected] of [
    [false, 'all', false, false, 'direct'],
    [true, 'all', false, false, 'relay'],
    [false, 'relay', false, false, 'relay'],
    [false, 'all', true, false, 'relay'],
    [false, 'all', false, true, 'relay'],
  ] as const) {
    const { join, ask } = await service(t, everywhere)
    await ask({ iceTransportPolicy: channel })
    const a = await join(anna, one)
    const b = await join(bert, two)
    t.strictSame([a.take(), b.take()], [[`new ${expected}`], [`new ${expected}`]])
    a.participation.signal(bert, a.link(), { description: { type: 'offer', sdp: '' } })
    t.strictSame(b.take(), [`signal ${expected}`])
  }
})

t.test('a change of the channel or of a resident makes the link anew, and nothing else does', async (t) => {
  const { join, ask } = await service(t)
  const a = await join(anna, false)
  const b = await join(bert, false)
  t.strictSame(a.take(), ['new direct'])
  await ask({ iceTransportPolicy: 'relay' })
  t.strictSame(a.take(), ['parted', 'new relay'])
  b.participation.setAddressHidden(true)
  await ask({})
  t.strictSame(a.take(), [], 'somebody still asks for it')
  b.participation.setAddressHidden(false)
  t.strictSame(a.take(), ['parted', 'new direct'])
})

t.test('pages that come back take up a direct link only where it may be direct', async (t) => {
  for (const [wasHidden, isHidden, expected] of [
    [false, false, 'resumed direct'],
    [true, true, 'resumed relay'],
    [false, true, 'new relay'],
    [true, false, 'new direct'],
  ] as const) {
    const before = await service(t)
    await before.join(anna, wasHidden)
    const link = (await before.join(bert, false)).link()
    // The service was restarted in between: it knows nothing of the link.
    const after = await service(t)
    const a = await after.join(anna, isHidden, { [bert]: link })
    const b = await after.join(bert, false, { [anna]: link })
    t.strictSame([a.take(), b.take()], [[expected], [expected]])
    t.equal(a.link() === link, expected.startsWith('resumed'))
  }
})
