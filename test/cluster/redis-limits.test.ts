/** Limits that several nodes count together, and what becomes of them while Redis is away. */

import t from 'tap'
import { createRedisLimits } from '../../src/cluster/redis/redis-limits.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { eventually } from '../helpers/eventually.js'
import { noRedis, startRedis } from '../helpers/servers/redis.js'

t.test('limits of several nodes', { skip: noRedis }, async (t) => {
  const server = await startRedis(t)
  const redis = await Promise.all([1, 2, 3].map(server.connect))
  const nodes = redis.map((one) => createRedisLimits(one, systemTimers))
  const limits = (name: string, windowMs = 60_000) => nodes.map((make) => make({ name, count: 10, windowMs }))
  /** How many of so many tries on each node are let in. */
  async function tryOn(some: ReturnType<typeof limits>, times: number, key = 'an address'): Promise<number> {
    const tries = some.flatMap((limit) => Array.from({ length: times }, () => limit.take(key)))
    return (await Promise.all(tries)).filter(Boolean).length
  }

  await t.test('hold for all of them together, even at once', async (t) => {
    const tried = limits('tried')
    t.equal(await tryOn(tried, 10), 10)
    t.equal(await tryOn(tried, 1), 0)
    t.equal(await tryOn(tried, 10, 'another'), 10, 'each address has its own')
    t.equal(await tryOn(limits('other'), 10), 10, 'and each limit')
  })

  await t.test(
    'are over in their time, and Redis keeps nothing of them then, nor what they are for',
    async (t) => {
      const [short] = limits('short', 300)
      const keys = () => redis[0]?.run((client) => client.keys('opensim-voice:limit:short:*'))
      t.equal(
        await tryOn(
          [short].flatMap((one) => one ?? []),
          11,
        ),
        10,
      )
      t.notMatch(await keys(), [/address/])
      await eventually('it takes again', () => short?.take('an address'))
      await eventually('nothing is kept', async () => (await keys())?.length === 0)
    },
  )

  await t.test('while Redis is away, hold for each node by itself', async (t) => {
    const [first, second] = limits('away')
    if (!first || !second) return
    t.equal(await tryOn([first], 4), 4)
    server.pause()
    t.equal(await tryOn([first], 10), 6, 'it knows its own')
    t.equal(await tryOn([second], 12), 10)
  })
})
