import fc from 'fast-check'
import t from 'tap'
import {
  directionInEarFrame,
  headingRadians,
  lookOfHeading,
  type Vector3,
} from '../../src/spatial/direction.js'

const north: Vector3 = [0, 1, 0]
const ear = (look: Vector3) => ({ position: [128, 128, 25] as const, look })
const rounded = (direction: Vector3) => direction.map((value) => Math.round(value * 1000) / 1000 + 0)

t.test('Web Audio axes: +X right, +Y up, +Z behind, whichever way the listener looks', (t) => {
  const east: Vector3 = [138, 128, 25]
  t.strictSame(rounded(directionInEarFrame(ear(north), east)), [1, 0, 0], 'north: east is right')
  t.strictSame(rounded(directionInEarFrame(ear([0, -1, 0]), east)), [-1, 0, 0], 'south: east is left')
  t.strictSame(rounded(directionInEarFrame(ear([1, 0, 0]), east)), [0, 0, -1], 'east: east is ahead')
  t.strictSame(rounded(directionInEarFrame(ear([-1, 0, 0]), east)), [0, 0, 1], 'west: east is behind')
  t.strictSame(rounded(directionInEarFrame(ear(north), [128, 128, 35])), [0, 1, 0], 'above is above')
  t.strictSame(rounded(directionInEarFrame(ear([0, 1, 5]), east)), [1, 0, 0], 'a look upwards tilts no head')
  t.end()
})

t.test('no direction: on the same spot, and where a position is no number', (t) => {
  t.strictSame(directionInEarFrame(ear(north), [128, 128, 25]), [0, 0, -1])
  t.strictSame(directionInEarFrame(ear(north), [Number.NaN, 128, 25]), [0, 0, -1])
  t.equal(headingRadians([0, 0, 0]), undefined)
  t.equal(headingRadians([0, 0, 1]), undefined)
  t.end()
})

t.test('directions are unit vectors and keep left and right when both turn', (t) => {
  const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true })
  const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })
  fc.assert(
    fc.property(fc.tuple(coordinate, coordinate, coordinate), angle, (speaker, heading) => {
      const [x, y, z] = directionInEarFrame(ear(lookOfHeading(heading)), speaker)
      return Math.abs(Math.hypot(x, y, z) - 1) < 1e-9
    }),
  )
  t.end()
})
