/** When a node may go on with what it owns although it cannot reach Redis: as long as all others say the same. */

import t from 'tap'
import type { NodeView } from '../../src/cluster/nodes/nodes.js'
import { watchRedis } from '../../src/cluster/nodes/redis-witness.js'
import { createTestTime } from '../helpers/test-time.js'

const nodeOf = (id: string): NodeView => ({ id, url: '', version: '', draining: false, areas: 0 })

function watch(answerAfterMs: number) {
  const { timers, pass } = createTestTime()
  const others = { isRedisAnswering: false }
  const witness = watchRedis({
    nodes: {
      live: () => ['self', 'other'].map(nodeOf),
      self: () => nodeOf('self'),
      isRedisAnswering: () => false,
    },
    ask: () =>
      new Promise((resolve) => void timers.after(answerAfterMs, () => resolve(others.isRedisAnswering))),
    timers,
  })
  return { witness, pass, others }
}

t.test('others who answer late still count, and hold no longer than from when they were asked', async (t) => {
  const { witness, pass, others } = watch(2000)
  await pass(2600)
  for (let turn = 0; turn < 50; turn += 1) {
    await pass(100)
    t.ok(witness.isAwayForAll())
  }
  others.isRedisAnswering = true
  await pass(3100)
  t.notOk(witness.isAwayForAll())
  witness.close()
})

t.test('one that reaches Redis, and one that says nothing, are no witnesses', async (t) => {
  const { witness, pass, others } = watch(100)
  t.notOk(witness.isAwayForAll())
  others.isRedisAnswering = true
  await pass(5000)
  t.notOk(witness.isAwayForAll())
  witness.close()
})
