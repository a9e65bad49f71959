import t from 'tap'
import { createLevelMeter } from '../../../src/media/mixing/level-meter.js'

t.test('speech lights up, holds between two words, and goes out', (t) => {
  const meter = createLevelMeter()
  t.equal(meter.review(0, true), undefined, 'silence is nothing new')
  meter.heard(26)
  t.match(meter.review(100, true), { speaking: true, level: 0.25 })
  t.match(meter.review(200, true), { speaking: true, level: 0 })
  t.equal(meter.review(400, true), undefined, 'still speaking')
  t.match(meter.review(501, true), { speaking: false, level: 0 })
  t.end()
})

t.test('background noise and silence are no speech', (t) => {
  const meter = createLevelMeter()
  for (const level of [60, 90, 127]) meter.heard(level)
  t.equal(meter.review(0, true), undefined)
  t.end()
})

t.test(
  'what was decoded counts before what the packets say, and packets again when nothing is decoded',
  (t) => {
    const meter = createLevelMeter()
    meter.measured(0)
    meter.heard(10)
    t.equal(meter.review(0, true), undefined, 'packets may claim anything')
    meter.measured(undefined)
    meter.heard(10)
    t.match(meter.review(100, true), { speaking: true })
    t.end()
  },
)

t.test('who is muted is shown silent at once', (t) => {
  const meter = createLevelMeter()
  meter.measured(0.2)
  t.match(meter.review(0, true), { speaking: true, level: 1 })
  meter.measured(0.2)
  t.match(meter.review(100, false), { speaking: false, level: 0 })
  meter.measured(0.2)
  t.equal(meter.review(200, false), undefined)
  t.end()
})

t.test('a change too small to see is not told', (t) => {
  const meter = createLevelMeter()
  meter.measured(0.1)
  t.match(meter.review(0, true), { level: 0.5 })
  meter.measured(0.105)
  t.equal(meter.review(100, true), undefined)
  meter.measured(0.13)
  t.match(meter.review(200, true), { level: 0.65 })
  t.end()
})
