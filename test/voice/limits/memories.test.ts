/** Whoever is limited is remembered, and what strangers make us remember has a size: the longest unused is forgotten. */

import t from 'tap'
import { createRequestLimit, createTokenBuckets, createTurns } from '../../../src/voice/limits/rates.js'
import { forgetOldest, remember } from '../../../src/voice/limits/remember.js'
import { createTestTime } from '../../helpers/test-time.js'

t.test('the one that was not put in for longest is forgotten', async (t) => {
  const memory = new Map<string, number>()
  for (const key of ['a', 'b', 'c', 'a', 'd']) remember(memory, key, 1, 3)
  t.strictSame([...memory.keys()], ['c', 'a', 'd'])
  const names = new Set(['a', 'b'])
  forgetOldest(names, 2)
  forgetOldest(names, 1)
  t.strictSame([...names], ['b'])
})

t.test('limits remember ten thousand, and who is used stays', async (t) => {
  const { timers } = createTestTime()
  const buckets = createTokenBuckets(timers, { burst: 1, perSecond: 0.001 })
  const limit = createRequestLimit(timers, 2, 60_000)
  for (const [name, spend] of [
    ['a bucket', (key: string) => buckets(key).spend()],
    ['a limit', (key: string) => limit.take(key)],
  ] as const) {
    while (spend('gone'));
    while (spend('used'));
    for (let count = 0; count < 9_998; count += 1) spend(`${name} ${count}`)
    t.notOk(spend('gone'), `${name} is remembered`)
    if (name === 'a bucket') t.notOk(spend('used'))
    for (let count = 0; count < 9_999; count += 1) spend(`${name} more ${count}`)
    t.equal(spend('gone'), true, `${name} is forgotten`)
  }
})

t.test('turns come in their order as the bucket fills, and a few may wait', async (t) => {
  const { timers, pass } = createTestTime()
  const turns = createTurns({ timers, rate: { burst: 2, perSecond: 10 }, maxWaiting: 3 })
  const begun: number[] = []
  const taken = [1, 2, 3, 4, 5, 6].map((turn) => turns.take('a', () => begun.push(turn)))
  t.strictSame(taken, [true, true, true, true, true, false])
  t.strictSame(begun, [1, 2])
  t.ok(
    turns.take('b', () => begun.push(0)),
    'nobody waits for others',
  )
  t.notOk(turns.isFree('a'))
  await pass(110)
  t.strictSame(begun, [1, 2, 0, 3])
  await pass(1000)
  t.strictSame(begun, [1, 2, 0, 3, 4, 5])
  t.ok(turns.isFree('a'))
  for (const _ of begun) turns.count('a')
  t.notOk(turns.isFree('a'), 'what came in without a turn counts')
})
