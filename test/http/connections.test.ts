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
  const served: Socket[] = []
  const admits = (socket: Socket) => connections.admit(socket, () => served.push(socket))
  /** Comes and wants its handshake. */
  function shake(address: string): Socket {
    const socket = connectionFrom(address)
    admits(socket)
    connections.handshake(socket, () => begun.push(socket))
    return socket
  }
  const admit = (address: string) => admits(connectionFrom(address))
  return { time, connections, begun, served, shake, admits, admit }
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

t.test(
  'new connections wait: for their rate, and for those that are served; and have a number',
  async (t) => {
    const { time, connections, served, admits, admit } = setUp()
    const address = '203.0.113.1'
    const open = Array.from({ length: 4000 }, () => connectionFrom(address))
    t.ok(open.every(admits))
    t.notOk(admit(address), 'beyond four thousand it is closed')
    t.strictSame(served, open.slice(0, 1000), 'a thousand are served')
    for (const socket of open.slice(0, 100)) socket.emit('close')
    t.strictSame(served, open.slice(0, 1100), 'the next ones come in their order')

    const [idle, busy, never, page] = open.slice(100)
    if (!idle || !busy || !never || !page) throw new Error('no sockets')
    for (const socket of [idle, busy, page]) connections.requested(socket)
    connections.upgraded(page)
    for (const socket of [idle, page]) connections.answered(socket)
    t.ok(idle.destroyed, 'whoever becomes idle gives way')
    t.notOk([busy, never, page].some(({ destroyed }) => destroyed))
    idle.emit('close')
    t.equal(served.at(-1), open[1100])

    open[1200]?.emit('timeout')
    t.ok(open[1200]?.destroyed, 'who waits for too long is closed')
    busy.emit('timeout')
    t.notOk(busy.destroyed, 'who is served is not')
    for (const socket of [...open].reverse()) socket.emit('close')
    t.equal(served.length, 1101, 'who is gone has no turn')
    for (let count = 0; count < 2399 + 101; count += 1) {
      const socket = connectionFrom(address)
      t.ok(admits(socket))
      if (count < 2399) socket.emit('close')
    }
    t.equal(served.length, 3500, 'they came too fast')
    await time.pass(500)
    connections.sweep()
    t.equal(served.length, 3550)
    await time.pass(510)
    connections.sweep()
    t.equal(served.length, 3601)

    for (let network = 2; network <= 11; network += 1)
      for (let count = 0; count < 1000; count += 1) admit(`203.0.113.${network}`)
    t.notOk(admit(address), 'it has a hundred')
    t.ok(Array.from({ length: 50 }, () => admit('203.0.113.12')).every(Boolean))
    t.notOk(admit('203.0.113.12'))
  },
)

t.test('as many as wait have idle ones give way that were idle before', async (t) => {
  const { connections, served, admits, admit } = setUp()
  const open = Array.from({ length: 1000 }, () => connectionFrom('203.0.113.1'))
  for (const socket of open) {
    admits(socket)
    connections.requested(socket)
    connections.answered(socket)
  }
  connections.sweep()
  const gone = () => open.filter(({ destroyed }) => destroyed)
  t.equal(gone().length, 0, 'nobody waits')
  for (let count = 0; count < 3; count += 1) admit('203.0.113.1')
  connections.sweep()
  t.strictSame(
    gone().map((socket) => open.indexOf(socket)),
    [0, 1, 2],
  )
  for (const socket of gone()) socket.emit('close')
  t.equal(served.length, 1003)
})

t.test('a region that has proved itself, and a trusted proxy, do not count', async (t) => {
  const { connections, served, admits, admit } = setUp((address) => address === '203.0.113.9')
  const regions = Array.from({ length: 100 }, () => connectionFrom('203.0.113.1'))
  for (const socket of regions) {
    admits(socket)
    connections.vouched(socket)
  }
  for (let count = 0; count < 1001; count += 1) admit('203.0.113.1')
  for (const socket of regions) socket.emit('close')
  t.equal(served.length, 1100, 'they were not among the thousand, nor are they when they go')
  t.ok(Array.from({ length: 2000 }, () => admit('203.0.113.9')).every(Boolean))
})
