/** What a client does wrong is said once, as its fault and not as ours, and so is that it works again. */

import { connect } from 'node:net'
import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { type LogLine, startTestApp, type TestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

const INFO = 30
const WARN = 40
const ERROR = 50

const linesOf = (app: TestApp, code: string): LogLine[] =>
  app.log.filter((line) => line.code === code || (Array.isArray(line.codes) && line.codes.includes(code)))

t.test(
  'a script with a wrong secret is one line of the log for each region, and one when it is right',
  async (t) => {
    const time = createTestTime()
    const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
    const right = testRegion(app, [testAvatar('Anna Test')])
    const push = (region: string, secret: string) =>
      fetch(`${app.url}/opensim/v1/positions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-region-secret': secret,
          'x-secondlife-region': `${region} (256000, 256000)`,
          'x-secondlife-object-key': '3d9132b8-85e1-482c-80e1-dfcd9ea9444c',
        },
        body: JSON.stringify({ region: right.id, name: region, avatars: [] }),
      }).then(({ status }) => status)
    for (let turn = 0; turn < 30; turn += 1) {
      t.equal(await push('Plaza', 'not it'), 401)
      t.equal(await push('Harbour', 'not it'), 401)
    }
    t.match(linesOf(app, 'region-secret-wrong'), [{ level: WARN }, { level: WARN }])
    t.equal(linesOf(app, 'region-secret-wrong').length, 2)
    await time.pass(10 * 60_000)
    await push('Plaza', 'not it')
    t.match(linesOf(app, 'region-secret-wrong').at(-1), { level: WARN, repeated: 29 })
    for (let turn = 0; turn < 5; turn += 1) t.equal(await push('Plaza', app.secrets.regionSecret), 204)
    t.equal(linesOf(app, 'region-secret-wrong').length, 4)
    t.match(linesOf(app, 'region-secret-wrong').at(-1), { level: 30, who: /Plaza/, msg: /served again/ })
    await push('Plaza', 'not it')
    t.equal(linesOf(app, 'region-secret-wrong').length, 4, 'not said again at once')
    await time.pass(60_000)
    await push('Plaza', 'not it')
    t.match(linesOf(app, 'region-secret-wrong').at(-1), { level: WARN }, 'but the last word is true')

    for (let turn = 0; turn < 100; turn += 1) await push(`Invented ${turn}`, 'not it')
    t.ok(linesOf(app, 'region-secret-wrong').length < 40, 'a stranger with ever new names fills no log')
  },
)

t.test('a region with a wrong password is one line, too', async (t) => {
  const app = await startTestApp(t)
  const sign = (password: string) =>
    fetch(`${app.url}/api2/viv_signin.php?userid=opensim&pwd=${password}`).then((answer) => answer.text())
  for (let turn = 0; turn < 20; turn += 1) t.match(await sign('wrong'), /<code>200<\/code>/)
  t.equal(linesOf(app, 'wrong-credentials').length, 1)
  t.match(await sign(app.secrets.vivoxAdminPassword), /<status>Ok<\/status>/)
  const line = linesOf(app, 'wrong-credentials').at(-1)
  t.match(line, { level: 30, msg: 'a region signed in', repeated: 19 })
  t.equal(app.log.filter(({ reqId }) => reqId === line?.reqId).length, 1, 'and that it is let in again, too')
})

t.test('and a region with a wrong WebRtcVoiceServerURI', async (t) => {
  const app = await startTestApp(t)
  const logout = async (secret: string) => {
    const agent = '00000000-0000-4000-8000-00000000beef'
    const params = { request: { logout: true }, userID: agent, scene: agent }
    const method = 'provision_voice_account_request'
    const answer = await fetch(`${app.url}/opensim/voice/${secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json-rpc' },
      body: JSON.stringify({ jsonrpc: '2.0', id: '1', method, params }),
    })
    return answer.text()
  }
  for (let turn = 0; turn < 10; turn += 1) t.match(await logout('wrong'), /WebRtcVoiceServerURI is wrong/)
  t.equal(linesOf(app, 'region-secret-wrong').length, 1)
  t.match(await logout(app.secrets.regionSecret), /closed/)
  t.match(linesOf(app, 'region-secret-wrong').at(-1), { level: 30, repeated: 9 })
})

