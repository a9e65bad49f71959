/** What is learned from avatars that viewers and feeds both tell of: corners of regions and names of parcels. */

import t from 'tap'
import { createParcels, STEADY_MS } from '../../src/native-viewer/parcels.js'
import { createRegionFrames } from '../../src/native-viewer/region-frames.js'
import type { Vector3 } from '../../src/spatial/direction.js'

const REGION = 'cccccccc-0000-4000-8000-000000000003'
const global: Vector3 = [256_400, 256_100, 25]

t.test('a corner is guessed at first, learned when said twice, and corrected by a majority', (t) => {
  const frames = createRegionFrames()
  t.equal(frames.toLocal(REGION, global, true), undefined)
  frames.guess(REGION, global)
  t.same(frames.toLocal(REGION, global, true), [144, 100, 25])
  t.equal(frames.toLocal(REGION, global, false), undefined, 'where the feed tells better')
  t.equal(frames.toGlobal(REGION, [144, 100, 25]), undefined, 'a guess is no knowledge')

  // A region of 512 m: the avatar stands in its second square. The feed is a moment old.
  const local: Vector3 = [398, 103, 25]
  t.equal(frames.observe(REGION, 'anna', global, local), false, 'once may be an accident')
  t.same(frames.toLocal(REGION, global, true), [144, 100, 25])
  t.equal(frames.observe(REGION, 'anna', global, local), true)
  t.same(frames.toLocal(REGION, global, true), [400, 100, 25])
  t.same(frames.toGlobal(REGION, [400, 100, 25]), global)
  t.equal(frames.observe(REGION, 'anna', global, [300, 100, 25]), false, 'nowhere near: says nothing')

  const lie: Vector3 = [142, 100, 25]
  for (let round = 0; round < 5; round += 1) t.equal(frames.observe(REGION, 'bert', global, lie), false)
  for (let round = 0; round < 2; round += 1) frames.observe(REGION, 'carl', global, lie)
  t.same(frames.toLocal(REGION, global, true), [144, 100, 25], 'two against one')
  frames.forget('bert')
  frames.forget('carl')
  frames.observe(REGION, 'anna', global, local)
  t.same(frames.toLocal(REGION, global, true), [400, 100, 25], 'and back when they have gone')
  t.end()
})

t.test('a guess that turns out right moves nobody', (t) => {
  const frames = createRegionFrames()
  frames.guess(REGION, global)
  frames.observe(REGION, 'anna', global, [144, 100, 25])
  t.equal(frames.observe(REGION, 'anna', global, [144, 100, 25]), false)
  t.end()
})

t.test('the number of a parcel is learned from an avatar that stays there', (t) => {
  let now = 0
  const parcels = createParcels(() => now)
  const see = (agentId: string, parcelId: string) =>
    parcels.observe({ agentId, regionId: REGION, localId: 7, parcelId })

  t.equal(see('anna', 'old'), false)
  now += STEADY_MS - 1
  t.equal(see('anna', 'new'), false, 'it has just crossed')
  now += STEADY_MS
  t.equal(see('anna', 'new'), false, 'once')
  t.equal(see('anna', 'new'), true, 'twice')
  t.equal(parcels.parcelOf(REGION, 7), 'new')
  t.equal(parcels.parcelOf(REGION, 8), undefined)

  see('bert', 'other')
  now += STEADY_MS
  for (let round = 0; round < 5; round += 1) t.equal(see('bert', 'other'), false, 'one against one')
  parcels.forget('anna')
  t.equal(parcels.parcelOf(REGION, 7), 'new')
  t.equal(see('bert', 'other'), true, 'nobody says the other thing any more')
  t.equal(parcels.parcelOf(REGION, 7), 'other')
  t.end()
})
