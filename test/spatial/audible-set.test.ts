import t from 'tap'
import {
  ENTER_REACH,
  isWithinReach,
  LEAVE_REACH,
  type Listener,
  MAX_MESH_PEERS,
  whoHasMoreWithinReach,
  withinReach,
} from '../../src/spatial/audible-set.js'
import { distanceMetres, type Vector3 } from '../../src/spatial/direction.js'

const listener = (position: Vector3, connected: readonly number[] = [], speaks = true): Listener => ({
  position,
  speaks,
  connected: () => connected,
})
const at = (x: number, connected?: readonly number[]) => listener([x, 0, 0], connected)
/** Whom the first of them should be connected to. */
const reachOfFirst = (crowd: readonly Listener[], metres: number) => withinReach(crowd, metres)[0]

t.test('connects within 1.2 times the range and parts beyond 1.35 times', (t) => {
  t.strictSame(reachOfFirst([at(0), at(72), at(72.1)], 60), [1])
  t.strictSame(reachOfFirst([at(0, [1, 2]), at(81), at(81.1)], 60), [1])
  const nowhere = [at(Number.NaN), at(Number.POSITIVE_INFINITY)]
  t.strictSame(reachOfFirst([at(0), ...nowhere], Number.POSITIVE_INFINITY), [])
  t.strictSame(withinReach([...nowhere, at(0)], Number.POSITIVE_INFINITY), [[], [], []])
  t.strictSame(withinReach([listener([0, 0, 0], [], false), listener([1, 0, 0], [], false)], 60), [[], []])
  t.end()
})

t.test('takes the twelve nearest, and keeps who is connected over somebody about as near', (t) => {
  const crowd = Array.from({ length: 30 }, (_, index) => at(30 - index))
  t.strictSame(
    reachOfFirst([at(0), ...crowd], 60),
    Array.from({ length: MAX_MESH_PEERS }, (_, index) => 30 - index),
  )
  const settled = Array.from({ length: MAX_MESH_PEERS }, (_, index) => at(10 + index / 100))
  const own = Array.from({ length: MAX_MESH_PEERS }, (_, index) => index + 2)
  t.strictSame(reachOfFirst([at(0, own), at(9.9), ...settled], 60), own, 'not for 10 cm')
  t.ok(reachOfFirst([at(0, own), at(5), ...settled], 60)?.includes(1), 'but for 5 m')
  t.end()
})

/** The rule as it is written, everybody compared with everybody. */
function allAgainstAll(crowd: readonly Listener[], reachMetres: number) {
  return crowd.map((own, index) =>
    crowd
      .map((other, id) => ({ other, id, connected: own.connected().includes(id) }))
      .filter(({ other, id }) => id !== index && (own.speaks || other.speaks))
      .map(({ other, id, connected }) => ({
        id,
        connected,
        metres: distanceMetres(own.position, other.position),
      }))
      .filter(({ metres, connected }) => isWithinReach({ distanceMetres: metres, connected }, reachMetres))
      .map(({ id, metres, connected }) => ({ id, weight: metres * (connected ? 0.9 : 1) }))
      .sort((one, other) => one.weight - other.weight || one.id - other.id)
      .map(({ id }) => id),
  )
}

t.test('a grid of cells finds the same as all against all', (t) => {
  let seed = 7
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const below = (limit: number) => Math.floor(random() * limit)
  /** Crowds as they stand: spread out, on a heap, in a line, on one spot, on a lattice with many at one distance, with somebody far away. */
  const layouts: ((index: number) => Vector3)[] = [
    () => [random() * 256, random() * 256, random() * 60],
    () => [120 + random() * 9, 80 + random() * 9, 25],
    (index) => [index * 3, 128, 25],
    () => [128, 128, 25],
    (index) => [(index % 10) * 10, Math.floor(index / 10) * 10, 25],
    (index) => (index === 0 ? [157_000, -9000, 1e5] : [random() * 40, random() * 1024 - 512, 25]),
    (index) => (index % 9 === 0 ? [Number.NaN, 0, 0] : [random() * 1e200, random() * 300, 25]),
  ]
  for (let round = 0; round < 210; round += 1) {
    const size = [2, 13, 30, 120][below(4)] ?? 2
    const layout = layouts[round % layouts.length] ?? (() => [0, 0, 0])
    const reachMetres = [0, 10, 60, 160, Number.POSITIVE_INFINITY][below(5)] ?? 60
    const speakers = random()
    const crowd = Array.from({ length: size }, (_, index) => {
      const connected = new Set(Array.from({ length: below(14) }, () => below(size)))
      connected.delete(index)
      return listener(layout(index), [...connected], random() < speakers)
    })
    const expected = allAgainstAll(crowd, reachMetres)
    const found = withinReach(crowd, reachMetres)
    const same = JSON.stringify(found) === JSON.stringify(expected.map((ids) => ids.slice(0, MAX_MESH_PEERS)))
    if (!same) t.fail(`round ${round}: ${size} people, ${reachMetres} m`)
    const count = below(14)
    const most = Math.max(...expected.map(({ length }) => length))
    const one = whoHasMoreWithinReach(crowd, reachMetres, count)
    if (one === undefined ? most > count : (expected[one]?.length ?? 0) <= count)
      t.fail(`round ${round}: who`)
  }
  t.pass(`with a reach of ${ENTER_REACH} and ${LEAVE_REACH} times the range`)
  t.end()
})
