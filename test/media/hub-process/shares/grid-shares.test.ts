/** Who has a turn of the hub where the time does not suffice, and whose packets are sent where the bandwidth does not. */

import t from 'tap'
import { createGridShares, TURN_BUDGET_MS } from '../../../../src/media/hub-process/shares/grid-shares.js'

interface Room {
  readonly grid: string
  readonly index: number
  readonly costMs: number
}

/** Time that passes only while rooms have their turns. */
function setUp() {
  let nowMs = 0
  const shares = createGridShares(() => nowMs)
  const roomsOf = (grid: string, count: number, costMs: number): readonly Room[] =>
    Array.from({ length: count }, (_, index) => ({ grid, index, costMs }))
  /** How many turns each room of each grid had. */
  function run(turns: number, groups: ReadonlyMap<string, readonly Room[]>) {
    const had = new Map<string, number[]>([...groups].map(([grid, rooms]) => [grid, rooms.map(() => 0)]))
    for (let turn = 0; turn < turns; turn += 1) {
      shares.turn(groups, ({ grid, index, costMs }) => {
        nowMs += costMs
        const counts = had.get(grid)
        if (counts) counts[index] = (counts[index] ?? 0) + 1
      })
      nowMs += 1
    }
    return had
  }
  return {
    shares,
    roomsOf,
    run,
    pass(milliseconds: number) {
      nowMs += milliseconds
    },
  }
}

t.test('where the time suffices everybody has every turn', async (t) => {
  const { shares, roomsOf, run } = setUp()
  const had = run(
    100,
    new Map([
      ['loud', roomsOf('loud', 12, 1)],
      ['quiet', roomsOf('quiet', 2, 1)],
    ]),
  )
  t.ok([...had.values()].flat().every((turns) => turns === 100))
  t.ok(shares.takeWork().every(({ turnsLeftOut }) => turnsLeftOut === 0))
})

t.test('where it does not, the grid that needs most waits, its rooms in turn', async (t) => {
  const { shares, roomsOf, run } = setUp()
  const groups = new Map([
    ['loud', roomsOf('loud', 60, 1)],
    ['quiet', roomsOf('quiet', 4, 1)],
    ['small', roomsOf('small', 1, 0.5)],
  ])
  run(20, groups)
  shares.takeWork()
  const had = run(1000, groups)
  t.ok([...(had.get('quiet') ?? []), ...(had.get('small') ?? [])].every((turns) => turns === 1000))
  const loud = had.get('loud') ?? []
  const all = loud.reduce((sum, one) => sum + one, 0)
  t.ok(Math.abs(all - 1000 * (TURN_BUDGET_MS - 4.5)) <= 1000, 'what the others leave over is its')
  t.ok(Math.max(...loud) - Math.min(...loud) <= 1, 'no room waits for ever')
  const work = new Map(shares.takeWork().map((one) => [one.grid, one]))
  t.equal(work.get('loud')?.turnsLeftOut, 60_000 - all)
  t.equal(work.get('quiet')?.turnsLeftOut, 0)
  t.ok(Math.abs((work.get('quiet')?.busyMs ?? 0) - 4000) < 1)
})

t.test('a single room that takes longer than a turn has fewer of them', async (t) => {
  const { roomsOf, run } = setUp()
  const groups = new Map([
    ['huge', roomsOf('huge', 1, 34)],
    ['quiet', roomsOf('quiet', 2, 1)],
  ])
  run(20, groups)
  const had = run(400, groups)
  t.strictSame(had.get('quiet'), [400, 400])
  const [huge = 0] = had.get('huge') ?? []
  t.ok(huge > 150 && huge < 220, `${huge} of 400`)
})

t.test('alone, a grid has all the time there is', async (t) => {
  const { roomsOf, run } = setUp()
  t.ok(
    run(50, new Map([['loud', roomsOf('loud', 60, 1)]]))
      .get('loud')
      ?.every((turns) => turns === 50),
  )
})

t.test('packets that take up all the time are dropped, those of the grid that sends most', async (t) => {
  const { shares, roomsOf, run, pass } = setUp()
  run(
    1,
    new Map([
      ['loud', roomsOf('loud', 1, 1)],
      ['quiet', roomsOf('quiet', 1, 1)],
    ]),
  )
  const passed = { loud: 0, quiet: 0 }
  for (let packet = 0; packet < 200; packet += 1) {
    const grid = packet % 10 === 0 ? 'quiet' : 'loud'
    shares.packet(grid, () => {
      pass(0.2)
      passed[grid] += 1
    })
    if (packet === 100) t.ok(passed.loud < 90, 'by now it is too much')
  }
  t.equal(passed.quiet, 20)
  const work = shares.takeWork()
  t.equal(work.find(({ grid }) => grid === 'loud')?.packetsDropped, 180 - passed.loud)
})

t.test('a grid sends what it may, and another one is not held up', async (t) => {
  const { shares, pass } = setUp()
  shares.setBandwidth('loud', 10_000)
  const sent = { loud: 0, quiet: 0 }
  const outletsOf = (grid: 'loud' | 'quiet') =>
    shares.metered(grid, [
      {
        send() {
          sent[grid] += 1
          return true
        },
      },
    ])
  const [loud] = outletsOf('loud')
  const [quiet] = outletsOf('quiet')
  const header = { marker: false, sequence: 0, timestamp: 0 }
  const send = (count: number) => {
    for (let packet = 0; packet < count; packet += 1) {
      loud?.send(header, new Uint8Array(88))
      quiet?.send(header, new Uint8Array(88))
    }
  }
  send(200)
  t.strictSame(sent, { loud: 100, quiet: 200 }, 'a second’s worth at once')
  pass(500)
  send(100)
  t.strictSame(sent, { loud: 150, quiet: 300 })
  t.match(
    shares.takeWork().find(({ grid }) => grid === 'loud'),
    { bytes: 15_000, wantedBytes: 30_000, packetsDropped: 150 },
  )
  shares.setBandwidth('loud', undefined)
  send(10)
  t.strictSame(sent, { loud: 160, quiet: 310 })
})
