/** What two ears hear of a voice, by where it comes from. */

import t from 'tap'
import type { Vector3 } from '../../src/spatial/direction.js'
import { headCues, LARGEST_DELAY_SECONDS } from '../../src/spatial/head.js'

const degrees = (angle: number) => (angle / 180) * Math.PI
/** So many degrees clockwise from ahead, in Web Audio's axes. */
const from = (angle: number): Vector3 => [Math.sin(degrees(angle)), 0, -Math.cos(degrees(angle))]
const decibels = (gain: number) => 20 * Math.log10(gain)
const around = Array.from({ length: 72 }, (_, step) => step * 5)

t.test(
  'the farther ear hears a voice later and with fewer high tones, as much as a head of its size makes',
  (t) => {
    for (const angle of around) {
      const { left, right } = headCues(from(angle))
      const mirrored = headCues(from(360 - angle))
      for (const key of ['delaySeconds', 'low', 'middle', 'high'] as const)
        t.ok(
          Math.abs(left[key] - mirrored.right[key]) < 1e-12,
          `${key} at ${angle}° is that of the other ear`,
        )
      t.equal(Math.min(left.delaySeconds, right.delaySeconds), 0, `${angle}°: the nearer ear does not wait`)
    }
    const side = headCues(from(90))
    t.ok(Math.abs(side.left.delaySeconds - LARGEST_DELAY_SECONDS) < 1e-9)
    t.ok(LARGEST_DELAY_SECONDS > 0.0006 && LARGEST_DELAY_SECONDS < 0.0007)
    const level = decibels(side.right.high / side.left.high)
    t.ok(level > 18 && level < 30, `${level} dB from the side`)
    const aslant = headCues(from(30))
    t.ok(aslant.left.delaySeconds > 0.0002 && aslant.left.delaySeconds < 0.0003)
    t.end()
  },
)

t.test('a voice is as loud from everywhere, apart from the high tones that are missing behind', (t) => {
  for (const angle of around) {
    const { left, right } = headCues(from(angle))
    t.ok(Math.abs(Math.hypot(left.low, right.low) - 1) < 1e-9, `low at ${angle}°`)
    t.ok(Math.abs(Math.hypot(left.middle, right.middle) - 1) < 1e-9, `middle at ${angle}°`)
  }
  const [ahead, behind] = [headCues(from(0)).left, headCues(from(180)).left]
  t.equal(ahead.middle.toFixed(9), behind.middle.toFixed(9))
  const missing = decibels(behind.high / ahead.high)
  t.ok(missing < -4 && missing > -12, `${missing} dB`)
  t.strictSame(headCues([Number.NaN, 0, Number.NaN]), headCues(from(0)), 'no direction is ahead')
  t.end()
})
