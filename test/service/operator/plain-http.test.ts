/** Pages over plain HTTP lead to TLS, metrics are for this machine, and nothing that a stranger writes into a header opens either. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import t, { type Test } from 'tap'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openLink } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

type Headers = Record<string, string>

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** As over plain HTTP from this machine, under whatever name. */
function ask(port: number, path: string, headers: Headers, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers, method, agent: false }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    }).on('error', reject)
  })
}

const PAGES = [
  '/',
  '/v/abc',
  '/g/main/',
  '/admin',
  '/api/session',
  '/admin/api/session',
  '/signal',
  '/icon.svg',
]

t.test(
  'pages lead to TLS at the address that was asked for, and to that of PUBLIC_URL where it is set',
  async (t) => {
    const app = await startTestApp(t)
    const host = `voice.example.org:${app.port}`
    for (const path of PAGES) {
      const { status, headers } = await ask(app.port, `${path}?x=1`, { host })
      t.match({ status, headers }, { status: 307, headers: { location: `https://${host}${path}?x=1` } }, path)
      t.equal(
        (await ask(app.port, path, { host: `localhost:${app.port}` })).headers.location,
        undefined,
        path,
      )
    }
    const toFolder = await ask(app.port, '/g/main?x=1', { host: `localhost:${app.port}` })
    t.equal(toFolder.headers.location, './main/?x=1', 'the page’s own addresses are relative')
    t.equal((await ask(app.port, '/api/session', { host }, 'POST')).status, 307, 'nothing is done before')
    for (const path of [
      '/healthz',
      '/readyz',
      '/api2/viv_get_prelogin.php',
      '/opensim/voice/x',
      '/opensim/v1/positions',
    ])
      t.not((await ask(app.port, path, { host })).status, 307, path)

    const fixed = await startTestApp(t, { env: { PUBLIC_URL: 'https://example.org/voice' } })
    t.match(await ask(fixed.port, '/v/abc', { host: 'other.example' }), {
      headers: { location: 'https://example.org/voice/v/abc' },
    })
    const plain = await startTestApp(t, { env: { PUBLIC_URL: 'http://voice.lan' } })
    t.equal((await ask(plain.port, '/', { host: 'voice.lan' })).status, 200, 'the operator wants it so')
  },
)

t.test('behind a proxy that ends TLS nothing goes round in circles', async (t) => {
  const trusting = await startTestApp(t, { env: { TRUST_PROXY: '127.0.0.1' } })
  const host = 'voice.example.org'
  const proxied = { host, 'x-forwarded-for': '203.0.113.5' }
  t.equal((await ask(trusting.port, '/', { ...proxied, 'x-forwarded-proto': 'https' })).status, 200)
  t.equal((await ask(trusting.port, '/', { ...proxied, 'x-forwarded-proto': 'http' })).status, 307)
  const untold = await startTestApp(t)
  for (const headers of [
    { 'x-forwarded-proto': 'https' },
    { 'x-forwarded-for': '203.0.113.5' },
    { forwarded: 'for=203.0.113.5;proto=https' },
    { 'sec-fetch-mode': 'navigate' },
    { origin: `https://${host}` },
  ] as Headers[]) {
    t.equal((await ask(untold.port, '/', { host, ...headers })).status, 200, JSON.stringify(headers))
  }
})

async function certificateFiles(t: Test, authority: boolean): Promise<Headers> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(directory, { recursive: true }))
  const name = [{ name: 'commonName', value: 'voice.example.org' }]
  const ca = authority && (await generate([{ name: 'commonName', value: 'Authority' }], { keySize: 2048 }))
  const pems = await generate(name, { keySize: 2048, ...(ca && { ca: { key: ca.private, cert: ca.cert } }) })
  const env = { TLS_CERT_FILE: join(directory, 'cert.pem'), TLS_KEY_FILE: join(directory, 'key.pem') }
  await writeFile(env.TLS_CERT_FILE, pems.cert)
  await writeFile(env.TLS_KEY_FILE, pems.private)
  return env
}

t.test(
  'cookies are for TLS alone but on this machine; browsers are told to stay where the certificate is real',
  async (t) => {
    for (const authority of [true, false]) {
      const app = await startTestApp(t, {
        env: { ...(await certificateFiles(t, authority)), TRUST_PROXY: '127.0.0.1' },
      })
      const region = testRegion(app, [])
      const link = () => region.link(testAvatar('Anna Cookie'))
      const overTls = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.5' }
      const outside = await openLink(app.url, await link(), overTls)
      t.match(outside.headers.get('set-cookie'), /; Secure/)
      const strict = outside.headers.get('strict-transport-security')
      if (authority) t.match(strict, /^max-age=\d{6,}$/)
      else t.equal(strict, null, 'not for a certificate that vouches for itself')
      const local = await openLink(app.url, await link())
      t.notMatch(local.headers.get('set-cookie'), /; Secure/)
      t.equal(local.headers.get('strict-transport-security'), null)
    }
  },
)

t.test('metrics are for this machine, or for whoever has the token', async (t) => {
  const closed = await startTestApp(t)
  const local = (port: number) => ({ host: `localhost:${port}` })
  t.equal((await ask(closed.port, '/metrics', local(closed.port))).status, 200)
  for (const headers of [
    { 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
    { via: '1.1 proxy' },
    { host: 'voice.example.org' },
    { authorization: 'Bearer ' },
    { authorization: 'Bearer undefined', host: 'voice.example.org' },
  ] as Headers[]) {
    const { status } = await ask(closed.port, '/metrics', { ...local(closed.port), ...headers })
    t.equal(status, headers.authorization === 'Bearer ' ? 200 : 403, JSON.stringify(headers))
  }
  const warnings = (log: readonly { msg: string }[]) => log.filter(({ msg }) => /TRUST_PROXY/.test(msg))
  t.equal(warnings(closed.log).length, 1, 'a proxy that nobody has named is told of once')
  for (const TRUST_PROXY of ['false', '127.0.0.1', 'true']) {
    const app = await startTestApp(t, { env: { METRICS_TOKEN: 'for-the-scraper', TRUST_PROXY } })
    const forwarded = { ...local(app.port), 'x-forwarded-for': '127.0.0.1' }
    const read = (authorization: string) => ask(app.port, '/metrics', { ...forwarded, authorization })
    t.equal((await read('Bearer for-the-scraper')).status, 200)
    t.match(await read('Bearer for-the-scrape'), { status: 401, headers: { 'www-authenticate': 'Bearer' } })
    t.equal((await read('Basic for-the-scraper')).status, 401)
    t.equal((await ask(app.port, '/metrics', forwarded)).status, 401)
    t.equal((await ask(app.port, '/metrics', local(app.port))).status, 200)
    t.notMatch(JSON.stringify(app.log), /for-the-scrape/)
    t.equal(warnings(app.log).length, TRUST_PROXY === 'false' ? 1 : 0)
  }
})

t.test('metrics are gathered once a second at most, however many ask', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { timers: time.timers })
  const read = async () => (await fetch(`${app.url}/metrics`)).text()
  const first = await read()
  t.equal(await read(), first)
  await time.pass(5000)
  t.not(await read(), first)
})
