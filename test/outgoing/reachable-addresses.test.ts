/** Addresses that somebody else names: nothing is sent to a private one, however it is written and whoever it is led to by. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { createRemoteAdminClient } from '../../src/opensim/remote-admin/remote-admin-client.js'
import { createMayReachHosted } from '../../src/operator/settings/private-network.js'
import { post } from '../../src/outgoing/http-post.js'
import { NULL_UUID } from '../../src/pure/uuid.js'
import { createGroupClient } from '../../src/robust/client/group-client.js'
import { createInstantMessages } from '../../src/robust/client/instant-messages.js'
import { createResidentClient } from '../../src/robust/client/resident-client.js'
import { createRobustClient } from '../../src/robust/client/robust-client.js'
import { createLandClient } from '../../src/robust/land/land-client.js'
import { createOpenId, type OpenIdOptions } from '../../src/robust/residents/openid.js'
import { limitsOfOneNode } from '../../src/voice/limits/limits.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { startFakeOpenId } from '../helpers/regions/fake-openid.js'

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

t.test('whoever asks what a hosted grid names looks at its address first', async (t) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = new URL(`http://localhost:${(server.address() as AddressInfo).port}/`)
  const asking = { url, timers: systemTimers, mayReach: createMayReachHosted([]) }
  const place = { simulator: url, corner: [0, 0], sizeMetres: [256, 256], position: [1, 1] } as const
  const provider = await startFakeOpenId(t)
  const openId = createOpenId({
    ...asking,
    publicUrl: provider.url,
    accounts: { byName: async () => undefined } as unknown as OpenIdOptions['accounts'],
    makeLimit: limitsOfOneNode(systemTimers),
    clock: Date.now,
  })
  const returnTo = 'https://voice.test/?openid=x'
  provider.passwords.set('Anna_Test', 'right')
  const page = openId.addressFor({ firstName: 'Anna', lastName: 'Test' }, returnTo)
  const signed = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams('pass=right'),
    redirect: 'manual',
  })
  const { search } = new URL(signed.headers.get('location') ?? '')
  const before = provider.calls.length
  const all: Record<string, () => Promise<unknown>> = {
    'the grid': () => createRobustClient(asking).regions(),
    'its residents': () => createResidentClient(asking).friendsOf(NULL_UUID),
    'its groups': () => createGroupClient(asking).groupsOf(NULL_UUID),
    'a parcel': () => createLandClient(asking).parcelAt(place),
    'a message': () =>
      createInstantMessages({ ...asking, messageKey: undefined, clock: Date.now }).send(
        url.href,
        NULL_UUID,
        'x',
      ),
    RemoteAdmin: () => createRemoteAdminClient({ ...asking, password: '' }).getAgents('x'),
    OpenID: () => openId.identify(search, returnTo),
  }
  for (const [what, ask] of Object.entries(all)) await t.rejects(ask(), what)
  t.strictSame(asked, [])
  t.equal(provider.calls.length, before, 'nor is the provider of a page asked')
})
