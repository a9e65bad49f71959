import t from 'tap'
import { keepMemoryTidy } from '../../src/operator/memory.js'
import { createTestTime } from '../helpers/test-time.js'

t.test('the heap is collected after the start and after growth, and not otherwise', async (t) => {
  const time = createTestTime()
  const MEGABYTE = 1024 * 1024
  let megabytes = 150
  let collections = 0
  let spentMs = 0
  let load = 0.5
  keepMemoryTidy(time.timers, {
    residentBytes: () => megabytes * MEGABYTE,
    cpuMs() {
      spentMs += 20_000 * load
      return spentMs
    },
    async collect() {
      collections += 1
      megabytes = Math.min(megabytes, 110)
    },
  })
  await time.pass(3000)
  t.equal(collections, 1)
  await time.pass(60_000)
  t.equal(collections, 1, 'nobody waits for more of that while much goes on')
  load = 0
  await time.pass(60_000)
  t.equal(collections, 2, 'once more, for a slow start; then nothing grew')
  // A hundred people who move.
  load = 0.09
  megabytes = 190
  await time.pass(60_000)
  t.equal(collections, 2, 'what is in use may nearly double where much goes on')
  megabytes = 300
  await time.pass(20_000)
  t.equal(collections, 3, 'after a flood')
  await time.pass(60_000)
  t.equal(collections, 3)
  load = 0
  megabytes = 117
  await time.pass(60_000)
  t.equal(collections, 3, 'a heap breathes')
  megabytes = 130
  await time.pass(20_000)
  t.equal(collections, 4, 'what a small flood left goes when nobody notices')
})
