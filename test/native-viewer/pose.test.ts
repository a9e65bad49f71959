/** Whose word counts about where a viewer's mouth and ear are. */

import t from 'tap'
import { APART_MS, createPoseTracker, EAR_REACH_METRES } from '../../src/native-viewer/pose.js'
import type { Pose, Vector3 } from '../../src/spatial/direction.js'

const toLocal = ([x, y, z]: Vector3): Vector3 => [x - 1000, y - 2000, z]
const feed: Pose = { position: [100, 100, 25], look: [0, 1, 0] }

t.test('until the viewer says where it is, the feed is all there is', (t) => {
  const tracker = createPoseTracker(() => 0)
  t.same(tracker.resolve(undefined, toLocal), { source: 'none', mouth: undefined, ear: undefined })
  t.same(tracker.resolve(feed, toLocal), { source: 'feed', mouth: feed, ear: feed })
  tracker.claim({ mouth: [1101, 2100, 25], mouthForward: [1, 0, 0] })
  t.same(tracker.resolve(feed, () => undefined).source, 'feed', 'where its region lies is not known')
  t.same(tracker.resolve(undefined, toLocal), {
    source: 'viewer',
    mouth: { position: [101, 100, 25], look: [1, 0, 0] },
    ear: { position: [101, 100, 25], look: [1, 0, 0] },
  })
  t.end()
})

t.test('an ear is held within reach of its avatar', (t) => {
  const tracker = createPoseTracker(() => 0)
  tracker.claim({ mouth: [1100, 2100, 25], ear: [1100, 2130, 25], earForward: [-1, 0, 0] })
  t.same(tracker.resolve(feed, toLocal).ear, { position: [100, 130, 25], look: [-1, 0, 0] })
  tracker.claim({ ear: [1100, 2100 + 10 * EAR_REACH_METRES, 25] })
  t.same(tracker.resolve(feed, toLocal).ear?.position, [100, 150, 25])
  t.end()
})

t.test('a viewer that contradicts the feed for long is not believed until they agree again', (t) => {
  let now = 0
  const tracker = createPoseTracker(() => now)
  tracker.claim({ mouth: [1100, 2121, 25], ear: [1100, 2150, 25] })
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer', 'feeds are late')
  now += APART_MS - 1
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer')
  now += 1
  const { source, mouth, ear } = tracker.resolve(feed, toLocal)
  t.equal(source, 'feed')
  t.same(mouth, feed)
  t.same(ear?.position, feed.position, 'its ear is no better')
  tracker.claim({ mouth: [1100, 2119, 25] })
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer')
  tracker.claim({ mouth: [1100, 2190, 25] })
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer', 'and it takes as long again')
  t.end()
})
