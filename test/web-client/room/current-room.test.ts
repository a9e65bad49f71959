/** The room that the page is in: whoever goes on into another one by crossing a border keeps every voice that both have. */

import t from 'tap'
import type { ServerMessageOf } from '../../../src/protocol/messages.js'
import { type CurrentRoomOptions, createCurrentRoom } from '../../../web-client/room/current-room.js'
import { createRoomPeople } from '../../../web-client/room/room-people.js'

const channel = {
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
  mode: 'open',
}
const participant = (agentId: string, index: number, x: number) => ({
  agentId,
  index,
  name: agentId,
  muted: false,
  listensOnly: false,
  position: [x, 100, 25],
  look: [0, 1, 0],
})

t.test('voices are cut where a page comes anew, and go on where it crosses a border', async (t) => {
  const room = createRoomPeople({ volumeOf: () => ({ volume: 1, silenced: false }), levelOf: () => 0 })
  let closed = 0
  const nothing = () => undefined
  const current = createCurrentRoom({
    machine: { phase: { value: { name: 'live' } }, tell: nothing },
    state: { channel: {}, people: {}, feedLost: {}, expulsion: {} },
    room,
    comings: { entered: nothing },
    clock: { show: nothing, start: nothing, stop: nothing },
    voices: {
      close() {
        closed += 1
      },
    },
    hub: { agentIds: () => [] },
    unconfirmed: { agentIds: () => new Set(), clear: nothing, expectWithin: nothing },
    ownReport: { leftRoom: nothing },
    talk: { setRoomSilence: nothing },
    time: { now: () => 0 },
  } as unknown as CurrentRoomOptions)
  const enter = (self: number, others: readonly [string, number][], goesOn: boolean) =>
    current.enterRoom({
      type: 'room',
      channel,
      self: participant('anna', 0, self),
      participants: others.map(([id, x], index) => participant(id, index + 1, x)),
      feedLost: false,
      ...(goesOn && { goesOn }),
    } as unknown as ServerMessageOf<'room'>)
  const gains = () => ['bert', 'cleo'].map((id) => room.placementOf(id, 0).gain)

  enter(
    254,
    [
      ['bert', 250],
      ['cleo', 258],
    ],
    false,
  )
  closed = 0
  t.strictSame(gains(), [1, 1])
  enter(
    2,
    [
      ['bert', -6],
      ['cleo', 2],
    ],
    true,
  )
  t.equal(closed, 0, 'no voice is cut')
  t.strictSame(gains(), [1, 1], 'and all are placed at once in the metres of the new room')
  enter(20, [['cleo', 2]], true)
  t.notOk(room.has('bert'), 'whoever is not heard there is left behind')
  t.equal(closed, 0)
  enter(2, [['bert', -6]], false)
  t.equal(closed, 1)
})
