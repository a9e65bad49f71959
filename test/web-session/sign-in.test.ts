/** Every way to prove who one is, over HTTP: what is listed, what signs in, and what is refused. */

import t, { type Test } from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { eventually } from '../helpers/eventually.js'
import { type FakeAgent, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { regionsJson } from '../helpers/regions/regions-json.js'
import { startTestApp } from '../helpers/test-app.js'

const anna: FakeAgent = { id: '8ef718ec-06bd-4c6c-a7dd-5003073b0641', name: 'Anna Test', pos: [1, 2, 3] }
const bert: FakeAgent = { id: '26830585-b9b4-4a3b-a630-ec0b6ac2c9c0', name: 'Bert Ünal', pos: [1, 2, 3] }
const guard: FakeAgent = {
  id: '26830585-b9b4-4a3b-a630-ec0b6ac2c9c1',
  name: 'Guard',
  type: 'Npc',
  pos: [9, 9, 9],
}

async function setUp(t: Test, settings: Parameters<typeof regionsJson>[2] = {}) {
  const simulator = await startFakeSimulator([
    { id: '11111111-2222-4333-8444-000000000001', name: 'West', agents: [bert, anna, guard] },
  ])
  t.teardown(() => simulator.down())
  const app = await startTestApp(t, {
    env: { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator], settings) },
  })
  await eventually('the region answered', () => app.regionStatus()[0]?.state === 'ok')

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(app.url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { status: response.status, cookie, body: text === '' ? undefined : JSON.parse(text) }
  }
  const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    call('POST', path, body, headers)
  const get = (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers)
  const shownCode = () => /\b\d{6}\b/.exec(simulator.alerts.at(-1)?.message ?? '')?.[0] ?? ''
  return { app, simulator, call, post, get, shownCode }
}

t.test('somebody finds the own name, gets a code in-world, and is that avatar', async (t) => {
  const { app, get, post, shownCode, simulator } = await setUp(t)
  t.match((await get('/api/sign-in')).body, { code: true, gridPassword: false })
  const { body } = await get('/api/avatars')
  t.strictSame(body, {
    avatars: [
      { agentId: anna.id, name: 'Anna Test' },
      { agentId: bert.id, name: 'Bert Ünal' },
    ],
    more: false,
    elsewhere: false,
  })
  t.strictSame((await get(`/api/avatars?search=${encodeURIComponent('üNA')}`)).body.avatars.length, 1)
  t.equal((await post('/api/sign-in/code', { agentId: anna.id.toUpperCase() })).status, 202)
  t.equal(simulator.alerts[0]?.agentId, anna.id)
  const code = shownCode()
  t.match(await post('/api/session', { agentId: bert.id, code }), { status: 410 }, 'not for another')
  const signedIn = await post('/api/session', { agentId: anna.id, code })
  t.match(signedIn, { status: 200, body: { agentId: anna.id, name: 'Anna Test' } })
  t.match(await get('/api/session', { cookie: signedIn.cookie }), { body: { agentId: anna.id } })
  t.match(await post('/api/session', { agentId: anna.id, code }), {
    status: 410,
    body: { error: 'code-expired' },
  })

  const list = () => fetch(`${app.url}/api/avatars?search=a`)
  t.equal((await list()).headers.get('cache-control'), 'no-store')
  const answers: number[] = []
  for (let asked = 0; asked < 60; asked += 1) answers.push((await list()).status)
  t.strictSame([answers[0], answers.at(-1)], [200, 429], 'nobody reads the list all day')
})

t.test('codes and sessions are asked for by our own pages only, and by nobody for an NPC', async (t) => {
  const { post, simulator, app } = await setUp(t)
  const foreign = { origin: 'https://evil.example' }
  for (const [path, body] of [
    ['/api/sign-in/code', { agentId: anna.id }],
    ['/api/session', { agentId: anna.id, code: '000000' }],
    ['/api/session/renew', undefined],
  ] as const) {
    t.match(await post(path, body, foreign), { status: 403, body: { error: 'origin-refused' } }, path)
  }
  t.equal((await post('/api/sign-in/code', { agentId: anna.id }, { origin: app.url })).status, 202)
  t.match(await post('/api/sign-in/code', { agentId: guard.id }), { status: 404 })
  t.match(await post('/api/sign-in/code', { agentId: '11111111-2222-4333-8444-000000000001' }), {
    status: 404,
  })
  t.equal(simulator.alerts.length, 1)
  for (const body of [
    {},
    { agentId: anna.id },
    { agentId: anna.id, code: '12345' },
    { firstName: 'A' },
    [],
  ]) {
    t.match(await post('/api/session', body), { status: 400 })
  }
})

t.test('guessing ends after five tries, pestering after three codes', async (t) => {
  const { post, shownCode } = await setUp(t)
  await post('/api/sign-in/code', { agentId: anna.id })
  const code = shownCode()
  const wrong = code === '000000' ? '000001' : '000000'
  const answers = []
  for (let index = 0; index < 5; index += 1) {
    answers.push((await post('/api/session', { agentId: anna.id, code: wrong })).status)
  }
  t.strictSame(answers, [401, 401, 401, 401, 410])
  t.match(await post('/api/session', { agentId: anna.id, code }), { status: 410 })
  t.equal((await post('/api/sign-in/code', { agentId: anna.id })).status, 202)
  t.equal((await post('/api/sign-in/code', { agentId: anna.id })).status, 202)
  t.match(await post('/api/sign-in/code', { agentId: anna.id }), {
    status: 429,
    body: { error: 'rate-limited' },
  })
})

