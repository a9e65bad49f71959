/** Where regions lie: told by feeds, learned from viewers, guessed; and poses in another region's metres. */

import t from 'tap'
import type { Vector3 } from '../../../../src/spatial/direction.js'
import { poseIn, type RegionPose } from '../../../../src/voice/presence/region-pose.js'
import { createRegionCorners } from '../../../../src/voice/presence/regions/region-corners.js'
import { createRegionFrames } from '../../../../src/voice/presence/regions/region-frames.js'
import { isSamePose } from '../../../../src/voice/rooms/participants/page-participant.js'
import { avatarOf, regionOf } from '../../../helpers/regions/of-grid.js'

const HOME = regionOf('home')
const NEXT = regionOf('next')
const global: Vector3 = [256_400, 256_100, 25]

function setUp() {
  const corners = createRegionCorners(() => false)
  const moved: string[] = []
  const frames = createRegionFrames(
    corners,
    () => true,
    ({ grid, regionId }) => moved.push(`${grid} ${regionId}`),
  )
  /** The feed sees an avatar there, its viewer says `global`; whether its region lies elsewhere from then on. */
  function observe(agentId: string, position: Vector3, grid = HOME.grid): boolean {
    frames.observe({ ...HOME, grid, agentId, position }, global)
    return moved.splice(0).length > 0
  }
  return { corners, frames, moved, observe }
}

t.test('a corner is guessed at first, learned when said twice, and corrected by a majority', (t) => {
  const { frames, moved, observe } = setUp()
  t.equal(frames.toLocal(HOME, global, true), undefined)
  frames.guess(HOME, global)
  frames.guess(HOME, [0, 0, 0])
  t.same(moved.splice(0), ['main home'], 'the first guess stays')
  t.same(frames.toLocal(HOME, global, true), [144, 100, 25])
  t.equal(frames.toLocal(HOME, global, false), undefined, 'where the feed tells better')
  t.equal(frames.cornerOf(HOME), undefined, 'a guess is no knowledge')

  // A region of 512 m: the avatar stands in its second square. The feed is a moment old.
  const local: Vector3 = [398, 103, 25]
  t.equal(observe('anna', local), false, 'once may be an accident')
  t.same(frames.toLocal(HOME, global, true), [144, 100, 25])
  t.equal(observe('anna', local), true)
  t.same(frames.toLocal(HOME, global, true), [400, 100, 25])
  t.same(frames.cornerOf(HOME), [256_000, 256_000])
  t.equal(observe('anna', [300, 100, 25]), false, 'nowhere near: says nothing')

  const lie: Vector3 = [142, 100, 25]
  for (let round = 0; round < 5; round += 1) t.equal(observe('bert', lie), false)
  for (let round = 0; round < 2; round += 1) observe('carl', lie)
  t.same(frames.toLocal(HOME, global, true), [144, 100, 25], 'two against one')
  frames.forget(avatarOf('bert'))
  frames.forget(avatarOf('carl'))
  observe('anna', local)
  t.same(frames.toLocal(HOME, global, true), [400, 100, 25], 'and back when they have gone')
  t.end()
})

t.test('a corner that the region’s feed tells counts before all that was learned or guessed', (t) => {
  const { corners, frames, observe } = setUp()
  const local: Vector3 = [144, 100, 25]
  frames.guess(HOME, global)
  for (let round = 0; round < 2; round += 1) observe('anna', local)
  corners.tell(HOME, [256_000, 256_000])
  for (const guessing of [true, false]) t.same(frames.toLocal(HOME, global, guessing), [400, 100, 25])
  t.same(frames.cornerOf(HOME), [256_000, 256_000])
  for (const liar of ['bert', 'carl']) {
    for (let round = 0; round < 2; round += 1) t.equal(observe(liar, local), false)
  }
  t.same(frames.toLocal(HOME, global, true), [400, 100, 25], 'whatever viewers say')

  frames.guess(NEXT, [256_010, 256_010, 25])
  t.equal(frames.toLocal(NEXT, global, true), undefined, 'no guess where another region is known to be')
  frames.guess({ ...NEXT, grid: 'other' }, [256_010, 256_010, 25])
  t.ok(frames.toLocal({ ...NEXT, grid: 'other' }, global, true), 'but on another grid')
  frames.guess(NEXT, [256_522, 256_010, 25])
  t.same(frames.toLocal(NEXT, [256_522, 256_010, 25], true), [10, 10, 25])
  t.end()
})

