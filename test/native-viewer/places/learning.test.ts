/** What is learned from avatars that viewers and feeds both tell of: which parcel a number means, and who is not where they say. */

import t from 'tap'
import {
  createOutOfParcel,
  MISTRUSTED_MS,
  OUT_OF_PARCEL_MS,
} from '../../../src/native-viewer/evidence/out-of-parcel.js'
import { CONFIRMED_MS, createParcels, STEADY_MS } from '../../../src/native-viewer/places/parcels.js'
import { avatarOf, regionOf } from '../../helpers/regions/of-grid.js'

const REGION = regionOf('cccccccc-0000-4000-8000-000000000003')

t.test('the number of a parcel is learned from avatars that stay in it', (t) => {
  let now = 0
  const parcels = createParcels({ now: () => now })
  const see = (agentId: string, parcelId: string, localId: number | undefined = 7) =>
    parcels.observe({ ...REGION, agentId, localId, parcelId })
  const teach = (agentId: string, parcelId: string, localId: number | undefined = 7) => {
    see(agentId, parcelId, localId)
    now += STEADY_MS
    return [see(agentId, parcelId, localId), see(agentId, parcelId, localId)]
  }

  t.equal(see('anna', 'old'), false)
  now += STEADY_MS - 1
  t.equal(see('anna', 'new'), false, 'it has just crossed')
  now += STEADY_MS
  t.equal(see('anna', 'new'), false, 'once')
  t.equal(see('anna', 'new'), true, 'twice')
  t.equal(parcels.parcelOf(REGION, 7), 'new')
  t.equal(parcels.parcelOf(REGION, 8), undefined)
  t.equal(see('anna', 'new'), false, 'nothing new')

  t.same(teach('eve', 'elsewhere'), [false, true], 'who lies speaks for its own parcel only')
  t.ok(parcels.isNumbered(REGION, 'new', 7))
  t.equal(parcels.parcelOf(REGION, 7), 'new', 'of equals the first')
  t.same(teach('bert', 'new'), [false, true], 'two who agree')
  t.notOk(parcels.isNumbered(REGION, 'elsewhere', 7), 'outweigh a lone one')
  parcels.forget(avatarOf('anna'))
  parcels.forget(avatarOf('bert'))
  see('eve', 'elsewhere')
  t.equal(parcels.parcelOf(REGION, 7), 'new', 'when they have gone, too')
  now += CONFIRMED_MS
  see('eve', 'elsewhere')
  t.equal(
    parcels.parcelOf(REGION, 7),
    'elsewhere',
    'until nobody has confirmed it for long: regions are loaded anew',
  )

  t.same(teach('carl', 'new', 9), [false, true], 'nobody there says the old number any more')
  t.ok(parcels.isNumbered(REGION, 'new', 9))
  t.notOk(parcels.isNumbered(REGION, 'new', 7))
  t.same(teach('dora', 'new', undefined), [false, false], 'one against one')
  parcels.forget(avatarOf('carl'))
  t.equal(see('dora', 'new', undefined), true, 'the parcel uses the channel of the region now')
  t.notOk(parcels.isNumbered(REGION, 'new', 9))
  t.end()
})

t.test('a liar who came first is as soon outweighed, and was in nobody’s way', (t) => {
  let now = 0
  const parcels = createParcels({ now: () => now })
  const stay = (agentId: string, parcelId: string) => {
    for (let round = 0; round < 6; round += 1) {
      parcels.observe({ ...REGION, agentId, localId: 7, parcelId })
      now += 1000
    }
  }
  stay('eve', 'elsewhere')
  t.equal(parcels.parcelOf(REGION, 7), 'elsewhere')
  stay('anna', 'home')
  t.ok(parcels.isNumbered(REGION, 'home', 7), 'one suffices for her own parcel')
  t.equal(parcels.parcelOf(REGION, 7), 'elsewhere')
  stay('bert', 'home')
  t.equal(parcels.parcelOf(REGION, 7), 'home')
  t.notOk(parcels.isNumbered(REGION, 'elsewhere', 7))
  t.end()
})

