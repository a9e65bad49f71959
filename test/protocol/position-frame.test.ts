import fc from 'fast-check'
import t from 'tap'
import { decodePositions, encodePositions } from '../../src/protocol/position-frame.js'
import { headingRadians, lookOfHeading, NO_LOOK } from '../../src/spatial/direction.js'

t.test('positions come back to the centimetre and headings to 1.4°', (t) => {
  const metres = fc.double({ min: -9_999, max: 150_000, noNaN: true })
  const entry = fc.record({
    index: fc.integer({ min: 0, max: 32_767 }),
    position: fc.tuple(metres, metres, metres),
    look: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }).map(lookOfHeading),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const decoded = decodePositions(encodePositions(entries).buffer)
      return entries.every(({ index, position, look }, i) => {
        const back = decoded?.[i]
        if (!back || back.index !== index) return false
        const turn = (headingRadians(back.look) ?? 0) - (headingRadians(look) ?? 0)
        return (
          position.every((value, axis) => Math.abs(value - (back.position[axis] ?? 0)) < 0.0051) &&
          Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))) <= Math.PI / 256 + 1e-9
        )
      })
    }),
  )
  t.equal(encodePositions([]).length, 1)
  const unknown = { index: 32_767, position: [1, 2, 3] as const, look: NO_LOOK }
  t.strictSame(decodePositions(encodePositions([unknown]).buffer), [unknown], 'nor is a heading made up')
  t.end()
})

t.test('anything else is no frame', (t) => {
  for (const bytes of [[], [2], [1, 2], [0, ...Array(12).fill(0)]]) {
    t.equal(decodePositions(new Uint8Array(bytes).buffer), undefined)
  }
  t.end()
})
