import t from 'tap'
import { MAX_MESH_PEERS, withinReach } from '../../src/spatial/audible-set.js'

const at = (distanceMetres: number, connected = false) => ({ id: distanceMetres, distanceMetres, connected })

t.test('connects within 1.2 times the range and parts beyond 1.35 times', (t) => {
  t.strictSame(withinReach([at(72), at(72.1)], 60), [72])
  t.strictSame(withinReach([at(81, true), at(81.1, true)], 60), [81])
  t.strictSame(withinReach([at(Number.NaN), at(Number.POSITIVE_INFINITY)], Number.POSITIVE_INFINITY), [])
  t.end()
})

t.test('takes the twelve nearest, and keeps who is connected over somebody about as near', (t) => {
  const crowd = Array.from({ length: 30 }, (_, index) => at(30 - index))
  t.strictSame(
    withinReach(crowd, 60),
    Array.from({ length: MAX_MESH_PEERS }, (_, index) => index + 1),
  )
  const settled = Array.from({ length: MAX_MESH_PEERS }, (_, index) => at(10 + index / 100, true))
  t.strictSame(
    withinReach([at(9.9), ...settled], 60),
    settled.map(({ id }) => id),
    'not for 10 cm',
  )
  t.ok(withinReach([at(5), ...settled], 60).includes(5), 'but for 5 m')
  t.end()
})
