/** A walk told once a second is heard and drawn as a walk, not as steps. */

import t from 'tap'
import { distanceMetres, lookOfHeading } from '../../../src/spatial/direction.js'
import { createPoseTrack } from '../../../web-client/hearing/pose-track.js'

const north = lookOfHeading(Math.PI / 2)

for (const interval of [100, 250, 1000]) {
  t.test(`a report every ${interval} ms of somebody who walks 4 m/s`, (t) => {
    const track = createPoseTrack({ position: [0, 0, 0], look: north }, 0)
    let last = track.at(0).position
    let longest = 0
    for (let now = 0; now <= 10_000; now += 50) {
      if (now % interval === 0) track.moveTo({ position: [(4 * now) / 1000, 0, 0], look: north }, now)
      const { position } = track.at(now)
      // The first report tells nothing yet of how often they come.
      if (now > 2 * interval) longest = Math.max(longest, distanceMetres(last, position))
      if (now > 2 * interval)
        t.ok((4 * now) / 1000 - position[0] <= (4 * (interval + 50)) / 1000, 'no more than a report behind')
      last = position
    }
    t.ok(longest < 0.3, `longest way in 50 ms: ${longest.toFixed(2)} m`)
    t.end()
  })
}

t.test('turns the short way, stands still at the end, and jumps where somebody teleports', (t) => {
  const track = createPoseTrack({ position: [0, 0, 0], look: lookOfHeading(3) }, 0)
  track.moveTo({ position: [1, 0, 0], look: lookOfHeading(-3) }, 1000)
  const half = track.at(1500).look
  t.ok(half[0] < -0.99, 'through west, not through east')
  t.strictSame(track.at(60_000).position, [1, 0, 0])
  track.moveTo({ position: [200, 0, 0], look: lookOfHeading(0) }, 61_000)
  t.strictSame(track.at(61_000).position, [200, 0, 0])
  t.end()
})
