/** What is learned from avatars that viewers and feeds both tell of: corners of regions and names of parcels. */

import t from 'tap'
import { ASTRAY_MS, createStrays, MISTRUSTED_MS } from '../../../src/native-viewer/evidence/out-of-parcel.js'
import { CONFIRMED_MS, createParcels, STEADY_MS } from '../../../src/native-viewer/places/parcels.js'
import { createRegionFrames, type RegionFrames } from '../../../src/native-viewer/places/region-frames.js'
import type { Vector3 } from '../../../src/spatial/direction.js'
import { createRegionCorners } from '../../../src/voice/presence/region-corners.js'
import { avatarOf, regionOf } from '../../helpers/regions/of-grid.js'

const REGION = regionOf('cccccccc-0000-4000-8000-000000000003')
const global: Vector3 = [256_400, 256_100, 25]

/** The feed sees an avatar there; its viewer says `global`. */
function observe(frames: RegionFrames, agentId: string, position: Vector3): boolean {
  return frames.observe({ ...REGION, agentId, position }, global)
}

t.test('a corner is guessed at first, learned when said twice, and corrected by a majority', (t) => {
  const frames = createRegionFrames(createRegionCorners(() => false))
  t.equal(frames.toLocal(REGION, global, true), undefined)
  frames.guess(REGION, global)
  t.same(frames.toLocal(REGION, global, true), [144, 100, 25])
  t.equal(frames.toLocal(REGION, global, false), undefined, 'where the feed tells better')
  t.equal(frames.toGlobal(REGION, [144, 100, 25]), undefined, 'a guess is no knowledge')

  // A region of 512 m: the avatar stands in its second square. The feed is a moment old.
  const local: Vector3 = [398, 103, 25]
  t.equal(observe(frames, 'anna', local), false, 'once may be an accident')
  t.same(frames.toLocal(REGION, global, true), [144, 100, 25])
  t.equal(observe(frames, 'anna', local), true)
  t.same(frames.toLocal(REGION, global, true), [400, 100, 25])
  t.same(frames.toGlobal(REGION, [400, 100, 25]), global)
  t.equal(observe(frames, 'anna', [300, 100, 25]), false, 'nowhere near: says nothing')

  const lie: Vector3 = [142, 100, 25]
  for (let round = 0; round < 5; round += 1) t.equal(observe(frames, 'bert', lie), false)
  for (let round = 0; round < 2; round += 1) observe(frames, 'carl', lie)
  t.same(frames.toLocal(REGION, global, true), [144, 100, 25], 'two against one')
  frames.forget(avatarOf('bert'))
  frames.forget(avatarOf('carl'))
  observe(frames, 'anna', local)
  t.same(frames.toLocal(REGION, global, true), [400, 100, 25], 'and back when they have gone')
  t.end()
})

t.test('a corner that the region’s feed tells counts before all that was learned or guessed', (t) => {
  const corners = createRegionCorners(() => false)
  const frames = createRegionFrames(corners)
  const local: Vector3 = [144, 100, 25]
  frames.guess(REGION, global)
  for (let round = 0; round < 2; round += 1) observe(frames, 'anna', local)
  corners.tell(REGION, [256_000, 256_000])
  for (const guessing of [true, false]) t.same(frames.toLocal(REGION, global, guessing), [400, 100, 25])
  t.same(frames.toGlobal(REGION, [400, 100, 25]), global)
  for (const liar of ['bert', 'carl'])
    for (let round = 0; round < 2; round += 1) t.equal(observe(frames, liar, local), false)
  t.same(frames.toLocal(REGION, global, true), [400, 100, 25], 'whatever viewers say')

  frames.guess(regionOf('next'), [256_010, 256_010, 25])
  t.equal(
    frames.toLocal(regionOf('next'), global, true),
    undefined,
    'no guess where another region is known to be',
  )
  frames.guess(regionOf('next'), [256_522, 256_010, 25])
  t.same(frames.toLocal(regionOf('next'), [256_522, 256_010, 25], true), [10, 10, 25])
  t.end()
})

t.test('a guess that turns out right moves nobody', (t) => {
  const frames = createRegionFrames(createRegionCorners(() => false))
  frames.guess(REGION, global)
  observe(frames, 'anna', [144, 100, 25])
  t.equal(observe(frames, 'anna', [144, 100, 25]), false)
  t.end()
})

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
  const strays = createStrays({ now: () => now })
  /** In the wrong channel for so long, told of four times a second. */
  const astray = (agentId: string, peerId: string, milliseconds: number) => {
    for (const end = now + milliseconds; now < end; now += 250) {
      if (strays.note({ ...avatarOf(agentId), peerId }, true)) return true
    }
    return strays.note({ ...avatarOf(agentId), peerId }, true)
  }
  t.equal(astray('anna', 'a', ASTRAY_MS - 250), false)
  strays.note({ ...avatarOf('anna'), peerId: 'a' }, false)
  t.equal(astray('anna', 'a', ASTRAY_MS / 2), true, 'some seconds later it is too much')
  t.ok(strays.isMistrusted(avatarOf('anna')))
  now += MISTRUSTED_MS
  t.notOk(strays.isMistrusted(avatarOf('anna')))

  for (let crossing = 0; crossing < 20; crossing += 1) {
    t.equal(astray('bert', `b${crossing}`, 1500), false, 'who crosses a border every minute')
    strays.leave({ ...avatarOf('bert'), peerId: `b${crossing}` })
    now += 60_000
  }

  let heardMs = 0
  for (const end = now + 600_000; now < end; now += 10_000) {
    if (strays.isMistrusted(avatarOf('eve'))) continue
    const since = now
    astray('eve', String(now), 4000)
    strays.leave({ ...avatarOf('eve'), peerId: String(since) })
    heardMs += now - since
  }
  t.ok(heardMs <= 8000, `in ten minutes: ${heardMs} ms`)

  t.equal(strays.note({ ...avatarOf('carl'), peerId: 'c' }, true), false)
  now += 60_000
  t.equal(strays.note({ ...avatarOf('carl'), peerId: 'c' }, false), false)
  t.notOk(strays.isMistrusted(avatarOf('carl')), 'the feed was silent while he crossed')
  t.end()
})