t.test('each event is one line, which names its request and whose fault it is', async (t) => {
  const app = await startTestApp(t)
  const { regionSecret, vivoxAdminPassword } = app.secrets
  const anna = testAvatar('Anna Test')
  const region = testRegion(app, [anna])
  await region.push()
  const cookie = await signIn(app.url, await region.link(anna))
  const admin = await signedInAdmin(app)
  const json = { 'content-type': 'application/json' }
  const bearer = { authorization: `Bearer ${regionSecret}` }
  const get = (path: string, headers = {}) => fetch(app.url + path, { headers })
  const post = (path: string, body: object, headers = {}) =>
    fetch(app.url + path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
  const signInToApi = await get(`/api2/viv_signin.php?userid=opensim&pwd=${vivoxAdminPassword}`)
  const token = /<auth_token>([^<]+)/.exec(await signInToApi.text())?.[1]
  const odd = [{ id: 'nobody', name: '', pos: [1, 1, 1] }]
  const lines: LogLine[] = []
  for (const [level, message, ask] of [
    [WARN, /^refused/, () => post('/api/session', { ticket: 'no-such-ticket' })],
    [WARN, /^refused/, () => post('/opensim/v1/tickets', { agent: 'x' }, bearer)],
    [INFO, /served again/, () => post('/opensim/v1/tickets', { agent: anna.id, name: anna.name }, bearer)],
    [
      WARN,
      /is odd/,
      () => post('/opensim/v1/positions', { region: region.id, name: 'A', avatars: odd }, bearer),
    ],
    [
      WARN,
      /clock is ahead/,
      () => post('/opensim/v1/positions', { region: region.id, name: 'A', avatars: [], at: 9e15 }, bearer),
    ],
    [INFO, /a region signed in/, () => get(`/api2/viv_signin.php?userid=opensim&pwd=${vivoxAdminPassword}`)],
    [WARN, /wrong/, () => get('/api2/viv_signin.php?userid=opensim&pwd=wrong')],
    [WARN, /no such address/, () => get('/api2/viv_nothing.php')],
    [
      WARN,
      /odd channel/,
      () => get(`/api2/viv_chan_mod.php?mode=create&chan_name=Odd&chan_roll_off=x&auth_token=${token}`),
    ],
    [
      WARN,
      /refused/,
      () => post('/opensim/v1/caps/ParcelVoiceInfoRequest', {}, { authorization: 'Bearer x' }),
    ],
    [WARN, /refused voice/, () => post('/opensim/voice/wrong', { jsonrpc: '2.0', id: '1', method: 'x' })],
    [
      WARN,
      /signalling refused/,
      () => openSignal(app.url, cookie, { origin: 'https://elsewhere.invalid' }).closed(),
    ],
    [
      WARN,
      /signalling refused/,
      () => {
        const socket = openSignal(app.url, cookie)
        socket.sendRaw('no message')
        return socket.next('error').then(() => socket.close())
      },
    ],
    [INFO, /admin act/, () => admin.post('/secrets/regionSecret/renew')],
  ] as const) {
    const before = app.log.length
    await ask()
    const said = () => app.log.slice(before).filter((line) => line.level >= INFO)
    await eventually(`${message} is said`, () => said().length > 0)
    t.match(
      said(),
      [{ level, msg: message, reqId: /^[0-9a-z]{7}-[0-9a-z]+$/ }],
      `${message}: ${JSON.stringify(said())}`,
    )
    t.equal(said().length, 1)
    lines.push(...said())
  }
  t.equal(new Set(lines.map(({ reqId }) => reqId)).size, lines.length, 'each request has an id of its own')
})

/** A client's frame: RFC 6455 §5.2, masked with zeros. */
function frame(first: number, payload: Buffer, { masked = true, length = payload.length } = {}): Buffer {
  const mask = masked ? 0x80 : 0
  const head =
    length < 126
      ? Buffer.from([first, mask | length])
      : length < 65_536
        ? Buffer.from([first, mask | 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([first, mask | 127, 0, 0]), hexOf(length)])
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), payload])
}
const hexOf = (length: number) => Buffer.from(length.toString(16).padStart(12, '0'), 'hex')

