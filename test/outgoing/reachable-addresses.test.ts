/** Addresses that somebody else names: nothing is sent to a private one, however it is written and whoever it is led to by. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { createMayReachHosted } from '../../src/operator/settings/private-network.js'
import { post } from '../../src/outgoing/http-post.js'
import { systemTimers } from '../../src/voice/time/timers.js'

t.test('a connection leads where it may, and nowhere else', async (t) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.host ?? '')
    const { port } = server.address() as AddressInfo
    response.writeHead(request.url === '/away' ? 302 : 200, { location: `http://127.0.0.1:${port}/` })
    response.end('here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const send = (url: string, allowed: readonly string[] = []) =>
    post(new URL(url), '', {
      contentType: 'text/plain',
      timeoutMs: 4000,
      maxBytes: 1000,
      timers: systemTimers,
      mayReach: createMayReachHosted(allowed),
    })

  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    'localhost',
    'LOCALHOST',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '10.0.0.1',
    '169.254.169.254',
  ])
    await t.rejects(send(`http://${host}:${port}/`), /hosted grids may not/, host)
  t.strictSame(asked, [], 'nobody was connected to')

  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'])
    t.equal(await send(`http://${host}:${port}/`, ['127.0.0.0/8']), 'here', host)
  await t.rejects(send(`http://127.0.0.1:${port}/away`, ['127.0.0.0/8']), /status 302/)
  t.equal(asked.length, 4, 'no redirect is followed')
  t.ok(createMayReachHosted([])('203.0.113.7') && createMayReachHosted([])('2001:db8::1'))
})