t.test(
  'the grid password signs in where the operator allows it, and its faults tell nothing apart',
  async (t) => {
    const { get, post, simulator, app } = await setUp(t, { grid_password_sign_in: true })
    simulator.users.set('Anna Test', 'pwAnna')
    simulator.users.set('Carl Away', 'pwCarl')
    t.match((await get('/api/sign-in')).body, { gridPassword: true })
    const user = { firstName: 'Anna', lastName: 'Test', password: 'pwAnna' }
    t.match(await post('/api/session', user), { status: 200, body: { agentId: anna.id, name: 'Anna Test' } })
    const wrong = await post('/api/session', { ...user, password: 'x' })
    t.match(wrong, { status: 401, body: { error: 'wrong-credentials' } })
    t.strictSame((await post('/api/session', { ...user, firstName: 'Nobody' })).body, wrong.body)
    const away = { firstName: 'Carl', lastName: 'Away', password: 'pwCarl' }
    t.strictSame((await post('/api/session', away)).body, wrong.body, 'not in-world')
    for (let index = 0; index < 5; index += 1) t.equal((await post('/api/session', user)).status, 200)
    const guess = async () => (await post('/api/session', { ...user, password: 'x' })).status
    t.strictSame([await guess(), await guess(), await guess()], [401, 401, 429], 'five wrong ones')
    t.equal((await post('/api/session', user)).status, 429, 'slow to guess')
    t.notMatch(JSON.stringify(app.log), /pwAnna|pwCarl|radminpw/)
  },
)

t.test('without the operator’s leave there is no list, no code and no grid password', async (t) => {
  const { get, post, simulator } = await setUp(t, { code_sign_in: false })
  simulator.users.set('Anna Test', 'pwAnna')
  t.match((await get('/api/sign-in')).body, { code: false, gridPassword: false })
  t.match(await get('/api/avatars'), { status: 403 })
  t.match(await post('/api/sign-in/code', { agentId: anna.id }), { status: 403 })
  const user = { firstName: 'Anna', lastName: 'Test', password: 'pwAnna' }
  t.match(await post('/api/session', user), { status: 403, body: { error: 'not-allowed' } })
  t.strictSame(
    simulator.calls.filter(({ method }) => method !== 'admin_get_agents'),
    [],
  )
})

t.test('a voice account signs in as its avatar', async (t) => {
  const { post, get, app } = await setUp(t)
  const account = accountNameOf(anna.id)
  const region = async (path: string, fields: Record<string, string>) => {
    const response = await fetch(`${app.url}/api2/${path}?${new URLSearchParams(fields)}`)
    return response.text()
  }
  const answer = await region('viv_signin.php', {
    userid: app.config.vivoxAdminUser,
    pwd: app.secrets.vivoxAdminPassword,
  })
  const token = /<auth_token>([^<]*)/.exec(answer)?.[1] ?? ''
  await region('viv_adm_acct_new.php', { username: account, pwd: 'voice-word', auth_token: token })
  const signedIn = await post('/api/session', { account, password: 'voice-word' })
  t.match(signedIn, { status: 200, body: { agentId: anna.id, name: 'Anna Test' } })
  t.match(await get('/api/session', { cookie: signedIn.cookie }), { status: 200 })
  const wrong = await post('/api/session', { account, password: 'another' })
  t.match(wrong, { status: 401, body: { error: 'wrong-credentials' } })
  const unknown = { account: accountNameOf(bert.id), password: 'another' }
  t.strictSame((await post('/api/session', unknown)).body, wrong.body)
})

t.test('a session is renewed without a new proof, and not after it was revoked', async (t) => {
  const { post, call, get, shownCode } = await setUp(t)
  await post('/api/sign-in/code', { agentId: anna.id })
  const first = await post('/api/session', { agentId: anna.id, code: shownCode() })
  const second = await post('/api/session/renew', undefined, { cookie: first.cookie })
  t.equal(second.status, 200)
  t.ok(second.body.expiresAt >= first.body.expiresAt)
  t.match(await get('/api/session', { cookie: second.cookie }), { status: 200 })
  t.match(await post('/api/session/renew'), { status: 401, body: { error: 'session-missing' } })
  const forged = second.cookie.slice(0, -4) + (second.cookie.endsWith('AAAA') ? 'BBBB' : 'AAAA')
  t.match(await post('/api/session/renew', undefined, { cookie: forged }), { status: 401 })
  const foreign = { cookie: first.cookie, origin: 'https://evil.example' }
  t.equal((await call('DELETE', '/api/session', undefined, foreign)).status, 403)
  t.match(await get('/api/session', { cookie: first.cookie }), { status: 200 })
  const ended = await call('DELETE', '/api/session', undefined, { cookie: first.cookie })
  t.match(ended, { status: 204, cookie: `voice-${anna.id}=` }, 'and the browser forgets it')
  t.match(await post('/api/session/renew', undefined, { cookie: second.cookie }), {
    status: 401,
    body: { error: 'session-expired' },
  })
})
