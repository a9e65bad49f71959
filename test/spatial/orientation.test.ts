/** Where a rotation looks, and how far an ear may stray. */

import t from 'tap'
import { distanceMetres, type Vector3 } from '../../src/spatial/direction.js'
import { forwardOf, type Quaternion, tethered } from '../../src/spatial/orientation.js'

const HALF = Math.SQRT1_2

t.test('a rotation looks where its +X points', (t) => {
  const cases: [Quaternion, Vector3][] = [
    [
      [0, 0, 0, 1],
      [1, 0, 0],
    ],
    [
      [0, 0, HALF, HALF],
      [0, 1, 0],
    ],
    [
      [0, 0, 1, 0],
      [-1, 0, 0],
    ],
    [
      [0, 0, -HALF, HALF],
      [0, -1, 0],
    ],
    [
      [0, -HALF, 0, HALF],
      [0, 0, 1],
    ],
    // As viewers round it to hundredths: no longer of unit length.
    [
      [0, 0, 0.71, 0.71],
      [0, 1, 0],
    ],
    [
      [0, 0, 3, 3],
      [0, 1, 0],
    ],
  ]
  for (const [rotation, expected] of cases) {
    const forward = forwardOf(rotation)
    t.ok(forward && distanceMetres(forward, expected) < 1e-9, `${rotation} looks to ${expected}`)
  }
  t.equal(forwardOf([0, 0, 0, 0]), undefined)
  t.equal(forwardOf([0, 0, Number.NaN, 1]), undefined)
  t.equal(forwardOf([0, 0, Number.POSITIVE_INFINITY, 1]), undefined)
  t.end()
})

t.test('a point is kept within reach of its anchor, in the direction it strayed', (t) => {
  t.same(tethered([130, 100, 25], [100, 100, 25], 50), [130, 100, 25])
  t.same(tethered([100, 300, 25], [100, 100, 25], 50), [100, 150, 25])
  t.same(tethered([Number.NaN, 0, 0], [1, 2, 3], 50), [1, 2, 3])
  t.same(tethered([Number.POSITIVE_INFINITY, 0, 0], [1, 2, 3], 50), [1, 2, 3])
  t.end()
})
