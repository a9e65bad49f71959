import fc from 'fast-check'
import t, { type Test } from 'tap'
import {
  type AttenuationSettings,
  attenuationGain,
  silenceDistanceMetres,
} from '../../src/spatial/attenuation.js'

const settings = (change: Partial<AttenuationSettings>): AttenuationSettings => ({
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
  ...change,
})
const close = (t: Test, actual: number, expected: number, what: string) =>
  t.ok(Math.abs(actual - expected) < 1e-9, `${what}: ${actual}, expected ${expected}`)

t.test('the reference values of the three models', (t) => {
  const far = { clampingDistanceMetres: 10, maxRangeMetres: 160 }
  const table: [Partial<AttenuationSettings>, [metres: number, gain: number][]][] = [
    [
      {},
      [
        [0, 1],
        [5, 1],
        [10, 1],
        [20, 0.6],
        [30, 0.2],
        [35, 0],
        [50, 0],
        [60, 0],
        [61, 0],
      ],
    ],
    [
      { ...far, distanceModel: 'inverse', rollOff: 1 },
      [
        [5, 1],
        [20, 0.5],
        [40, 0.25],
        [160, 0],
      ],
    ],
    [
      { ...far, distanceModel: 'exponent', rollOff: 2 },
      [
        [5, 1],
        [20, 0.25],
        [40, 0.0625],
        [160, 0],
      ],
    ],
    [
      { distanceModel: 'none' },
      [
        [0, 1],
        [59, 1],
        [5000, 1],
      ],
    ],
  ]
  for (const [change, values] of table) {
    for (const [metres, gain] of values) {
      close(
        t,
        attenuationGain(metres, settings(change)),
        gain,
        `${change.distanceModel ?? 'linear'} ${metres} m`,
      )
    }
  }
  t.end()
})

t.test('the last tenth of the range fades to silence instead of breaking off', (t) => {
  const inverse = settings({ distanceModel: 'inverse', rollOff: 1, maxRangeMetres: 100 })
  close(t, attenuationGain(90, inverse), 10 / 90, 'not yet at nine tenths')
  close(t, attenuationGain(95, inverse), (10 / 95) * 0.5, 'half way down')
  t.ok(attenuationGain(99.99, inverse) < 0.001)
  t.end()
})

t.test('edges: no clamping distance, one beyond the range, no range, and no distance', (t) => {
  for (const distanceModel of ['inverse', 'exponent'] as const) {
    const model = settings({ distanceModel, clampingDistanceMetres: 0, rollOff: 1 })
    close(t, attenuationGain(0, model), 1, `${distanceModel} at 0 m`)
    close(t, attenuationGain(0.1, model), 1, `${distanceModel} at 0.1 m`)
    close(t, attenuationGain(1, model), 0.1, `${distanceModel} at 1 m is 0.1 m / 1 m`)
  }
  for (const distanceModel of ['inverse', 'linear', 'exponent'] as const) {
    const wide = settings({ distanceModel, clampingDistanceMetres: 80, maxRangeMetres: 60 })
    t.equal(attenuationGain(50, wide), 1, `${distanceModel}: full volume inside the range`)
    t.equal(attenuationGain(60, wide), 0, `${distanceModel}: silent from its end`)
    t.equal(
      attenuationGain(0, settings({ distanceModel, maxRangeMetres: 0 })),
      0,
      `${distanceModel}: no range`,
    )
  }
  for (const distanceModel of ['none', 'inverse', 'linear', 'exponent'] as const) {
    for (const metres of [Number.NaN, Number.POSITIVE_INFINITY]) {
      t.equal(attenuationGain(metres, settings({ distanceModel })), 0, `${distanceModel} at ${metres}`)
    }
  }
  t.end()
})

t.test(
  'whatever the settings: gain stays in 0..1, never grows with distance, and is 0 where it says so',
  (t) => {
    const arbitrary = fc.record({
      distanceModel: fc.constantFrom('inverse', 'linear', 'exponent'),
      rollOff: fc.double({ min: 1, max: 4, noNaN: true }),
      maxRangeMetres: fc.double({ min: 0, max: 160, noNaN: true }),
      clampingDistanceMetres: fc.double({ min: 0, max: 160, noNaN: true }),
    })
    const metres = fc.double({ min: 0, max: 400, noNaN: true })
    fc.assert(
      fc.property(arbitrary, metres, metres, (model, a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)]
        const [loud, quiet] = [attenuationGain(near, model), attenuationGain(far, model)]
        const silence = silenceDistanceMetres(model)
        return loud <= 1 && quiet >= 0 && quiet <= loud + 1e-12 && (far < silence || quiet < 1e-9)
      }),
      { numRuns: 5000 },
    )
    t.equal(silenceDistanceMetres(settings({})), 35, 'the trap in the default')
    t.equal(silenceDistanceMetres(settings({ distanceModel: 'none' })), Number.POSITIVE_INFINITY)
    t.end()
  },
)
