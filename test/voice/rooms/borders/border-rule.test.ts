import t from 'tap'
import { isHeardAcross, opennessOf, type Shore } from '../../../../src/voice/rooms/borders/border-rule.js'

const here: Shore = {
  grid: 'main',
  regionId: 'west',
  corner: [256_000, 256_000],
  openness: 'open',
  isPlaced: true,
  fades: true,
  isLocked: false,
}
const there: Shore = { ...here, regionId: 'east', corner: [256_256, 256_000] }

t.test('voices cross a border as far as both channels let them', (t) => {
  const choices = ['open', 'out', 'in', 'closed'] as const
  const heard = choices.map((from) =>
    choices.map((to) => isHeardAcross({ ...here, openness: from }, { ...there, openness: to })),
  )
  t.strictSame(heard, [
    [true, false, true, false],
    [true, false, true, false],
    [false, false, false, false],
    [false, false, false, false],
  ])
  t.end()
})

t.test(
  'there is no border between places of one region or of two grids, nor where a place is not known',
  (t) => {
    t.ok(isHeardAcross(here, there))
    const never: [what: string, speaker: Partial<Shore>, listener: Partial<Shore>][] = [
      ['one region', { regionId: 'east' }, {}],
      ['two regions that are taken to lie in one place', { corner: there.corner }, {}],
      ['another grid on the same map', { grid: 'other' }, {}],
      ['nobody knows where the speaker’s region lies', { corner: undefined }, {}],
      ['nobody knows where the listener’s lies', {}, { corner: undefined }],
      ['nobody in the room', { regionId: undefined, corner: undefined }, {}],
      ['a speaker without a place', { isPlaced: false }, {}],
      ['a listener without a place', {}, { isPlaced: false }],
      ['a voice that does not fade ends at the border', { fades: false }, {}],
      ['a locked room', { isLocked: true }, {}],
    ]
    for (const [what, speaker, listener] of never)
      t.notOk(isHeardAcross({ ...here, ...speaker }, { ...there, ...listener }), what)
    t.ok(isHeardAcross(here, { ...there, fades: false }), 'whoever is in an auditorium hears the street')
    t.ok(isHeardAcross(here, { ...there, isLocked: true }), 'and so does whoever is in a locked room')
    t.end()
  },
)

t.test(
  'a region’s channel is open to neighbours, and a parcel’s own is not, unless it is the whole region',
  (t) => {
    const [region, parcel] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
    const auto = { neighbours: 'auto' } as const
    t.equal(
      opennessOf({ name: region }, auto, region, () => false),
      'open',
    )
    t.equal(
      opennessOf({ name: parcel }, auto, region, () => false),
      'closed',
    )
    t.equal(
      opennessOf({ name: parcel }, auto, region, (id) => id === parcel),
      'open',
    )
    t.equal(
      opennessOf({ name: `${region}:3` }, auto, region, () => true),
      'closed',
      'a parcel known by number',
    )
    for (const neighbours of ['open', 'closed', 'in', 'out'] as const)
      t.equal(
        opennessOf({ name: parcel }, { neighbours }, region, () => false),
        neighbours,
      )
    t.end()
  },
)
