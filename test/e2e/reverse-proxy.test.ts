/** Behind nginx and behind Caddy, by the very examples of the documentation, on a path of a larger site. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect as connectHttp2 } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { WebSocket } from 'ws'
import type { Timers } from '../../src/voice/ports.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { joinVoice, listen, noBrowser, openBrowser, shownPeople, textOf } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { freePort } from '../helpers/servers/coturn.js'
import {
  type FrontServer,
  type FrontSite,
  filledIn,
  nginxWith,
  startFrontServer,
} from '../helpers/servers/front-server.js'
import { type Service, startService } from '../helpers/service.js'
import { openLink, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

interface Site extends FrontSite {
  readonly servicePort: number
  /** How often as fast its time-outs are. */
  readonly faster?: number
}

const withService = ({ servicePort }: Site) => ({ '127.0.0.1:8443': `127.0.0.1:${servicePort}` })

const proxies: readonly FrontServer<Site>[] = [
  {
    name: 'nginx',
    program: '/usr/sbin/nginx',
    async prepare(site) {
      const { directory } = site
      const server = filledIn('nginx.conf.example', site, {
        ...withService(site),
        'listen 443': 'listen 127.0.0.1:PORT',
        'listen [::]:443': 'listen [::1]:PORT',
        'server_name voice.example.org': 'server_name localhost',
        '/etc/letsencrypt/live/voice.example.org/fullchain.pem': join(directory, 'cert.pem'),
        '/etc/letsencrypt/live/voice.example.org/privkey.pem': join(directory, 'key.pem'),
        'proxy_read_timeout 60s': `proxy_read_timeout ${60 / (site.faster ?? 1)}s`,
      })
      return nginxWith(server, site)
    },
  },
  {
    name: 'Caddy',
    program: '/usr/bin/caddy',
    async prepare(site) {
      const { directory, port } = site
      const text = filledIn('Caddyfile.example', site, {
        ...withService(site),
        'voice.example.org {': `https://localhost:${port} {\n\ttls ${directory}/cert.pem ${directory}/key.pem`,
      })
      const file = join(directory, 'Caddyfile')
      await writeFile(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${text}`)
      return ['run', '--config', file, '--adapter', 'caddyfile']
    },
  },
]

/** A service on a path of the proxy's site. */
async function serveBehind(t: Test, proxy: FrontServer<Site>): Promise<{ service: Service; origin: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-proxy-'))
  const port = await freePort()
  const origin = `https://localhost:${port}`
  const service = await startService({ PUBLIC_URL: `${origin}/voice`, TRUST_PROXY: '127.0.0.1' })
  t.teardown(async () => {
    await service.stop()
    await rm(directory, { recursive: true, force: true })
  })
  await startFrontServer(t, proxy, { directory, port, servicePort: service.port })
  return { service, origin }
}

for (const proxy of proxies) {
  const skip = noBrowser || (!existsSync(proxy.program) && `not installed: ${proxy.name}`)
  await t.test(
    `behind ${proxy.name}, on a sub-path: links, sockets, cookies and voice`,
    { skip },
    async (t) => {
      const { service, origin } = await serveBehind(t, proxy)
      const avatars = [testAvatar('Anna Proxy', [100, 100, 25]), testAvatar('Bert Proxy', [104, 100, 25])]
      const region = testRegion(service, avatars, 'Proxied')
      await region.push()
      const pages = []
      for (const [index, avatar] of avatars.entries()) {
        const browser = await openBrowser(index === 0 ? 'anna' : 'bert', ['--ignore-certificate-errors'])
        t.teardown(() => browser.close())
        const page = await browser.newPage()
        const link = await region.link(avatar)
        t.match(link, /^\/voice\/v\//, 'the link leads through the proxy')
        await joinVoice(page, origin + link)
        pages.push({ page, link })
      }
      for (const { page, link } of pages) {
        await eventually('the other is heard', async () => (await listen(page, 0.5)).both > 0.005)
        await eventually('the other is shown', async () => (await shownPeople(page)).length === 1)
        const [cookie] = await page.browserContext().cookies()
        t.match(
          cookie,
          { secure: true, httpOnly: true, path: '/' },
          'the service knows that it is TLS outside',
        )
        await page.goto(origin + link)
        await eventually('the link again leads to the page', () =>
          page.url().startsWith(`${origin}/voice/?avatar=`),
        )
        await eventually('and joins', async () => (await textOf(page, 'status')).startsWith('connected'))
      }
      const status = await pages[0]?.page.evaluate(async () =>
        (await fetch('api/ice-status', { headers: { accept: 'application/json' } })).json(),
      )
      t.strictSame(status, { turnServers: [] })
    },
  )
}

/** Asks over HTTP/2 and IPv6; the status. */
function askOverHttp2(port: number, path: string, body?: object): Promise<number> {
  const session = connectHttp2(`https://[::1]:${port}`, {
    servername: 'localhost',
    rejectUnauthorized: false,
  })
  const authority = { ':authority': `localhost:${port}`, ':path': path }
  const posted = body && { ':method': 'POST', 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    session.once('error', reject)
    session
      .request({ ...authority, ...posted })
      .once('response', (headers) => {
        resolve(Number(headers[':status']))
        session.destroy()
      })
      .end(body && JSON.stringify(body))
  })
}

/** A minute of the proxy's and the service's time is so much shorter here. */
const FASTER = 30

for (const proxy of proxies) {
  const skip = !existsSync(proxy.program) && `not installed: ${proxy.name}`
  await t.test(
    `behind ${proxy.name}: HTTP/2, IPv6, and a page that is silent for longer than the proxy waits`,
    { skip },
    async (t) => {
      const directory = await mkdtemp(join(tmpdir(), 'voice-test-proxy-'))
      t.teardown(() => rm(directory, { recursive: true, force: true }))
      const port = await freePort()
      const timers: Timers = {
        now: () => systemTimers.now() * FASTER,
        after: (milliseconds, callback) => systemTimers.after(milliseconds / FASTER, callback),
      }
      const env = { PUBLIC_URL: `https://localhost:${port}/voice`, TRUST_PROXY: '127.0.0.1' }
      const app = await startTestApp(t, { env, timers })
      await startFrontServer(t, proxy, { directory, port, servicePort: app.port, faster: FASTER })

      t.equal(await askOverHttp2(port, '/voice/'), 200)
      await askOverHttp2(port, '/voice/api/session', { ticket: 'no-such-ticket' })
      const refused = app.log.find(({ code }) => code === 'ticket-unknown')
      t.equal(refused?.address, '::1', 'the visitor’s own address is told')

      const region = testRegion(app, [])
      const cookie = await signIn(app.url, await region.link(testAvatar('Anna Idle')))
      const socket = new WebSocket(`wss://localhost:${port}/voice/signal`, {
        headers: { cookie },
        rejectUnauthorized: false,
      })
      let pings = 0
      let isClosed = false
      socket.on('ping', () => {
        pings += 1
      })
      socket.on('close', () => {
        isClosed = true
      })
      await eventually('a minute and a half is over', () => pings >= 6 || isClosed)
      t.notOk(isClosed, 'it is still open')
      socket.close()
    },
  )
}

t.test('who is behind a trusted proxy is told by it, and nobody else is believed', async (t) => {
  const claim = { 'x-forwarded-for': '198.51.100.77', 'x-forwarded-proto': 'https' }
  for (const [trust, believed] of [
    ['127.0.0.1', true],
    ['192.0.2.1', false],
  ] as const) {
    const service = await startService({ TRUST_PROXY: trust })
    t.teardown(() => service.stop())
    const region = testRegion(service, [])
    const avatar = testAvatar('Anna Claim')
    const response = await openLink(service.url, await region.link(avatar), claim)
    t.equal(/; Secure/.test(response.headers.get('set-cookie') ?? ''), believed)
    await openLink(service.url, '/v/no-such-ticket', claim)
    await eventually('it is logged', () => service.log().includes('ticket-unknown'))
    t.equal(service.log().includes('198.51.100.77'), believed)
  }
})
