/** Where STUN is answered: here, in a thread of its own during a flood, and here again; somebody who asks notices nothing. */

import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import t, { type Test } from 'tap'
import { QUIET_MS, startStunServer } from '../../../src/ice/stun/stun-server.js'
import { FLOOD_PER_SECOND } from '../../../src/ice/stun/stun-socket.js'
import { decodeAnswer, encodeRequest, Method } from '../../../src/stun/stun-message.js'
import type { Timers } from '../../../src/voice/ports.js'
import { eventually } from '../../helpers/eventually.js'
import { createTestTime } from '../../helpers/test-time.js'

const FLOODED = 'STUN is flooded: a thread of its own answers'
const OVER = 'the STUN flood is over: its thread ends'

async function bound(t: Pick<Test, 'teardown'>, address: string, port = 0): Promise<Socket> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(port, address, resolve))
  t.teardown(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  return socket
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(resolve))
  return port
}

function start(t: Pick<Test, 'teardown'>, port: number) {
  const time = createTestTime()
  const told: string[] = []
  const log = {
    info: (_: object, message: string) => void told.push(message),
    error: ({ fault }: { fault?: string }, message: string) => void told.push(`${message}: ${fault}`),
  }
  let waits = 0
  const timers: Timers = {
    ...time.timers,
    after(milliseconds, callback) {
      waits += 1
      return time.timers.after(milliseconds, callback)
    },
  }
  const server = startStunServer({ port, timers, log })
  t.teardown(() => server.close())
  return { server, time, told, waits: () => waits }
}

/** Asks until it is answered, and forgets answers to what it asked before. */
async function ask(socket: Socket, port: number): Promise<boolean> {
  const id = randomBytes(12)
  let answered = false
  const hear = (message: Buffer) => {
    answered ||= decodeAnswer(message)?.transactionId.equals(id) === true
  }
  socket.on('message', hear)
  await eventually('an answer', () => {
    socket.send(encodeRequest(Method.binding, id, []), port, '127.0.0.1')
    return answered
  })
  socket.off('message', hear)
  return answered
}

/** Sends more than is answered here, in portions that a socket's buffer holds, until the server says so. */
function flood(socket: Socket, port: number, hasSeen: () => boolean): Promise<unknown> {
  return eventually('the flood is seen', () => {
    for (let sent = 0; sent < 200; sent += 1) socket.send('flood', port, '127.0.0.1')
    return hasSeen()
  })
}

t.test('who asks is answered before, during and after a flood', async (t) => {
  const port = await freePort()
  const { server, time, told } = start(t, port)
  const resident = await bound(t, '127.0.0.2')
  const stranger = await bound(t, '127.0.0.3')
  t.ok(await ask(resident, port))
  t.strictSame(told, ['STUN is answered'], 'by the own thread')

  for (const second of ['one second', 'the next']) {
    for (let sent = 0; sent < FLOOD_PER_SECOND - 100; sent += 1) stranger.send('few', port, '127.0.0.1')
    t.ok(await ask(resident, port))
    t.strictSame(told, ['STUN is answered'], `400 messages in ${second} are no flood`)
    await time.pass(1000)
  }

  await flood(stranger, port, () => told.includes(FLOODED))
  t.ok(await ask(resident, port), 'while the thread starts or answers')
  await eventually('the thread answers', () => time.pending() === 1)
  t.ok(await ask(resident, port), 'by the thread')

  await time.pass(QUIET_MS - 1)
  t.notOk(told.includes(OVER), 'a minute has not passed')
  await time.pass(1)
  t.ok(told.includes(OVER))
  t.ok(await ask(resident, port))
  await flood(stranger, port, () => told.filter((line) => line === FLOODED).length === 2)
  t.ok(await ask(resident, port), 'the own thread answered, and hands over again')
  await eventually('the thread answers again', () => time.pending() === 1)
  t.strictSame(told, ['STUN is answered', FLOODED, OVER, FLOODED])
  await server.close()
  t.equal(time.pending(), 0, 'closed, it waits for nothing')
})

t.test('a flood that goes on keeps the thread', async (t) => {
  const port = await freePort()
  const { time, told, waits } = start(t, port)
  const stranger = await bound(t, '127.0.0.3')
  await flood(stranger, port, () => waits() === 1)
  await time.pass(QUIET_MS - 1)
  await flood(stranger, port, () => waits() > 1)
  await time.pass(QUIET_MS - 1)
  t.strictSame(told, ['STUN is answered', FLOODED])
  await time.pass(1)
  t.strictSame(told, ['STUN is answered', FLOODED, OVER])
})

t.test('a port that cannot be had is said once, and tried again', async (t) => {
  const taken = createSocket('udp6')
  await new Promise<void>((resolve) => taken.bind(0, resolve))
  const { port } = taken.address()
  const { server, time, told } = start(t, port)
  const fault = 'STUN cannot be answered at the moment: EADDRINUSE'
  await eventually('it is said', () => told.includes(fault))
  await time.pass(5000)
  await eventually('it was tried again, in vain', () => time.pending() === 1)
  await new Promise<void>((resolve) => taken.close(resolve))
  await time.pass(5000)
  t.ok(await ask(await bound(t, '127.0.0.2'), port))
  t.strictSame(told, [fault, 'STUN is answered'])
  await server.close()
  await bound(t, '0.0.0.0', port)
  t.pass('closed, it gives the port back')
})
