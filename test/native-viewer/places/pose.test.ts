/** Whose word counts about where a viewer's mouth and ear are. */

import t from 'tap'
import { createGracePeriods } from '../../../src/native-viewer/evidence/grace-periods.js'
import {
  APART_MS,
  APART_SLOWNESS,
  createPoseTracker,
  EAR_REACH_METRES,
} from '../../../src/native-viewer/places/pose.js'
import type { Pose, Vector3 } from '../../../src/spatial/direction.js'
import { avatarOf } from '../../helpers/regions/of-grid.js'

const toLocal = ([x, y, z]: Vector3): Vector3 => [x - 1000, y - 2000, z]
const feed: Pose = { position: [100, 100, 25], look: [0, 1, 0] }

t.test('until the viewer says where it is, the feed is all there is', (t) => {
  const tracker = createPoseTracker(() => false)
  t.same(tracker.resolve(undefined, toLocal), { source: 'none', mouth: undefined, ear: undefined })
  t.same(tracker.resolve(feed, toLocal), { source: 'feed', mouth: feed, ear: feed })
  tracker.report({ mouth: [1101, 2100, 25], mouthForward: [1, 0, 0] })
  t.same(tracker.resolve(feed, () => undefined).source, 'feed', 'where its region lies is not known')
  t.same(tracker.resolve(undefined, toLocal), {
    source: 'viewer',
    mouth: { position: [101, 100, 25], look: [1, 0, 0] },
    ear: { position: [101, 100, 25], look: [1, 0, 0] },
  })
  t.end()
})

t.test('an ear is held within reach of its avatar', (t) => {
  const tracker = createPoseTracker(() => false)
  tracker.report({ mouth: [1100, 2100, 25], ear: [1100, 2130, 25], earForward: [-1, 0, 0] })
  t.same(tracker.resolve(feed, toLocal).ear, { position: [100, 130, 25], look: [-1, 0, 0] })
  tracker.report({ ear: [1100, 2100 + 10 * EAR_REACH_METRES, 25] })
  t.same(tracker.resolve(feed, toLocal).ear?.position, [100, 150, 25])
  t.end()
})

/** Sessions of one avatar, on a clock turned by hand. */
function trackers() {
  const time = { now: 0 }
  const stopwatch = { now: () => time.now }
  const gracePeriods = createGracePeriods({ stopwatch, limitMs: APART_MS, slowness: APART_SLOWNESS })
  return {
    time,
    open: (peerId: string) =>
      createPoseTracker((apart) => gracePeriods.note({ ...avatarOf('anna'), peerId }, apart)),
    close: (peerId: string) => gracePeriods.leave({ ...avatarOf('anna'), peerId }),
  }
}

t.test('a viewer that contradicts the feed for long is not believed until they agree again', (t) => {
  const { time, open } = trackers()
  const tracker = open('a')
  tracker.report({ mouth: [1100, 2121, 25], ear: [1100, 2150, 25] })
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer', 'feeds are late')
  time.now += APART_MS - 1
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer')
  time.now += 1
  const { source, mouth, ear } = tracker.resolve(feed, toLocal)
  t.equal(source, 'feed')
  t.same(mouth, feed)
  t.same(ear?.position, feed.position, 'its ear is no better')
  tracker.report({ mouth: [1100, 2119, 25] })
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer')
  time.now += 2 * APART_MS * APART_SLOWNESS
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer')
  tracker.report({ mouth: [1100, 2190, 25] })
  t.equal(tracker.resolve(feed, toLocal).source, 'viewer', 'and after a while it takes as long again')
  t.end()
})

t.test('nobody is elsewhere by turns, nor by coming again', (t) => {
  const { time, open, close } = trackers()
  let elsewhereMs = 0
  for (let turn = 0; turn < 60; turn += 1) {
    const tracker = open(String(turn))
    for (const [y, lasting] of [
      [2190, 4500],
      [2100, 500],
    ] as const) {
      tracker.report({ mouth: [1100, y, 25] })
      for (let step = 0; step < lasting; step += 100) {
        const { mouth } = tracker.resolve(feed, toLocal)
        if (mouth && mouth.position[1] > 150) elsewhereMs += 100
        time.now += 100
      }
    }
    close(String(turn))
  }
  t.ok(elsewhereMs < 15_000, `${elsewhereMs} ms of ${time.now}`)
  t.end()
})
