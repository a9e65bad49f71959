/** What one address may hold by its connections, without a network: sockets come, wait for their turn and go. */

import { Socket } from 'node:net'
import t from 'tap'
import { createConnections } from '../../src/http/connections/connections.js'
import { createTestTime } from '../helpers/test-time.js'

/** A connection from that address; `close` is what the network does, `destroyed` what was done to it. */
function connectionFrom(address: string): Socket {
  const socket = new Socket()
  const port = Math.random()
  for (const [name, value] of Object.entries({
    remoteAddress: address,
    remotePort: port,
    localAddress: '::1',
  }))
    Object.defineProperty(socket, name, { value })
  return socket
}

function setUp(isExempt?: (address: string) => boolean) {
  const time = createTestTime()
  const connections = createConnections(time.timers, isExempt)
  const begun: Socket[] = []
  /** Comes and wants its handshake. */
  function shake(address: string): Socket {
    const socket = connectionFrom(address)
    connections.admit(socket)
    connections.handshake(socket, () => begun.push(socket))
    return socket
  }
  const admit = (address: string) => connections.admit(connectionFrom(address))
  return { time, connections, begun, shake, admit }
}

t.test('so many handshakes of one address at once, and each that is over lets in the next', async (t) => {
  const { connections, begun, shake } = setUp()
  const busy = Array.from({ length: 32 }, () => shake('203.0.113.1'))
  const [next, gone, last, late] = Array.from({ length: 4 }, () => shake('203.0.113.1'))
  t.strictSame(begun, busy)
  const other = shake('203.0.113.2')
  t.equal(begun.at(-1), other, 'another address does not wait')
  const [done, broken, third] = busy
  connections.secured(done ?? other)
  t.equal(begun.at(-1), next)
  connections.secured(done ?? other)
  t.equal(begun.at(-1), next, 'one is over once')
  gone?.emit('close')
  broken?.emit('close')
  t.equal(begun.at(-1), last, 'who is gone has no turn')
  t.equal(begun.length, 35)
  late?.emit('timeout')
  next?.emit('timeout')
  t.ok(late?.destroyed, 'who waits for too long is closed')
  t.notOk(next?.destroyed, 'who has had a turn is not')
  late?.emit('close')
  third?.emit('close')
  t.equal(begun.length, 35)
})

t.test('new connections have a rate, and a number that is small where the service is crowded', async (t) => {
  const { time, connections, admit } = setUp()
  const open = Array.from({ length: 1000 }, () => connectionFrom('203.0.113.1'))
  t.ok(open.every(connections.admit))
  t.notOk(admit('203.0.113.1'), 'a thousand are open')
  for (const socket of open) socket.emit('close')
  t.ok(Array.from({ length: 500 }, () => admit('203.0.113.1')).every(Boolean))
  t.notOk(admit('203.0.113.1'), 'they came too fast')
  await time.pass(1000)
  t.ok(admit('203.0.113.1'))

  for (let network = 2; network <= 11; network += 1)
    for (let count = 0; count < 1000; count += 1) admit(`203.0.113.${network}`)
  t.notOk(admit('203.0.113.1'), 'it has five hundred')
  t.ok(Array.from({ length: 50 }, () => admit('203.0.113.12')).every(Boolean))
  t.notOk(admit('203.0.113.12'))
})

t.test('a region that has proved itself, and a trusted proxy, do not count', async (t) => {
  const { connections, admit } = setUp((address) => address === '203.0.113.9')
  const regions = Array.from({ length: 100 }, () => connectionFrom('203.0.113.1'))
  for (const socket of regions) {
    connections.admit(socket)
    connections.vouched(socket)
  }
  t.ok(Array.from({ length: 1000 }, () => admit('203.0.113.1')).every(Boolean))
  for (const socket of regions) socket.emit('close')
  t.notOk(admit('203.0.113.1'), 'they were not among the thousand, nor are they when they go')
  t.ok(Array.from({ length: 2000 }, () => admit('203.0.113.9')).every(Boolean))
})
