/** The queue before slow hashes: two at a time, networks take turns, whoever proved themselves goes first. */

import t from 'tap'
import { createHashQueue } from '../../../src/voice/limits/hash-queue.js'
import { createTestTime } from '../../helpers/test-time.js'

function setUp() {
  const time = createTestTime()
  const queue = createHashQueue(time.timers)
  const started: string[] = []
  const refused: string[] = []
  const running: (() => void)[] = []
  function ask(network: string, count = 1): void {
    for (let index = 0; index < count; index += 1) {
      const work = () =>
        new Promise<void>((resolve) => {
          started.push(network)
          running.push(resolve)
        })
      queue.run(network, work).catch((error) => refused.push(`${network} ${error.code}`))
    }
  }
  /** One of those that run is done; who starts then. */
  async function finish(): Promise<string | undefined> {
    const before = started.length
    running.shift()?.()
    await time.pass(0)
    return started[before]
  }
  return { time, queue, ask, finish, started, refused }
}

t.test('two at a time, and each network in its turn', async (t) => {
  const { ask, finish, started, refused, time } = setUp()
  ask('flood', 10)
  ask('anna')
  ask('bert', 2)
  await time.pass(0)
  t.strictSame(started, ['flood', 'flood'])
  t.strictSame(refused, Array(4).fill('flood too-busy'), 'four of one network may wait')
  const order: unknown[] = []
  for (let index = 0; index < 8; index += 1) order.push(await finish())
  t.strictSame(order, ['flood', 'anna', 'bert', 'flood', 'bert', 'flood', 'flood', undefined])
})

t.test('a full queue takes in who has proved themselves, and who has none waiting', async (t) => {
  const { ask, finish, refused, queue, time } = setUp()
  ask('first', 2)
  for (let index = 0; index < 10; index += 1) ask(`n${index}`, 3)
  ask('n10', 2)
  await time.pass(0)
  t.strictSame(refused, [])
  ask('anna')
  await time.pass(0)
  t.strictSame(refused, ['n0 too-busy'], 'the newest of those who have most waiting gives way')
  queue.trust('owner')
  ask('owner')
  t.equal(await finish(), 'owner')
  t.equal(refused.length, 2)
})

t.test('where everybody waits once a stranger is told to come back, an admin is not', async (t) => {
  const { ask, finish, refused, queue, time } = setUp()
  ask('first', 2)
  for (let index = 0; index < 32; index += 1) ask(`n${index}`)
  ask('stranger')
  await time.pass(0)
  t.strictSame(refused, ['stranger too-busy'])
  queue.trust('owner')
  ask('owner')
  await time.pass(0)
  t.match(refused.at(-1), /^n\d+ too-busy$/)
  t.equal(await finish(), 'owner')
})

t.test('nobody waits for more than five seconds, and a hash that fails makes way', async (t) => {
  const { ask, started, refused, queue, time } = setUp()
  ask('first', 2)
  ask('anna')
  await time.pass(4999)
  t.strictSame(refused, [])
  await time.pass(1)
  t.strictSame(refused, ['anna too-busy'])
  const other = createHashQueue(time.timers)
  const failing = () => other.run('one', () => Promise.reject(new Error('broken')))
  await Promise.all([failing(), failing(), failing()].map((one) => t.rejects(one, { message: 'broken' })))
  t.equal(await other.run('one', async () => 'works'), 'works')
  t.equal(started.length, 2)
  t.ok(queue)
})
