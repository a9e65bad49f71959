import t from 'tap'
import {
  createLossWatch,
  type Gap,
  type GapStep,
  MAX_CONCEALED_TURNS,
  stepFor,
} from '../../../../src/media/mixing/jitter/concealment.js'
import { createDelayEstimator, SLACK_MS } from '../../../../src/media/mixing/jitter/delay-estimator.js'
import { createPacketQueue } from '../../../../src/media/mixing/jitter/packet-queue.js'

const gap: Gap = { inSpeech: true, concealedTurns: 0, missing: 1, filled: 0, hasCopy: false }
const nothing = { missing: undefined }
const tooLong = MAX_CONCEALED_TURNS + 1

const table: readonly (readonly [when: string, given: Partial<Gap>, expected: GapStep])[] = [
  ['nothing has come: the packet may be late', nothing, 'stretch'],
  ['nothing has come for long', { ...nothing, concealedTurns: MAX_CONCEALED_TURNS }, 'rest'],
  ['nothing has come in a pause', { ...nothing, inSpeech: false }, 'rest'],
  ['a gap in a pause', { inSpeech: false, hasCopy: true }, 'leap'],
  ['a gap too long to be made up', { missing: tooLong, hasCopy: true }, 'leap'],
  ['the longest that is made up', { missing: MAX_CONCEALED_TURNS, hasCopy: true }, 'conceal'],
  ['all of it is made up already', { missing: 2, filled: 2, hasCopy: true }, 'resume'],
  ['the last of a gap, with a copy', { missing: 3, filled: 2, hasCopy: true }, 'recover'],
  ['the last of a gap, without a copy', { missing: 3, filled: 2 }, 'conceal'],
  ['more is missing than the copy makes good', { missing: 3, filled: 1, hasCopy: true }, 'conceal'],
]

for (const [when, given, expected] of table) {
  t.test(`${when}: ${expected}`, (t) => {
    t.equal(stepFor({ ...gap, ...given }), expected)
    t.end()
  })
}

t.test('copies are waited for while packets are lost and the sender puts copies in', (t) => {
  const withCopy = Buffer.from([0x78, 0x40, 0])
  const plain = Buffer.from([0x78, 0x00, 0])
  const watch = createLossWatch()
  watch.played(withCopy)
  t.notOk(watch.copiesAreWaitedFor(), 'nothing is lost')
  for (let packet = 0; packet < 10; packet += 1) watch.lost()
  t.ok(watch.copiesAreWaitedFor())
  watch.played(plain)
  t.notOk(watch.copiesAreWaitedFor(), 'no copies')
  for (let packet = 0; packet < 500; packet += 1) watch.played(withCopy)
  t.notOk(watch.copiesAreWaitedFor(), 'the losses are over')
  t.end()
})

/** Two clocks that agree on nothing. */
const BASE_MS = 100_000

function measured(transits: readonly number[], copiesAreWaitedFor = false) {
  const delay = createDelayEstimator()
  for (const transit of transits) delay.measure(BASE_MS + transit, copiesAreWaitedFor)
  return delay
}

/** Each hundredth packet takes longer than all others. */
const withTail = (tailMs: number, every: number) =>
  Array.from({ length: 250 }, (_, index) => (index % every === every - 1 ? tailMs : 0))

t.test('the delay covers what 97 of 100 packets take beyond the fastest, and a turn', (t) => {
  t.equal(measured(withTail(60, 10)).delayMs(), 60 + 20)
  t.equal(measured(withTail(60, 100)).delayMs(), 24, 'one in a hundred is not waited for')
  t.equal(measured(withTail(900, 10)).delayMs(), 240, 'nobody waits for ever')
  t.equal(measured(withTail(5, 10)).delayMs(), 5 + SLACK_MS + 4, 'over an even network half a turn is enough')
  t.equal(measured(withTail(5, 10).slice(0, 49)).delayMs(), 5 + 20, 'once it is known')
  t.equal(measured(withTail(60, 250)).delayMs(), 14, 'whatever one packet does')
  t.end()
})

