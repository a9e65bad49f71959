/** How often voices are placed: often while somebody moves, and seldom while everybody stands still. */

import t from 'tap'
import { createRoomClock } from '../../../web-client/room/room-clock.js'
import { createRoomPeople } from '../../../web-client/room/room-people.js'
import { pageTime } from '../../helpers/browser/fake-browser.js'
import { createTestTime } from '../../helpers/test-time.js'

const channel = { mode: 'open', distanceModel: 'none' } as never
const participant = (agentId: string, index: number) => ({
  agentId,
  name: agentId,
  index,
  muted: false,
  listensOnly: false,
  position: [100, 100, 25] as [number, number, number],
  look: [0, 1, 0] as [number, number, number],
})

t.test(
  'news are shown together, once a connection had its time, and nothing is drawn meanwhile',
  async (t) => {
    const testTime = createTestTime()
    const time = pageTime(testTime)
    const room = createRoomPeople({ volumeOf: () => ({ volume: 1, silenced: false }), levelOf: () => 0 })
    room.enter({ channel, self: participant('anna', 1), participants: [] }, new Set(), time.now())
    const people = { value: [] as readonly { readonly agentId: string }[] }
    const clock = createRoomClock({
      room,
      voices: { settle: () => true, agentIds: () => [] } as never,
      playback: { open: () => undefined, mixer: () => undefined } as never,
      people: people as never,
      onPlaced: () => undefined,
      onMedia: () => undefined,
      time,
    })
    clock.start()
    await testTime.pass(190)
    room.add(participant('bert', 2), time.now())
    clock.showSoon()
    await testTime.pass(140)
    t.equal(people.value.length, 0, 'the list’s own interval is over, and Bert’s connection is being made')
    room.add(participant('cora', 3), time.now())
    clock.showSoon()
    await testTime.pass(10)
    t.strictSame(
      people.value.map(({ agentId }) => agentId),
      ['bert', 'cora'],
    )
    clock.stop()
  },
)

t.test('voices are placed 20 times a second while somebody walks or a voice changes its way', async (t) => {
  const testTime = createTestTime()
  const time = pageTime(testTime)
  const room = createRoomPeople({ volumeOf: () => ({ volume: 1, silenced: false }), levelOf: () => 0 })
  room.enter(
    { channel, self: participant('anna', 1), participants: [participant('bert', 2)] },
    new Set(),
    time.now(),
  )
  let placed = 0
  let hasOneWay = true
  let hasOneStream = true
  const place = { place: () => (placed += 1), isSettled: () => hasOneStream }
  const clock = createRoomClock({
    room,
    voices: { settle: () => hasOneWay, agentIds: () => [] } as never,
    playback: { open: () => undefined, mixer: () => ({ rooms: { place } }) } as never,
    people: { value: [] } as never,
    onPlaced: () => undefined,
    onMedia: () => undefined,
    time,
  })
  async function placedIn(milliseconds: number): Promise<number> {
    placed = 0
    await testTime.pass(milliseconds)
    return placed
  }
  clock.follow()
  t.equal(await placedIn(1000), 0, 'no room, no timer')
  clock.start()
  t.equal(await placedIn(1000), 5, 'everybody stands')
  room.move([{ index: 2, position: [101, 100, 25], look: [0, 1, 0] }], time.now())
  clock.follow()
  t.equal(placed, 6, 'at once')
  t.ok((await placedIn(1000)) >= 20, `${placed} times`)
  await testTime.pass(1000)
  t.equal(await placedIn(1000), 5, 'again')
  hasOneWay = false
  await testTime.pass(200)
  t.ok((await placedIn(1000)) >= 20, `${placed} times`)
  hasOneWay = true
  hasOneStream = false
  t.ok((await placedIn(1000)) >= 20, `${placed} times`)
  clock.stop()
  t.equal(await placedIn(1000), 0)
})
