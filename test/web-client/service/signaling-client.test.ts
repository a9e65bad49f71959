/** The socket to the service without one: lost, dead, given up, ended; every state and every event. */

import t from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { createSignalingClient, signalingTransitions } from '../../../web-client/service/signaling-client.js'
import { pageTime } from '../../helpers/browser/fake-browser.js'
import { createTestTime } from '../../helpers/test-time.js'
import { holdsTable } from '../../helpers/transition-table.js'

t.test('the socket, in every state', (t) => {
  holdsTable(
    t,
    signalingTransitions,
    `
              begin    opened  lost     retry    give-up  end   again
    unopened  opening  -       -        -        -        over  opening
    opening   -        open    pausing  -        =        over  -
    open      -        -       pausing  -        opening  over  -
    pausing   -        -       -        opening  opening  over  -
    over      -        -       -        -        -        -     opening`,
  )
  t.end()
})

class FakeSocket {
  binaryType = ''
  readyState = 0
  readonly sent: string[] = []
  closedWith: number | undefined
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  send(data: string): void {
    this.sent.push(data)
  }
  close(code?: number): void {
    this.closedWith = code ?? 1005
  }
  open(): void {
    this.readyState = 1
    this.onopen?.()
  }
  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
  break(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

function setUp(waits = false) {
  const time = createTestTime()
  const sockets: FakeSocket[] = []
  const told: string[] = []
  const client = createSignalingClient(
    () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as never
    },
    {
      onOpen: () => told.push('open'),
      onMessage: ({ type }) => told.push(type),
      onPositions: (entries) => told.push(`${entries.length} positions`),
      onLost: () => told.push('lost'),
      onOver: (reason) => told.push(`over: ${reason}`),
    },
    { waits, time: pageTime(time) },
  )
  return { time, sockets, told, client, newest: () => sockets.at(-1) as FakeSocket }
}

const ping = JSON.stringify({ type: 'ping' })

t.test('a lost socket is opened again, after pauses that grow to two seconds', async (t) => {
  const { time, sockets, told, newest } = setUp()
  newest().open()
  for (const longest of [250, 500, 1000, 2000, 2000]) {
    const count = sockets.length
    newest().break()
    await time.pass(longest / 2 - 1)
    t.equal(sockets.length, count, `not before ${longest / 2} ms`)
    await time.pass(longest / 2 + 1)
    t.equal(sockets.length, count + 1, `within ${longest} ms`)
  }
  newest().open()
  newest().break()
  await time.pass(250)
  t.equal(sockets.length, 7, 'one that was open begins with a short pause')
  t.strictSame(told.slice(0, 3), ['open', 'lost', 'lost'])
})

t.test('a socket that says nothing is asked, and given up without an answer', async (t) => {
  const { time, sockets, told, newest } = setUp()
  newest().open()
  await time.pass(9000)
  newest().say({ type: 'pong' })
  await time.pass(9000)
  t.strictSame(newest().sent, [])
  await time.pass(1000)
  t.strictSame(newest().sent, [ping])
  await time.pass(2999)
  t.equal(sockets.length, 1)
  await time.pass(1)
  t.equal(sockets.length, 2, 'a new one')
  t.strictSame(told, ['open', 'pong', 'lost'])
  const [older] = sockets
  older?.say({ type: 'room' })
  older?.break(CloseCode.replaced)
  t.strictSame(told, ['open', 'pong', 'lost'], 'the older one is heard no more')
  t.equal(older?.closedWith, undefined, 'and goes without a farewell')
  newest().open()
  await time.pass(8000)
  await time.pass(2000)
  newest().say({ type: 'pong' })
  await time.pass(20_000)
  t.equal(older?.closedWith, 1005)
})

t.test('what is in doubt is asked at once; a network that changed needs a new socket', async (t) => {
  const { time, sockets, client, newest } = setUp()
  client.check()
  client.reconnect()
  t.equal(sockets.length, 1, 'one that is young and not open yet is left alone')
  await time.pass(1001)
  client.reconnect()
  t.equal(sockets.length, 2)
  newest().open()
  client.check()
  t.strictSame(newest().sent, [ping])
  client.reconnect()
  t.equal(sockets.length, 3)
  newest().break()
  client.reconnect()
  t.equal(sockets.length, 4, 'a pause is cut short')
  await time.pass(5000)
  t.equal(sockets.length, 4)
  await time.pass(3000)
  t.equal(sockets.length, 5, 'a server that does not answer at all is given up')
})

t.test('the server’s end is an end; until somebody begins again', async (t) => {
  for (const [code, reason] of [
    [CloseCode.sessionOver, 'signed-out'],
    [CloseCode.replaced, 'replaced'],
    [CloseCode.kicked, 'kicked'],
    [CloseCode['left-world'], 'left-world'],
    [CloseCode.originRefused, 'refused'],
  ] as const) {
    const { time, sockets, told, client, newest } = setUp()
    newest().open()
    newest().break(code)
    t.strictSame(told, ['open', `over: ${reason}`])
    client.reconnect()
    client.check()
    client.send({ type: 'leave' })
    await time.pass(60_000)
    t.equal(sockets.length, 1, reason)
    client.again()
    client.again()
    t.equal(sockets.length, 2)
    newest().open()
    client.send({ type: 'leave' })
    t.equal(newest().sent.length, 1)
  }
})

t.test('what cannot be sent is dropped, and a closed client rests', async (t) => {
  const { time, sockets, told, client, newest } = setUp()
  client.send({ type: 'leave' })
  newest().open()
  newest().readyState = 2
  client.send({ type: 'leave' })
  t.strictSame(newest().sent, [])
  newest().onmessage?.({ data: new ArrayBuffer(0) })
  client.close()
  t.equal(newest().closedWith, 1000)
  newest().break(1000)
  await time.pass(60_000)
  t.equal(sockets.length, 1)
  t.equal(time.pending(), 0)
  t.strictSame(told, ['open'])
})

t.test('the first socket waits for its address', async (t) => {
  const { time, sockets, client } = setUp(true)
  client.reconnect()
  client.check()
  await time.pass(10_000)
  t.equal(sockets.length, 0)
  client.again()
  t.equal(sockets.length, 1)
  const closed = setUp(true)
  closed.client.close()
  await closed.time.pass(60_000)
  t.equal(closed.sockets.length, 0)
})