t.test('a place that another region has said to be its own is nobody else’s beside neighbours', (t) => {
  const { corners, frames, observe } = setUp()
  for (let round = 0; round < 2; round += 1) observe('anna', [400, 100, 25])
  t.same(frames.cornerOf(HOME), [256_000, 256_000])
  corners.tell({ ...NEXT, grid: 'other' }, [256_000, 256_000])
  t.same(frames.cornerOf(HOME), [256_000, 256_000], 'on another grid it is free')
  corners.tell(NEXT, [256_000, 256_000])
  t.equal(frames.cornerOf(HOME), undefined)
  t.same(frames.toLocal(HOME, global, false), [400, 100, 25], 'its own viewers are understood as before')
  corners.forget(NEXT)
  t.same(frames.cornerOf(HOME), [256_000, 256_000])
  t.end()
})

t.test('a guess that turns out right moves nobody', (t) => {
  const { frames, moved, observe } = setUp()
  frames.guess(HOME, global)
  moved.splice(0)
  observe('anna', [144, 100, 25])
  t.equal(observe('anna', [144, 100, 25]), false)
  t.end()
})

t.test('what is learned on one grid counts on no other', (t) => {
  const { frames, observe } = setUp()
  for (let round = 0; round < 2; round += 1) observe('anna', [144, 100, 25], 'alpha')
  for (let round = 0; round < 2; round += 1) observe('anna', [400, 100, 25], 'beta')
  t.same(frames.cornerOf({ ...HOME, grid: 'alpha' }), [256_256, 256_000])
  t.same(frames.cornerOf({ ...HOME, grid: 'beta' }), [256_000, 256_000])
  t.equal(frames.cornerOf(HOME), undefined)
  frames.forget(avatarOf('anna', 'alpha'))
  for (let round = 0; round < 2; round += 1) observe('bert', [144, 100, 25], 'beta')
  t.same(frames.cornerOf({ ...HOME, grid: 'beta' }), [256_000, 256_000], 'hers counts on')
  for (let round = 0; round < 2; round += 1) observe('bert', [400, 100, 25], 'alpha')
  t.same(frames.cornerOf({ ...HOME, grid: 'alpha' }), [256_000, 256_000])
  t.end()
})

t.test('a pose is told in another region’s metres where both corners are known', (t) => {
  const corners = new Map([
    ['home', [256_000, 256_000] as const],
    ['next', [256_256, 255_744] as const],
  ])
  const cornerOf = ({ regionId }: { readonly regionId: string }) => corners.get(regionId)
  const pose: RegionPose = { ...HOME, position: [250, 10, 25], look: [0, 1, 0] }
  const there = poseIn(NEXT, pose, cornerOf)
  t.strictSame(there, { ...NEXT, position: [-6, 266, 25], look: [0, 1, 0] })
  t.strictSame(there && poseIn(HOME, there, cornerOf), pose, 'and back')
  t.equal(
    poseIn(HOME, pose, () => undefined),
    pose,
    'in its own it is as it was',
  )
  corners.delete('next')
  t.equal(poseIn(NEXT, pose, cornerOf), undefined)
  t.equal(poseIn({ ...HOME, grid: 'other' }, pose, cornerOf), undefined, 'no way leads to another grid')

  t.ok(isSamePose(pose, { ...pose, position: [250, 10, 25] }))
  t.notOk(isSamePose(pose, { ...pose, ...NEXT }), 'the same metres of another region are another place')
  t.end()
})
