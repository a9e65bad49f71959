/** One port, two protocols: what the first byte of a connection decides. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { pino } from 'pino'
import { generate } from 'selfsigned'
import t from 'tap'
import { WebSocket } from 'ws'
import { createDualServer } from '../../src/http/listener.js'
import { eventually } from '../helpers/eventually.js'
import { startTestApp } from '../helpers/test-app.js'

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
  // Who hung up before its handshake began is noticed when the time for one is over.
  await eventually('no connection is kept', async () => (await connections()) === 0, 40_000)
  t.equal((await fetch(`${app.url}/healthz`)).status, 200)
})

t.test('a renewed certificate is served, whichever of its two files is written first', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(directory, { recursive: true }))
  const [certFile, keyFile] = [join(directory, 'cert.pem'), join(directory, 'key.pem')]
  const certificate = (name: string) => generate([{ name: 'commonName', value: name }], { keySize: 2048 })
  const first = await certificate('first')
  await writeFile(certFile, first.cert)
  await writeFile(keyFile, first.private)
  const logger = pino({ level: 'silent' })
  const server = createDualServer((_, response) => response.end(), {
    certFile,
    keyFile,
    logger,
    certificatePollMs: 20,
  })
  t.teardown(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const served = async (): Promise<string> => {
    const socket: TLSSocket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    const { subject } = socket.getPeerCertificate()
    socket.destroy()
    return String(subject.CN)
  }
  t.equal(await served(), 'first')
  for (const [name, order] of [
    ['second', [certFile, keyFile]],
    ['third', [keyFile, certFile]],
  ] as const) {
    const pems = await certificate(name)
    const before = await served()
    for (const file of order) {
      t.equal(await served(), before, 'half a pair changes nothing')
      await writeFile(file, file === certFile ? pems.cert : pems.private)
      // The half pair is looked at before the other half comes.
      if (file === order[0]) await eventually('it is written', async () => (await readFile(file)).length > 0)
    }
    await eventually(`${name} is served`, async () => (await served()) === name)
  }
})

t.test('IPv6 and IPv4 on one port', async (t) => {
  const app = await startTestApp(t, { env: { HOST: '::' }, host: '::' })
  for (const host of ['[::1]', '127.0.0.1']) {
    t.equal((await fetch(`http://${host}:${app.port}/healthz`)).status, 200, host)
    const socket = new WebSocket(`ws://${host}:${app.port}/signal`)
    t.equal(await new Promise((resolve) => socket.once('close', resolve)), 4401, `${host}: sockets too`)
  }
})

t.test('what comes while the service is about to stop is still answered', async (t) => {
  let status: number | undefined
  const { server } = await startTestApp(t, {
    beforeListening(app) {
      // Where there are several nodes, this takes seconds: regions and rooms are handed over.
      app.server.addHook('preClose', async () => {
        const { port } = app.server.server.address() as AddressInfo
        status = (await fetch(`http://localhost:${port}/healthz`)).status
      })
    },
  })
  await server.close()
  t.equal(status, 200)
})
