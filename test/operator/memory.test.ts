import t from 'tap'
import { keepMemoryTidy } from '../../src/operator/memory.js'
import { createTestTime } from '../helpers/test-time.js'

t.test('the heap is collected after the start and after growth, and not otherwise', async (t) => {
  const time = createTestTime()
  let megabytes = 150
  let collections = 0
  keepMemoryTidy(
    time.timers,
    () => megabytes,
    async () => {
      collections += 1
      megabytes = Math.min(megabytes, 110)
    },
  )
  await time.pass(3000)
  t.equal(collections, 1)
  await time.pass(60_000)
  t.equal(collections, 2, 'once more, for a slow start; then nothing grew')
  megabytes = 300
  await time.pass(20_000)
  t.equal(collections, 3, 'after a flood')
  await time.pass(60_000)
  t.equal(collections, 3)
})
