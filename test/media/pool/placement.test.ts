/** Where rooms go among the hub's processes, and which one moves. */

import t from 'tap'
import { type ProcessLoad, placeFor, planMove, type RoomLoad } from '../../../src/media/pool/placement.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'

const keyOf = (id: number): RoomKey => `place:main/${id}`
const rooms = (...busy: number[]): readonly RoomLoad[] =>
  busy.map((share, id) => ({ roomKey: keyOf(id), peers: Math.round(share * 300), busy: share }))

function processes(...all: Partial<ProcessLoad>[]): ProcessLoad[] {
  return all.map((process, index) => ({
    index,
    started: true,
    usable: true,
    busy: 0,
    fullReports: 0,
    peers: 0,
    newPeers: 0,
    rooms: [],
    ...process,
  }))
}

const unused = { started: false }

const PLACES: readonly (readonly [string, ProcessLoad[], number])[] = [
  ['a small grid has one process', processes(unused, unused), 0],
  ['and goes on with it', processes({ busy: 0.2, peers: 40 }, unused), 0],
  ['a further one is started when it has a quarter to do', processes({ busy: 0.3 }, unused), 1],
  ['the one with the most room left', processes({ busy: 0.5 }, { busy: 0.1 }, { busy: 0.3 }), 1],
  ['which is measured, not counted', processes({ busy: 0.1, peers: 90 }, { busy: 0.2, peers: 2 }), 0],
  [
    'between equals, the one with fewer people',
    processes({ busy: 0.1, peers: 9 }, { busy: 0.11, peers: 3 }),
    1,
  ],
  ['who has just come is reckoned with', processes({ busy: 0.1, newPeers: 60 }, { busy: 0.2 }), 1],
  ['not one that is down', processes({ usable: false }, { busy: 0.4 }), 1],
  ['a further one rather than a full one', processes({ busy: 0.9 }, { busy: 0.8 }, unused), 2],
  ['where all are full, the least full', processes({ busy: 0.9 }, { busy: 0.8 }), 1],
  ['where none is up, the first: it comes back', processes({ usable: false }, { usable: false }), 0],
]

for (const [name, all, expected] of PLACES) t.test(name, async (t) => t.equal(placeFor(all), expected))

const full = { fullReports: 2 }
const always = () => true

const MOVES: readonly (readonly [
  string,
  ProcessLoad[],
  [room: number, from: number, to: number] | undefined,
])[] = [
  [
    'nobody moves where nobody is over budget',
    processes({ busy: 0.55, rooms: rooms(0.3, 0.25) }, {}),
    undefined,
  ],
  [
    'one report over budget is a hiccup',
    processes({ busy: 0.8, fullReports: 1, rooms: rooms(0.5, 0.3) }, {}),
    undefined,
  ],
  [
    'the room that leaves both with least',
    processes({ busy: 0.8, ...full, rooms: rooms(0.1, 0.4, 0.3) }, {}),
    [1, 0, 1],
  ],
  [
    'to the one with the most room left',
    processes({ busy: 0.9, ...full, rooms: rooms(0.4, 0.5) }, { busy: 0.5 }, { busy: 0.1 }),
    [0, 0, 2],
  ],
  [
    'to one that is started for it; of two that help as much, the smaller',
    processes({ busy: 0.7, ...full, rooms: rooms(0.4, 0.3) }, unused),
    [1, 0, 1],
  ],
  ['a lone room gains nothing', processes({ busy: 0.9, ...full, rooms: rooms(0.9) }, {}), undefined],
  [
    'a move that would only turn the two around is none',
    processes({ busy: 0.7, ...full, rooms: rooms(0.35, 0.35) }, { busy: 0.4 }),
    undefined,
  ],
  [
    'not to one that is down, or that nobody reaches',
    processes({ busy: 0.9, ...full, rooms: rooms(0.5, 0.4) }, { usable: false }),
    undefined,
  ],
  [
    'the fullest is helped first',
    processes(
      { busy: 0.7, ...full, rooms: rooms(0.4, 0.3) },
      { busy: 0.9, ...full, rooms: rooms(0.5, 0.4) },
      {},
    ),
    [1, 1, 2],
  ],
  [
    'and the next one where that cannot be helped',
    processes({ busy: 0.7, ...full, rooms: rooms(0.4, 0.3) }, { busy: 0.9, ...full, rooms: rooms(0.9) }, {}),
    [1, 0, 2],
  ],
]

for (const [name, all, expected] of MOVES)
  t.test(name, async (t) => {
    const planned = planMove(all, always)
    const [room, from, to] = expected ?? []
    t.strictSame(planned, expected && { roomKey: keyOf(room ?? 0), from, to })
  })

t.test('a room that was moved stays, and another one goes', async (t) => {
  const all = processes({ busy: 0.8, ...full, rooms: rooms(0.1, 0.4, 0.3) }, {})
  t.match(
    planMove(all, (key) => key !== keyOf(1)),
    { roomKey: keyOf(2) },
  )
  t.equal(
    planMove(all, () => false),
    undefined,
  )
})

t.test('whatever the loads, moves come to an end, and none makes the fullest fuller', async (t) => {
  for (let seed = 1; seed <= 200; seed += 1) {
    let state = seed
    const random = () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
    const homes = Array.from({ length: 12 }, (_, id) => ({
      id,
      busy: random() * 0.3,
      at: Math.floor(random() * 2),
    }))
    const now = () =>
      processes(
        ...[0, 1, 2].map((index) => {
          const own = homes.filter(({ at }) => at === index)
          const busy = own.reduce((sum, room) => sum + room.busy, 0)
          const reported = own.map((room) => ({ roomKey: keyOf(room.id), peers: 1, busy: room.busy }))
          return { busy, fullReports: busy >= 0.6 ? 2 : 0, rooms: reported }
        }),
      )
    let moves = 0
    for (let planned = planMove(now(), always); planned; planned = planMove(now(), always)) {
      const { roomKey, to } = planned
      const before = Math.max(...now().map(({ busy }) => busy))
      for (const room of homes) if (keyOf(room.id) === roomKey) room.at = to
      t.ok(Math.max(...now().map(({ busy }) => busy)) <= before + 1e-9)
      moves += 1
      if (moves > 24) break
    }
    if (moves > 24) t.fail(`seed ${seed}: rooms move for ever`)
  }
})
