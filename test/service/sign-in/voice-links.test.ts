/** A voice link is opened by whoever redeems it, and by nothing that merely asks for it. */

import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openLink } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

const anna = testAvatar('Anna Link')

async function setUp(t: Test, env: Record<string, string> = {}) {
  const app = await startTestApp(t, { env })
  return { app, region: testRegion(app, [anna]) }
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

/** What a server says to a request in exactly these characters. */
async function ask(port: number, method: string, path: string): Promise<{ head: string; body: string }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  )
  let text = ''
  for await (const chunk of socket.setEncoding('utf8')) text += chunk
  const [head = '', body = ''] = text.split(/\r\n\r\n([\s\S]*)/)
  return { head: head.replace(/^date: .*\r\n/im, ''), body }
}

t.test('whatever asks for a link gets the page, and is told nothing', async (t) => {
  const { app, region } = await setUp(t)
  const link = await region.link(anna)
  const page = await (await fetch(`${app.url}/`)).text()
  const good = await ask(app.port, 'GET', link)
  t.match(good.head, /^HTTP\/1.1 200 /)
  t.match(good.head, /^cache-control: no-store\r$/im)
  t.match(good.head, /^referrer-policy: no-referrer\r$/im)
  t.notMatch(good.head, /^set-cookie/im)
  t.ok(good.body.includes(page), 'the page itself, not a way to it')
  const bad = await ask(app.port, 'GET', '/v/AAAAAAAAAAAAAAAAAAAAAAAA')
  t.strictSame(bad, good, 'a link that does not open looks the same')
  for (const [method, path] of [
    ['HEAD', link],
    ['GET', `${link}/`],
    ['GET', `${link}).`],
    ['GET', `${link}%29`],
    ['GET', `${link}%2F%`],
    ['GET', `${link}?utm_source=chat`],
  ] as const) {
    const { head } = await ask(app.port, method, path)
    t.match(head, /^HTTP\/1.1 200 /, `${method} …${path.slice(link.length)}`)
    t.match(head, /text\/html/)
    t.notMatch(head, /^set-cookie/im)
  }
  t.equal((await openLink(app.url, link)).status, 200, 'and it is still good')
})

t.test('what a chat makes of a link, its ticket is found in', async (t) => {
  const { app, region } = await setUp(t)
  for (const behind of '.|,|)|>|/|;|:|!|?|\'|"|]|).|%29|%2F|%22%3E|%E2%80%9D|*|_|…|%|</a>'.split('|')) {
    t.equal((await openLink(app.url, (await region.link(anna)) + behind)).status, 200, behind)
  }
})

t.test('only the own page redeems', async (t) => {
  const { app, region } = await setUp(t)
  const link = await region.link(anna)
  for (const origin of ['https://evil.example', 'null', `http://localhost:${app.port + 1}`]) {
    t.equal((await openLink(app.url, link, { origin })).status, 403, origin)
  }
  const asForm = await openLink(app.url, link, { 'content-type': 'text/plain' })
  t.not(asForm.status, 200, 'nor is it what a form can send')
  t.equal((await openLink(app.url, link, { origin: app.url })).status, 200)
})

t.test('the browser that opened a link opens it again, after a restart and renewals too', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const { app, region } = await setUp(t, { DATA_DIR: dataDir })
  const link = await region.link(anna)
  const first = await openLink(app.url, link)
  const cookie = cookieOf(first)
  const session = await first.json()
  t.strictSame(await (await openLink(app.url, link, { cookie })).json(), session, 'the same session')
  t.equal((await openLink(app.url, link)).status, 410, 'another browser')
  const bert = await openLink(app.url, await region.link(testAvatar('Bert Link')))
  t.equal((await openLink(app.url, link, { cookie: cookieOf(bert) })).status, 410, 'somebody else')

  const newer = await openLink(app.url, await region.link(anna))
  t.equal((await openLink(app.url, link, { cookie: cookieOf(newer) })).status, 200, 'after a newer one, too')

  const renewed = await fetch(`${app.url}/api/session/renew`, { method: 'POST', headers: { cookie } })
  await app.server.close()
  const { app: restarted } = await setUp(t, { DATA_DIR: dataDir })
  const later = { cookie: cookieOf(renewed) }
  t.match(await (await openLink(restarted.url, link, later)).json(), { agentId: anna.id })
  t.equal((await openLink(restarted.url, link)).status, 404)
  await fetch(`${restarted.url}/api/session`, { method: 'DELETE', headers: later })
  t.equal((await openLink(restarted.url, link, later)).status, 404, 'not after signing out')
})
