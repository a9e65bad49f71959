/** A process of the hub whose port the firewall knows nothing of is noticed, and tried again later. */

import t from 'tap'
import { createReach } from '../../../src/media/pool/reach.js'
import { createTestTime } from '../../helpers/test-time.js'

t.test('a port that nobody gets through to is told of once, while others are reached', async (t) => {
  const time = createTestTime()
  const closed: number[] = []
  const reach = createReach({ timers: time.timers, onClosed: (index) => closed.push(index) })
  const fail = async (index: number, peers: number) => {
    for (let peer = 0; peer < peers; peer += 1) reach.expect(index, () => false)
    await time.pass(8000)
  }
  await fail(1, 5)
  t.notOk(reach.isClosed(1), 'nobody reaches anything: the network is away, or nobody came')
  reach.connected(0)
  await fail(2, 2)
  t.notOk(reach.isClosed(2), 'two may have a firewall of their own')
  await fail(2, 2)
  t.ok(reach.isClosed(2))
  await fail(0, 9)
  t.notOk(reach.isClosed(0), 'who was reached once is open')
  t.strictSame(closed, [2])
  await time.pass(600_000)
  t.notOk(reach.isClosed(2), 'the operator may have opened it')
  await fail(2, 1)
  t.ok(reach.isClosed(2), 'or not')
  await time.pass(600_000)
  reach.expect(2, () => true)
  reach.connected(2)
  await fail(2, 5)
  t.notOk(reach.isClosed(2))
  t.strictSame(closed, [2, 2])
})
