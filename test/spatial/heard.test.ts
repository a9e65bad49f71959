/** How a voice arrives at an ear: by distance, by where the speaker faces, and by whether they whisper or shout. */

import fc from 'fast-check'
import t from 'tap'
import { attenuationGain, silenceDistanceMetres } from '../../src/spatial/attenuation.js'
import { lookOfHeading, NO_LOOK, type Vector3 } from '../../src/spatial/direction.js'
import { DULL_HZ, lowPass } from '../../src/spatial/dulling.js'
import { EFFORTS, rangeMetres, withEffort } from '../../src/spatial/effort.js'
import { connectionReachMetres, heardAt, reachMetres, type SoundSettings } from '../../src/spatial/heard.js'

const usual: SoundSettings = {
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
}
const origin: Vector3 = [0, 0, 0]
const degrees = (angle: number) => (angle / 180) * Math.PI
/** A mouth at the origin that looks north, and an ear so many degrees aside of its front. */
const north = { position: origin, look: [0, 1, 0] as const }
const aside = (angle: number, metres = 5): Vector3 => [
  metres * Math.sin(degrees(angle)),
  metres * Math.cos(degrees(angle)),
  0,
]
const decibels = (gain: number) => 20 * Math.log10(gain)

t.test('where nobody chose anything, a voice is as loud as its distance says', (t) => {
  const metres = fc.double({ min: 0, max: 200, noNaN: true })
  const model = fc.constantFrom('none', 'inverse', 'linear', 'exponent')
  fc.assert(
    fc.property(
      metres,
      model,
      fc.double({ min: -4, max: 4, noNaN: true }),
      (away, distanceModel, heading) => {
        const settings = { ...usual, distanceModel } as const
        const heard = heardAt([away, 0, 0], { position: origin, look: lookOfHeading(heading) }, settings)
        return heard.gain === attenuationGain(away, settings) && heard.dullness === 0
      },
    ),
  )
  for (const nowhere of [Number.NaN, Number.POSITIVE_INFINITY])
    t.strictSame(heardAt([nowhere, 0, 0], north, { ...usual, cone: true, dulls: true }), {
      gain: 0,
      dullness: 0,
    })
  t.end()
})

t.test('behind a speaker with a front a voice is 6 dB softer, and nowhere else', (t) => {
  const cone = { ...usual, cone: true }
  for (const [angle, expected] of [
    [0, 0],
    [59, 0],
    [-59, 0],
    [90, decibels(0.75)],
    [121, -6.02],
    [-121, -6.02],
    [180, -6.02],
  ] as const)
    t.ok(Math.abs(decibels(heardAt(aside(angle), north, cone).gain) - expected) < 0.01, `${angle}°`)
  t.equal(heardAt(aside(180, 20), north, cone).gain, 0.3, 'distance and front together')
  t.equal(heardAt(aside(180), { ...north, look: NO_LOOK }, cone).gain, 1, 'nobody knows where they face')
  t.equal(heardAt(origin, north, cone).gain, 1, 'on one spot')
  t.equal(heardAt(aside(180), north, { ...cone, distanceModel: 'none' }).gain, 1, 'without attenuation')
  t.ok(heardAt([0, 0, 5], north, cone).gain < 1, 'straight above is beside')
  t.end()
})

t.test('a whisper and a shout fade as talking does, over their own ranges', (t) => {
  t.strictSame(
    EFFORTS.map((effort) => rangeMetres(effort, usual)),
    [10, 60, 100],
    'as OpenSimulator’s default has it',
  )
  t.equal(withEffort(usual, 'talk'), usual, 'the very same settings')
  const stretched = fc.constantFrom('inverse', 'linear', 'exponent')
  fc.assert(
    fc.property(stretched, fc.double({ min: 0, max: 70, noNaN: true }), (distanceModel, metres) => {
      const settings = { ...usual, distanceModel } as const
      const gainOf = (effort: (typeof EFFORTS)[number], scale: number) =>
        heardAt([metres * scale, 0, 0], { ...north, effort }, settings).gain
      const talk = gainOf('talk', 1)
      return (
        Math.abs(gainOf('whisper', 1 / 6) - talk) < 1e-9 && Math.abs(gainOf('shout', 5 / 3) - talk) < 1e-9
      )
    }),
  )
  const ranges = (settings: Partial<SoundSettings>) =>
    EFFORTS.map((effort) => rangeMetres(effort, { ...usual, ...settings }))
  t.strictSame(ranges({ whisperMetres: 4, shoutMetres: 90 }), [4, 60, 90])
  t.strictSame(
    ranges({ maxRangeMetres: 20, whisperMetres: 30, shoutMetres: 10 }),
    [20, 20, 20],
    'never out of order',
  )
  t.strictSame(ranges({ maxRangeMetres: 150 })[2], 160, 'no voice reaches farther than any channel')
  t.equal(withEffort({ ...usual, distanceModel: 'none' }, 'whisper').maxRangeMetres, 60)
  t.equal(withEffort({ ...usual, maxRangeMetres: 0 }, 'shout').maxRangeMetres, 0)
  t.strictSame([reachMetres(usual, 'whisper'), connectionReachMetres(usual, 'whisper')], [10, 60])
  t.strictSame([reachMetres(usual, 'shout'), connectionReachMetres(usual, 'shout')], [100, 100])
  t.equal(reachMetres({ ...usual, distanceModel: 'none' }, 'whisper'), Number.POSITIVE_INFINITY)
  t.end()
})

t.test('distance dulls evenly from full volume to silence, where the channel wants it', (t) => {
  const dulls = { ...usual, dulls: true }
  const at = (metres: number, settings: SoundSettings = dulls, effort: (typeof EFFORTS)[number] = 'talk') =>
    heardAt([metres, 0, 0], { ...north, effort }, settings).dullness
  t.strictSame([at(3), at(10), at(22.5), at(30)], [0, 0, 0.5, 0.8])
  t.equal(silenceDistanceMetres(dulls), 35, 'where it would be all of it')
  t.equal(at(30, { ...usual, rollOff: 1, dulls: true }), 0.4)
  t.equal(Number(at(5, dulls, 'whisper').toFixed(9)), 0.8, 'a whisper is dull where it ends')
  t.equal(at(30, { ...dulls, distanceModel: 'none' }), 0)
  t.equal(at(30, usual), 0)
  t.end()
})

t.test('the filter takes 3 dB at its corner, and next to nothing of a voice’s ground', (t) => {
  for (const rate of [44_100, 48_000, 96_000]) {
    const { gain, feedback } = lowPass(DULL_HZ, rate)
    const response = (hz: number) => {
      const turn = (2 * Math.PI * hz) / rate
      const above = Math.hypot(1 + Math.cos(turn), Math.sin(turn)) * gain
      return decibels(above / Math.hypot(1 - feedback * Math.cos(turn), feedback * Math.sin(turn)))
    }
    t.ok(Math.abs(response(DULL_HZ) + 3.01) < 0.01, `${rate}: ${response(DULL_HZ)}`)
    t.ok(response(300) > -0.1 && response(1000) > -0.5, `${rate}: low tones`)
    t.ok(response(8000) < -8.5 && response(8000) > -13, `${rate}: ${response(8000)} at 8 kHz`)
  }
  t.end()
})
