/** The bus through Redis, by the contract of the one within a process, and what becomes of it while Redis is away. */

import t, { type Test } from 'tap'
import { createRedisBus } from '../../src/cluster/redis/redis-bus.js'
import { openStream, type RedisStream } from '../../src/cluster/redis/stream.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { keepsBusContract } from '../contract/bus.js'
import { eventually } from '../helpers/eventually.js'
import { noRedis, startRedis, type TestRedis } from '../helpers/servers/redis.js'

t.test('the bus within a process', async (t) => {
  const bus = createLoopbackBus()
  await keepsBusContract(t, bus, bus)
})

async function openNode(t: Test, server: TestRedis, nodeId: string): Promise<RedisStream> {
  const redis = await server.connect()
  const onError = (error: unknown) => t.fail(String(error))
  const stream = await openStream({ redis, nodeId, timers: systemTimers, onError })
  t.teardown(stream.close)
  return stream
}

t.test('the bus through Redis', { skip: noRedis }, async (t) => {
  const server = await startRedis(t)
  const [one, two] = [await openNode(t, server, 'one'), await openNode(t, server, 'two')]
  const [here, there] = [createRedisBus(one), createRedisBus(two)]
  await keepsBusContract(t, here, there)

  const told: string[] = []
  let missed = 0
  there.subscribe('secret-renewed', ({ name }) => told.push(name))
  two.onMissed(() => {
    missed += 1
  })

  // A message of a newer version, and one that is none at all.
  const raw = await server.connect()
  const add = (fields: Record<string, string>) =>
    raw.run((client) => client.xAdd('opensim-voice:bus', '*', fields))
  const renewed = JSON.stringify([['bus secret-renewed', { name: 'unknown' }]])
  await add({ v: '2', from: 'newer', told: renewed })
  await add({ v: '1', from: 'odd', told: '{"bus":1}' })
  await add({ v: '1', from: 'later', told: JSON.stringify([['bus of-a-later-version', {}]]) })

  server.pause()
  here.publish('secret-renewed', { name: 'while Redis hangs' })
  await new Promise((resolve) => setTimeout(resolve, 1200))
  here.publish('secret-renewed', { name: 'still' })
  server.resume()
  await eventually('both are heard', () => told.includes('still'))
  t.strictSame(
    [...new Set(told)],
    ['while Redis hangs', 'still'],
    'what is told while Redis is away is heard later',
  )
  t.equal(missed, 0)

  told.length = 0
  await server.stop()
  here.publish('secret-renewed', { name: 'while it is gone' })
  await server.start()
  await eventually('all nodes load anew', () => missed > 0)
  here.publish('secret-renewed', { name: 'again' })
  await eventually('the bus goes on', () => told.includes('again'))
})
