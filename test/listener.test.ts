/** One port, two protocols: what the first byte of a connection decides. */

import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import { WebSocket } from 'ws'
import { eventually } from './helpers/eventually.js'
import { startTestApp } from './helpers/test-app.js'

const request = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n'

t.test(
  'TLS and plain HTTP on one port, keep-alive, WebSockets, and bytes that come one by one',
  async (t) => {
    const app = await startTestApp(t)
    const plain = connect(app.port, '127.0.0.1')
    const secure = connectTls({
      port: app.port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.2',
    })
    for (const [name, socket] of [
      ['plain', plain],
      ['TLS 1.2', secure],
    ] as const) {
      let answer = ''
      socket.setEncoding('utf8').on('data', (text: string) => {
        answer += text
      })
      for (let round = 1; round <= 2; round += 1) {
        for (const part of request.match(/[\s\S]{1,20}/g) ?? []) {
          socket.write(part)
          await new Promise((resolve) => setImmediate(resolve))
        }
        await eventually(
          `${name}: answer ${round}`,
          () => answer.split('{"status":"ok"}').length === round + 1,
        )
      }
      t.pass(`${name}: two answers over one connection`)
    }
    plain.destroy()
    secure.destroy()

    for (const scheme of ['ws', 'wss']) {
      const socket = new WebSocket(`${scheme}://localhost:${app.port}/signal`, { rejectUnauthorized: false })
      const code = await new Promise((resolve) => socket.once('close', resolve))
      t.equal(code, 4401, `${scheme} is served`)
    }
  },
)

t.test('rubbish and half a handshake harm nobody', async (t) => {
  const app = await startTestApp(t)
  for (const bytes of ['\x16\x03\x01\xff\xffrubbish', '\x00\x00', 'HELO\r\n\r\n', '\x16']) {
    const socket = connect(app.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(Buffer.from(bytes, 'latin1'))
    await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
  }
  const connections = () => new Promise((done) => app.server.server.getConnections((_, count) => done(count)))
  await eventually('no connection is kept', async () => (await connections()) === 0, 5000)
  t.equal((await fetch(`${app.url}/healthz`)).status, 200)
})
