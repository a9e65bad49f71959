/** Behind a proxy one connection carries many callers: what one of them signed in for opens nothing to another. */

import { Agent, request as httpRequest } from 'node:http'
import t from 'tap'
import { find } from '../../helpers/regions/vivox-module.js'
import { startTestApp } from '../../helpers/test-app.js'

t.test('another forwarded address on one proxy connection does not use a region’s sign-in', async (t) => {
  const app = await startTestApp(t, { env: { TRUST_PROXY: 'true' } })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const sockets = new Set<unknown>()
  const call = (path: string, address: string) =>
    new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        {
          agent,
          host: '127.0.0.1',
          port: app.port,
          path: `/api2/${path}`,
          headers: { 'x-forwarded-for': address },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk
          })
          response.on('end', () => resolve(text))
        },
      )
      request.on('socket', (socket) => sockets.add(socket)).on('error', reject)
      request.end()
    })
  const { vivoxAdminUser } = app.config
  const search = 'viv_chan_search.php?cond_channame=x&auth_token='
  const password = app.secrets.vivoxAdminPassword
  await call(`viv_signin.php?userid=${vivoxAdminUser}&pwd=${password}`, '203.0.113.1')
  const stranger = await call(search, '203.0.113.2')
  t.equal(find(stranger, 'response.level0.status'), 'ERR', 'another simulator, or nobody’s')
  const region = await call(search, '203.0.113.1')
  t.equal(
    find(region, 'response.level0.status'),
    'OK',
    'its first call after the sign-in carries no token yet',
  )
  t.equal(sockets.size, 1, 'all of it on one connection')
})
