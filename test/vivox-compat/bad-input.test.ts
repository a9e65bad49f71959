import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import t from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find, readXml } from '../helpers/regions/vivox-module.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { buildVivoxService, errorsIn, startVivoxService } from '../helpers/regions/vivox-service.js'

const adminCalls = [
  ['viv_get_acct', 'user_name'],
  ['viv_adm_acct_new', 'username'],
  ['viv_adm_password', 'user_name'],
  ['viv_chan_mod', 'mode'],
  ['viv_chan_search', 'cond_channame'],
  ['viv_chan_cmd', 'mode'],
] as const

t.test('each fault has its documented code', async (t) => {
  const { app, accounts, lines } = await buildVivoxService()
  t.teardown(() => app.close())
  const get = async (path: string) => {
    const { statusCode, body, headers } = await app.inject(`/api2/${path}`)
    t.equal(statusCode, 200)
    t.match(headers['content-type'], /^text\/xml/)
    return body
  }
  const codeOf = async (path: string) => find(await get(path), 'response.level0.body.code')
  const token = find(await get('viv_signin.php?userid=vadmin&pwd=vpass'), 'response.level0.body.auth_token')
  const anna = accountNameOf(randomUUID())
  await accounts.create({ grid: MAIN_GRID, name: anna, agentId: null, password: 'secret' })
  const avatars = find(
    await get(`viv_signin.php?userid=${anna}&pwd=secret`),
    'response.level0.body.auth_token',
  )

  for (const [call, parameter] of adminCalls) {
    t.equal(await codeOf(`${call}.php`), '202', `${call} without a token`)
    t.equal(await codeOf(`${call}.php?auth_token=foreign`), '201', `${call} with a foreign token`)
    t.equal(await codeOf(`${call}.php?auth_token=${token}x`), '201', `${call} with a forged token`)
    t.equal(await codeOf(`${call}.php?auth_token=${avatars}`), '212', `${call} with an avatar's token`)
    t.equal(await codeOf(`${call}.php?auth_token=${token}`), '300', `${call} without its parameters`)
    t.equal(await codeOf(`${call}.php?auth_token=${token}&${parameter}=`), '300', `${call}, empty`)
    t.equal(
      await codeOf(`${call}.php?auth_token=${token}&auth_token=foreign&${parameter}=`),
      '300',
      'the first token counts',
    )
  }
  const created = await get('viv_adm_acct_new.php?username=x')
  t.equal(find(created, 'response.level0.status'), '202', 'where the module looks for it')
  const mod = `viv_chan_mod.php?auth_token=${token}`
  t.equal(await codeOf(`${mod}&mode=fly`), '301')
  for (const mode of ['delete', 'get', 'modify']) {
    t.equal(await codeOf(`${mod}&mode=${mode}`), '300')
    for (const id of ['4711', '-1', '1e3', '99999999999999999999', 'x']) {
      t.equal(await codeOf(`${mod}&mode=${mode}&chan_id=${id}`), '807')
    }
  }
  t.equal(await codeOf('viv_signin.php?userid=vadmin'), '202')
  t.equal(await codeOf('viv_signin.php?userid=vadmin&pwd=wrong'), '200')
  t.equal(await codeOf(`viv_signin.php?userid=${anna}&pwd=wrong`), '200')
  t.equal(await codeOf('viv_signin.php?userid=nobody&pwd=wrong'), '1600')
  await accounts.setDisabled(MAIN_GRID, anna, true)
  t.equal(await codeOf(`viv_signin.php?userid=${anna}&pwd=secret`), '1603')
  t.equal(await codeOf(`viv_get_acct.php?auth_token=${token}&user_name=${anna}`), '404')
  const again = await get(`viv_adm_acct_new.php?auth_token=${token}&username=${anna}&pwd=x`)
  t.equal(find(again, 'response.level0.status'), '400')
  t.equal(await codeOf(`viv_adm_password.php?auth_token=${token}&user_name=nobody&new_pwd=x`), '403')
  t.equal(await codeOf('viv_unknown.php'), '301')
  t.equal(await codeOf(''), '301')
  for (const path of ['viv_signout.php', 'viv_signout.php?auth_token=foreign']) {
    t.equal(find(await get(path), 'response.level0.body.status'), 'Ok')
  }
  t.same(errorsIn(lines), [])
})

t.test('wrong methods and bodies change nothing', async (t) => {
  const { app, store, lines } = await buildVivoxService()
  t.teardown(() => app.close())
  const { body } = await app.inject('/api2/viv_signin.php?userid=vadmin&pwd=vpass')
  const token = find(body, 'response.level0.body.auth_token')
  const url = `/api2/viv_chan_mod.php?mode=create&chan_name=a&auth_token=${token}`
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
    for (const payload of ['{"broken', randomBytes(2000)]) {
      for (const type of ['application/json', 'application/x-www-form-urlencoded', 'nonsense']) {
        const answer = await app.inject({ method, url, payload, headers: { 'content-type': type } })
        t.equal(answer.statusCode, 200)
        t.match(find(answer.body, 'response.level0.body.code'), /^30[12]$/)
      }
    }
  }
  const huge = await app.inject({ method: 'POST', url, payload: 'x'.repeat(3_000_000) })
  t.equal(huge.statusCode, 200)
  t.equal((await app.inject({ method: 'HEAD', url })).statusCode, 200)
  t.same(await store.channels.search({ grid: MAIN_GRID }), [])
  t.same(errorsIn(lines), [])
})

t.test('parameters of 64 kB, binary and empty ones are answered over the wire', async (t) => {
  const { port, lines } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  await region.signIn()
  const binary = `%${[...randomBytes(20_000).toString('hex').matchAll(/../g)].join('%')}`
  for (const value of [
    'x'.repeat(65_000),
    '='.repeat(65_000),
    '&'.repeat(65_000),
    binary,
    '%'.repeat(60_000),
  ]) {
    for (const [call, parameter] of adminCalls) {
      const answer = await region.call(`${call}.php?auth_token=${region.state.token}&${parameter}=${value}`)
      readXml(answer ?? '')
    }
    const made = await region.create({ name: randomUUID(), description: value })
    t.ok(made, 'a name that long is cut')
    const answer = await region.call(
      `viv_chan_mod.php?mode=create&chan_name=${value}&auth_token=${region.state.token}`,
    )
    readXml(answer ?? '')
  }
  t.same(errorsIn(lines), [])
})

t.test('bytes that are no URL at all end the connection and nothing else', async (t) => {
  const { port, app, lines } = await startVivoxService(t)
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve) => {
    socket.once('close', resolve)
    socket.on('error', () => {})
    socket.on('data', () => {})
    socket.end(Buffer.concat([Buffer.from('GET /api2/viv_signin.php?userid='), randomBytes(5000)]))
  })
  t.equal((await app.inject('/api2/viv_signin.php?userid=vadmin&pwd=vpass')).statusCode, 200)
  t.same(errorsIn(lines), [])
})

t.test('a failure of ours says nothing to the caller and everything to the log', async (t) => {
  const { app, store, lines } = await buildVivoxService()
  const { body } = await app.inject('/api2/viv_signin.php?userid=vadmin&pwd=vpass')
  const token = find(body, 'response.level0.body.auth_token')
  await store.close()
  const answer = await app.inject(`/api2/viv_get_acct.php?user_name=a&auth_token=${token}`)
  t.equal(answer.statusCode, 200)
  t.equal(find(answer.body, 'response.level0.body.code'), '500')
  t.notMatch(answer.body, /driver|database|destroyed/i)
  t.equal(errorsIn(lines).length, 1)
  await app.close()
})
