/** What one address may ask for and hold has bounds, and nobody at another address notices. */

import { readdirSync } from 'node:fs'
import { type Agent, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { startTestApp } from '../../helpers/test-app.js'

const openFiles = () => readdirSync('/proc/self/fd').length

/** A connection from one of this machine's addresses that takes whatever comes. */
function open(port: number, localAddress = '127.0.0.1'): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => undefined)
  socket.resume()
  return socket
}

const closed = (socket: Socket) => eventually('it is closed', () => socket.destroyed)

type Asked = { readonly headers?: Record<string, string>; readonly body?: string; readonly agent?: Agent }

/** One request, on a connection of its own where no agent keeps one; 0 where that is closed unanswered. */
function ask(port: number, path: string, localAddress: string, asked: Asked = {}): Promise<number> {
  const { headers = {}, body, agent } = asked
  return new Promise((resolve) => {
    const method = body === undefined ? 'GET' : 'POST'
    const options = { port, host: '127.0.0.1', path, localAddress, agent: agent ?? false, method, headers }
    httpRequest(options, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', () => resolve(0))
      .end(body)
  })
}

/** No budget fills again, however slow the machine is. */
const frozen = { ...systemTimers, now: () => 1000 }

/** So many may be asked at once, and then so many more that wait. */
const BURST = 2000
const WAITING = 1000

/** Asks so many times at once, eight times on a connection, which stays open; whether it was told that it was too much. */
async function isTooMuch(
  t: Test,
  port: number,
  path: string,
  from: string,
  count: number,
  { headers = {}, body = '' }: Asked = {},
): Promise<boolean> {
  const method = body === '' ? 'GET' : 'POST'
  const fields = { host: 'localhost', 'content-length': String(body.length), ...headers }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  const request = `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
  const sockets = Array.from({ length: Math.ceil(count / 8) }, () => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from }).on('error', () => undefined)
    t.teardown(() => socket.destroy())
    const state = { socket, text: '', statuses: () => state.text.match(/HTTP\/1\.1 \d+/g) ?? [] }
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      state.text += chunk
    })
    socket.write(request.repeat(8))
    return state
  })
  const refused = () => sockets.some(({ text }) => text.includes('HTTP/1.1 429'))
  const isOver = () =>
    refused() || sockets.every(({ socket, statuses }) => socket.destroyed || statuses().length === 8)
  await eventually('all are answered, or one is refused', isOver, 60_000)
  return refused()
}

const pipelined = (count: number, path = '/') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(count)

t.test('a few requests at once are answered on a connection, and no more', async (t) => {
  const app = await startTestApp(t)
  for (const [count, answers] of [
    [5, 5],
    [24_000, 0],
  ] as const) {
    const socket = connect(app.port, '127.0.0.1').on('error', () => undefined)
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    socket.write(pipelined(count, '/healthz'))
    if (answers > 0)
      await eventually('all are answered', () => text.split('HTTP/1.1 200').length - 1 === answers)
    else await closed(socket)
    t.ok(text.split('HTTP/1.1 200').length - 1 <= 8)
    socket.destroy()
  }
  t.equal(await ask(app.port, '/healthz', '127.0.0.1'), 200)
})

t.test('a connection that breaks leaves nothing of its unanswered requests', async (t) => {
  const app = await startTestApp(t)
  await ask(app.port, '/', '127.0.0.1')
  const before = openFiles()
  for (let round = 0; round < 100; round += 1) {
    const socket = open(app.port)
    socket.write(pipelined(2), () => socket.resetAndDestroy())
    await closed(socket)
  }
  await eventually('no descriptor is left', () => openFiles() <= before)
  t.pass('none')
})

t.test('an address that asks too much is refused, its regions and everybody else are not', async (t) => {
  const app = await startTestApp(t, { timers: frozen })
  const region = testRegion(app, [testAvatar('Anna Flood')])
  const body = JSON.stringify({ region: region.id, name: 'R', avatars: [] })
  const json = { 'content-type': 'application/json' }
  const right = { headers: { ...json, 'x-region-secret': app.secrets.regionSecret }, body }
  const wrong = { headers: { ...json, 'x-region-secret': 'wrong' }, body }
  t.notOk(await isTooMuch(t, app.port, '/healthz', '127.0.0.3', BURST))
  t.ok(
    await isTooMuch(t, app.port, '/healthz', '127.0.0.3', WAITING + 8),
    'what would wait has a number, too',
  )
  t.equal(await ask(app.port, '/', '127.0.0.3'), 429)
  t.equal(await ask(app.port, '/', '127.0.0.4'), 200, 'another address')
  t.equal(await ask(app.port, '/opensim/v1/positions', '127.0.0.3', right), 204, 'a region of the same')
  t.equal(await ask(app.port, '/opensim/v1/positions', '127.0.0.3', wrong), 401)
  const said = app.log.filter(({ msg }) => /too many requests from one address/.test(msg))
  t.match(said, [{ level: 40, reqId: /./ }])
  t.equal(said.length, 1, 'it is said once')
  // With a wrong secret, that counts like anybody's.
  t.notOk(await isTooMuch(t, app.port, '/opensim/v1/positions', '127.0.0.5', BURST, wrong))
  t.ok(await isTooMuch(t, app.port, '/healthz', '127.0.0.5', WAITING + 8))
  const { regionSecret, vivoxAdminPassword: pwd } = app.secrets
  const signIn = `/api2/viv_signin.php?${new URLSearchParams({ userid: app.config.vivoxAdminUser, pwd })}`
  const signedIn = await (await fetch(app.url + signIn)).text()
  const token = /<auth_token>([^<]*)/.exec(signedIn)?.[1] ?? ''
  const search = `/api2/viv_chan_search.php?${new URLSearchParams({ auth_token: token, cond_channame: 'x' })}`
  for (const [index, [path, asked]] of (
    [
      ['/opensim/v1/positions', right],
      [`/opensim/voice/${regionSecret}`, { body: '{}' }],
      [search, {}],
    ] as const
  ).entries()) {
    const from = `127.0.1.${index}`
    await isTooMuch(t, app.port, path, from, BURST, asked)
    t.notOk(await isTooMuch(t, app.port, '/healthz', from, WAITING + 8), `a region is not counted: ${index}`)
  }
})

t.test('whoever asks too much waits, and is answered', async (t) => {
  let now = 1000
  const app = await startTestApp(t, { timers: { ...systemTimers, now: () => now } })
  t.notOk(await isTooMuch(t, app.port, '/healthz', '127.0.0.3', BURST))
  let answers = 0
  const late = Array.from({ length: 40 }, async () => {
    t.equal(await ask(app.port, '/healthz', '127.0.0.3'), 200)
    answers += 1
  })
  await eventually('they wait', () => app.log.some(({ msg }) => /they wait/.test(msg)))
  t.equal(await ask(app.port, '/healthz', '127.0.0.4'), 200, 'nobody else does')
  t.equal(answers, 0)
  now += 1000
  await Promise.all(late)
})

t.test('behind a trusted proxy each visitor has limits of their own', async (t) => {
  const app = await startTestApp(t, { env: { TRUST_PROXY: '127.0.0.1' }, timers: frozen })
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const visitor = from('2001:db8::1')
  t.ok(await isTooMuch(t, app.port, '/healthz', '127.0.0.1', BURST + WAITING + 8, visitor))
  t.equal(await ask(app.port, '/healthz', '127.0.0.1', from('2001:db8::ffff')), 429, 'of the same network')
  t.equal(await ask(app.port, '/healthz', '127.0.0.1', from('2001:db8:0:1::1')), 200)
})

t.test('connections of one address wait for those that are idle, and have a number', async (t) => {
  const app = await startTestApp(t)
  const from = '127.0.0.6'
  const sockets = Array.from({ length: 1100 }, () => open(app.port, from))
  t.teardown(() => sockets.map((socket) => socket.destroy()))
  // Who has asked something is kept for a minute, or until somebody waits.
  const answered = new Set<Socket>()
  for (const socket of sockets)
    socket.once('data', () => answered.add(socket)).write(pipelined(1, '/healthz'))
  await eventually('all are answered', () => answered.size === sockets.length, 60_000)
  t.ok(sockets.filter(({ destroyed }) => destroyed).length >= 100, 'in the place of idle ones')
  for (const socket of sockets) socket.destroy()

  const half = Array.from({ length: 4100 }, () => open(app.port, from))
  t.teardown(() => half.map((socket) => socket.destroy()))
  for (const socket of half) socket.write('GET /')
  const gone = () => half.filter(({ destroyed }) => destroyed).length
  await eventually('a hundred are closed', () => gone() >= 100, 60_000)
  t.equal(await ask(app.port, '/', '127.0.0.7'), 200, 'another address')
  for (const socket of half) socket.destroy()

  const slow = Array.from({ length: 60 }, () => open(app.port, '127.0.0.8'))
  t.teardown(() => slow.map((socket) => socket.destroy()))
  for (const socket of slow) socket.write(`GET /?${'x'.repeat(200_000)}`)
  await eventually('what holds too much is closed', () => slow.some(({ destroyed }) => destroyed))
  t.equal(await ask(app.port, '/', '127.0.0.8'), 200)
})

t.test('half-open handshakes of one address keep nobody else waiting', async (t) => {
  const app = await startTestApp(t)
  const half = Array.from({ length: 200 }, () => open(app.port, '127.0.0.9'))
  t.teardown(() => half.map((socket) => socket.destroy()))
  for (const socket of half) socket.write(Buffer.from([0x16, 3, 1, 0, 200, 1]))
  t.equal(await tlsStatus(app.port, '127.0.0.10'), 200)
})

function tlsStatus(port: number, localAddress: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = {
      port,
      host: '127.0.0.1',
      path: '/healthz',
      localAddress,
      rejectUnauthorized: false,
      agent: false,
    }
    httpsRequest(options, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}