t.test('where copies are waited for, the turn of a lost packet can come early by the slack', (t) => {
  for (const tail of [0, 9]) t.equal(measured(withTail(tail, 10), true).delayMs(), 24 + SLACK_MS)
  t.end()
})

t.test('a packet later than the delay tells at once, others every tenth time', (t) => {
  const delay = measured([0, 10, 10, 10])
  t.equal(delay.delayMs(), 24)
  for (let packet = 4; packet < 10; packet += 1) delay.measure(BASE_MS + 10, false)
  t.equal(delay.delayMs(), 30)
  delay.measure(BASE_MS + 100, false)
  delay.measure(BASE_MS + 100, false)
  t.ok(delay.delayMs() > 30)
  t.end()
})

t.test('a packet is overdue once its transit by the base and the delay are over', (t) => {
  const delay = measured([5, 0, 5])
  t.equal(delay.overdueMs(1000, BASE_MS + 1000 + 24), 0)
  t.equal(delay.overdueMs(1000, BASE_MS + 1000), -24)
  t.end()
})

t.test('a transit seconds from the base is another stream; after a restart any is welcome', (t) => {
  const delay = measured([0])
  t.notOk(delay.isAnotherStream(BASE_MS + 3000))
  t.ok(delay.isAnotherStream(BASE_MS + 3001))
  t.ok(delay.isAnotherStream(BASE_MS - 3001))
  delay.restart()
  t.notOk(delay.isAnotherStream(0))
  t.end()
})

t.test('jitter is smoothed as RFC 3550 says', (t) => {
  t.equal(measured([0, 16]).jitterMs(), 1)
  t.equal(measured([0, 16, 16]).jitterMs(), 1 - 1 / 16)
  t.end()
})

const packet = (sequence: number, timestamp: number) => ({
  sequence,
  timestamp,
  payload: Buffer.alloc(1),
  level: undefined,
})

t.test('positions go on where the numbers of the packets wrap', (t) => {
  const queue = createPacketQueue()
  const last = packet(0xffff, 0xffff_ffff - 959)
  t.same(queue.positionOf(last), { index: 0, sentMs: 0 })
  queue.arrived(last, queue.positionOf(last))
  t.same(queue.positionOf(packet(0, 0)), { index: 1, sentMs: 20 })
  t.same(queue.positionOf(packet(0xfffe, 0xffff_ffff - 959 - 960)), { index: -1, sentMs: -20 })
  t.end()
})

t.test('an older packet does not move the newest back', (t) => {
  const queue = createPacketQueue()
  for (const each of [packet(10, 9600), packet(8, 7680)]) queue.arrived(each, queue.positionOf(each))
  t.same(queue.positionOf(packet(11, 10_560)), { index: 1, sentMs: 20 })
  t.end()
})

t.test('a number far from the newest is another stream, in both directions', (t) => {
  const queue = createPacketQueue()
  t.notOk(queue.isAnotherStream({ index: 10_000, sentMs: 0 }), 'the first begins one')
  queue.arrived(packet(0, 0), { index: 0, sentMs: 0 })
  for (const index of [500, -500]) t.notOk(queue.isAnotherStream({ index, sentMs: 0 }))
  for (const index of [501, -501]) t.ok(queue.isAnotherStream({ index, sentMs: 0 }))
  t.end()
})

t.test('the oldest is the one sent first, in whatever order they came', (t) => {
  const queue = createPacketQueue()
  for (const index of [5, 3, 4]) queue.add({ ...packet(index, index * 960), index, sentMs: index * 20 })
  t.equal(queue.oldest()?.index, 3)
  const oldest = queue.oldest()
  if (oldest) queue.remove(oldest)
  t.equal(queue.oldest()?.index, 4)
  t.equal(queue.at(3), undefined)
  t.equal(queue.size, 2)
  queue.restart()
  t.equal(queue.oldest(), undefined)
  t.end()
})