const [none, text] = [Buffer.alloc(0), Buffer.from('{"type":"ping"}')]
const notUtf8 = Buffer.from([0xc3, 0x28, 0xff])
const badFrames: Record<string, Buffer> = {
  'not masked': frame(0x81, text, { masked: false }),
  'reserved bits': frame(0xf1, text),
  'compressed without agreement': frame(0xc1, text),
  'an unknown kind': frame(0x83, text),
  'the rest of nothing': frame(0x80, text),
  'a beginning within a message': Buffer.concat([frame(0x01, text), frame(0x01, text)]),
  'a ping in parts': frame(0x09, text),
  'a ping that is too long': frame(0x89, Buffer.alloc(126)),
  'text that is none': frame(0x81, notUtf8),
  'a farewell with a wrong number': frame(0x88, Buffer.from([0, 1])),
  'a farewell of one byte': frame(0x88, Buffer.from([3])),
  'a farewell that is no text': frame(0x88, Buffer.concat([Buffer.from([3, 232]), notUtf8])),
  'two megabytes': frame(0x81, text, { length: 2 * 1024 * 1024 }),
  'a length beyond all': frame(0x81, text, { length: 2 ** 47 }),
  'ever new parts': Buffer.concat([frame(0x01, none), ...Array(20_000).fill(frame(0x00, none))]),
  rubbish: Buffer.alloc(4096, 0xa5),
}

t.test(
  'frames that are none are the fault of the page, and a few lines whoever sends how many',
  async (t) => {
    const app = await startTestApp(t)
    const anna = testAvatar('Anna Test')
    const region = testRegion(app, [anna])
    await region.push()
    const cookie = await signIn(app.url, await region.link(anna))
    for (const [kind, bytes] of Object.entries(badFrames)) {
      for (let turn = 0; turn < 2; turn += 1) {
        const socket = connect(app.port, '127.0.0.1')
        socket.on('error', () => undefined)
        let over = false
        let opened = false
        socket.on('close', () => {
          over = true
        })
        socket.on('data', (data) => {
          opened ||= data.includes('101 Switching')
        })
        socket.write(
          `GET /signal HTTP/1.1\r\nHost: localhost:${app.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: ${cookie}\r\n\r\n`,
        )
        await eventually('the socket is open', () => opened)
        socket.write(bytes)
        await eventually(`${kind}: the socket is closed`, () => over)
      }
    }
    t.strictSame(
      app.log.filter(({ level }) => level >= ERROR),
      [],
    )
    const warnings = app.log.filter(({ level }) => level === WARN)
    t.ok(
      warnings.length > 0 && warnings.length < Object.keys(badFrames).length + 5,
      `${warnings.length} lines`,
    )
    t.ok(linesOf(app, 'WS_ERR_TOO_MANY_BUFFERED_PARTS').length === 1)
  },
)

t.test('rubbish over HTTP is no fault of ours either', async (t) => {
  const app = await startTestApp(t)
  const json = 'Content-Type: application/json'
  const requests = [
    'GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /%ff%00/../.. HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: [::\r\nRange: bytes=9-1\r\n\r\n',
    'GET /v/%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /api/session?avatar=%ff&avatar=a HTTP/1.1\r\nHost: localhost\r\nCookie: voice-a=%; voice-b="; =\r\n\r\n',
    `POST /api/session HTTP/1.1\r\nHost: localhost\r\nOrigin: http://[\r\n${json}\r\nContent-Length: 2\r\n\r\n{}`,
    `POST /api/session HTTP/1.1\r\nHost: localhost\r\n${json}\r\nContent-Length: 30\r\n\r\n{"__proto__":{},"ticket":"a"}{`,
    `POST /api/session HTTP/1.1\r\nHost: localhost\r\n${json}\r\nContent-Length: 3000000\r\n\r\n{`,
    `POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: ;;\r\nContent-Length: 2\r\n\r\n{}`,
    `POST /opensim/v1/positions HTTP/1.1\r\nHost: localhost\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    'GET /signal HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 99\r\n\r\n',
    ...['/admin', '/nothing', '/api/session', '/'].map(
      (path) =>
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    ),
    'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
    '\x16\x03\x01\x00\x05hello',
  ]
  const send = (request: string) => {
    const bytes = Buffer.from(request, 'latin1')
    // Nobody else closes the connection of an upgrade request on a route without an upgrade.
    const staysOpen = request === '' || request.includes('Upgrade:')
    const socket = connect(app.port, '127.0.0.1', () => (staysOpen ? socket.write(bytes) : socket.end(bytes)))
    return socket.on('error', () => undefined).resume()
  }
  // The listener drops a connection on which nothing comes: those of upgrades are closed before that.
  const silent = send('')
  const sent = requests.map((request) => ({ request, socket: send(request) }))
  const allClosed = async (some: typeof sent) => {
    for (const { request, socket } of some)
      await eventually(`the connection of ${request} is closed`, () => socket.closed)
  }
  await allClosed(sent.filter(({ request }) => request.includes('Upgrade:')))
  t.notOk(silent.closed)
  silent.destroy()
  await allClosed(sent)
  t.strictSame(
    app.log.filter(({ level }) => level >= ERROR),
    [],
  )
})
