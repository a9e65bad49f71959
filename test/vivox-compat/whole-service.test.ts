import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import t from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { readXml } from '../helpers/regions/vivox-module.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startTestApp } from '../helpers/test-app.js'

t.test('the whole service answers a region on one port, over TLS and plain HTTP', async (t) => {
  const read = new Set<string>()
  const { port, secrets, config, log } = await startTestApp(t, {
    env: { LOG_LEVEL: 'trace' },
    beforeListening: ({ server }) =>
      server.addHook('onRequest', async ({ url, query }) => {
        read.add(url)
        for (const name of Object.keys(query ?? {})) read.add(name)
      }),
  })
  const password = secrets.vivoxAdminPassword
  for (const secure of [true, false]) {
    const region = createVivoxRegion({ port, secure, user: config.vivoxAdminUser, password })
    t.teardown(region.close)
    const avatars = 'e3226103Z8067Z47'
    t.equal(await region.provision(accountNameOf(randomUUID()), avatars), true)
    t.match(await region.enterParcel({ name: randomUUID(), description: 'Tür & Tor' }), /^sip:confctl-\d+@/)
    const binary = `%${[...randomBytes(65_000).toString('hex').matchAll(/../g)].join('%')}`
    for (const value of [binary, 'x'.repeat(65_000)]) {
      readXml(
        (await region.call(`viv_get_acct.php?auth_token=${region.state.token}&user_name=${value}`)) ?? '',
      )
    }
    t.equal(await region.shutDown(), 'Ok')
    const lines = JSON.stringify(log)
    for (const secret of [password, avatars, region.state.token]) t.notOk(lines.includes(secret))
  }
  t.same(
    log.filter(({ level }) => level >= 50),
    [],
  )
  t.ok(read.has('/api2/viv_get_acct.php'))
  t.notMatch([...read].join(' '), /\?|auth_token/, 'its queries are read once, by the API itself')
})

t.test('raw bytes in a query are answered or end the connection, and nothing else happens', async (t) => {
  const { port, log } = await startTestApp(t)
  for (let n = 0; n < 20; n++) {
    await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1').once('close', resolve)
      socket.on('error', () => {}).on('data', () => {})
      const query = Buffer.concat([Buffer.from('GET /api2/viv_signin.php?userid='), randomBytes(300)])
      socket.end(Buffer.concat([query, Buffer.from(' HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')]))
    })
  }
  for (const name of ['viv_get_prelogin', 'viv_get_acct']) {
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/api2/${name}.php`)
    t.equal(status, 200)
    t.equal(headers.get('content-security-policy'), null, 'headers for browsers cost as much as the answer')
  }
  t.same(
    log.filter(({ level }) => level >= 50),
    [],
  )
})