t.test('a moment astray is borne, more is not, and it cannot be had by turns', (t) => {
  let now = 0
  const outOfParcel = createOutOfParcel({ now: () => now })
  /** In the wrong channel for so long, told of four times a second. */
  const astray = (agentId: string, peerId: string, milliseconds: number) => {
    for (const end = now + milliseconds; now < end; now += 250) {
      if (outOfParcel.note({ ...avatarOf(agentId), peerId }, true)) return true
    }
    return outOfParcel.note({ ...avatarOf(agentId), peerId }, true)
  }
  t.equal(astray('anna', 'a', OUT_OF_PARCEL_MS - 250), false)
  outOfParcel.note({ ...avatarOf('anna'), peerId: 'a' }, false)
  t.equal(astray('anna', 'a', OUT_OF_PARCEL_MS / 2), true, 'some seconds later it is too much')
  t.ok(outOfParcel.isMistrusted(avatarOf('anna')))
  now += MISTRUSTED_MS
  t.notOk(outOfParcel.isMistrusted(avatarOf('anna')))

  for (let crossing = 0; crossing < 20; crossing += 1) {
    t.equal(astray('bert', `b${crossing}`, 1500), false, 'who crosses a border every minute')
    outOfParcel.leave({ ...avatarOf('bert'), peerId: `b${crossing}` })
    now += 60_000
  }

  let heardMs = 0
  for (const end = now + 600_000; now < end; now += 10_000) {
    if (outOfParcel.isMistrusted(avatarOf('eve'))) continue
    const since = now
    astray('eve', String(now), 4000)
    outOfParcel.leave({ ...avatarOf('eve'), peerId: String(since) })
    heardMs += now - since
  }
  t.ok(heardMs <= 8000, `in ten minutes: ${heardMs} ms`)

  t.equal(outOfParcel.note({ ...avatarOf('carl'), peerId: 'c' }, true), false)
  now += 60_000
  t.equal(outOfParcel.note({ ...avatarOf('carl'), peerId: 'c' }, false), false)
  t.notOk(outOfParcel.isMistrusted(avatarOf('carl')), 'the feed was silent while he crossed')
  t.end()
})

t.test('the same avatar, region and number on another grid are others', (t) => {
  let now = 0
  const stopwatch = { now: () => now }
  const [alpha, beta] = [
    { grid: 'alpha', peerId: 'a' },
    { grid: 'beta', peerId: 'b' },
  ]
  const anna = avatarOf('anna')
  const parcels = createParcels(stopwatch)
  for (let round = 0; round < 6; round += 1) {
    parcels.observe({ ...REGION, ...anna, grid: 'alpha', localId: 7, parcelId: 'house' })
    parcels.observe({ ...REGION, ...anna, grid: 'beta', localId: 7, parcelId: 'garden' })
    now += 1000
  }
  t.equal(parcels.parcelOf({ ...REGION, grid: 'alpha' }, 7), 'house')
  t.equal(parcels.parcelOf({ ...REGION, grid: 'beta' }, 7), 'garden')
  t.notOk(parcels.isNumbered({ ...REGION, grid: 'beta' }, 'house', 7))

  const outOfParcel = createOutOfParcel(stopwatch)
  outOfParcel.note({ ...anna, ...alpha }, true)
  now += OUT_OF_PARCEL_MS
  t.notOk(outOfParcel.note({ ...anna, ...beta }, true))
  t.ok(outOfParcel.note({ ...anna, ...alpha }, true))
  t.ok(outOfParcel.isMistrusted({ ...anna, grid: 'alpha' }))
  t.notOk(outOfParcel.isMistrusted({ ...anna, grid: 'beta' }))
  t.end()
})
