/** Nobody gets into the console without a way in: every route of its API, tried by everybody who should not. */

import { fastify } from 'fastify'
import t, { type Test } from 'tap'
import { guardAccess } from '../../src/admin/sign-in/access.js'
import type { Admins } from '../../src/voice/admins/admins.js'
import { adminClient, signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'
import { startTestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

interface Operation {
  readonly method: string
  readonly path: string
}

async function setUp(test: Test) {
  const app = await startTestApp(test)
  const owner = await signedInAdmin(app)
  await owner.post('/admins', { name: 'Moni', password: 'long enough 1', role: 'moderator' })
  const moderator = await signedInAdmin(app, { name: 'Moni', password: 'long enough 1' })
  const { body } = await owner.get('/openapi.json')
  const operations: Operation[] = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace('/admin/api', '').replaceAll(/\{\w+\}/g, '1'),
    })),
  )
  return { app, owner, moderator, operations, document: body }
}

t.test('every route is closed to strangers, other sites and ended sessions', async (t) => {
  const { app, owner, operations } = await setUp(t)
  t.ok(operations.length > 15, `${operations.length} routes`)
  const isSignIn = ({ method, path }: Operation) =>
    method === 'POST' && ['/session', '/session/second'].includes(path)
  const guarded = operations.filter((operation) => !isSignIn(operation))

  const second = await signedInAdmin(app)
  const token = (await owner.post('/tokens', { label: 'grid', role: 'owner' })).body
  const ended = await signedInAdmin(app)
  await ended.post('/session/end')
  await owner.post(`/keys/${token.id}/revoke`)

  for (const { method, path } of guarded) {
    const what = `${method} ${path}`
    const stranger = adminClient(app.url)
    t.equal((await stranger.call(method, path)).status, 401, `${what}: without a session`)
    stranger.cookie = 'voice-admin=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    t.equal((await stranger.call(method, path)).status, 401, `${what}: with an invented one`)
    t.equal((await ended.call(method, path)).status, 401, `${what}: with an ended one, replayed`)
    const headers = { authorization: `Bearer ${token.token}` }
    t.equal(
      (await adminClient(app.url).call(method, path, { headers })).status,
      401,
      `${what}: revoked token`,
    )
    const asToken = { authorization: `Bearer ${second.cookie.split('=')[1]}` }
    t.equal(
      (await adminClient(app.url).call(method, path, { headers: asToken })).status,
      401,
      `${what}: a cookie is no token`,
    )
    const elsewhere = { 'sec-fetch-site': 'cross-site' }
    t.equal(
      (await owner.call(method, path, { headers: elsewhere })).status,
      403,
      `${what}: from another site`,
    )
    if (method === 'GET') continue
    t.equal(
      (await owner.call(method, path, { headers: { origin: 'https://evil.example' } })).status,
      403,
      `${what}: another origin`,
    )
    t.equal(
      (await owner.call(method, path, { headers: { origin: 'null' } })).status,
      403,
      `${what}: origin null`,
    )
    const form = { 'content-type': 'text/plain' }
    t.equal((await owner.call(method, path, { headers: form })).status, 403, `${what}: no JSON`)
  }
  t.equal((await second.get('/session')).status, 200, 'nothing of that ended a session')
})

/** What each role may call beyond the role before; whatever else there is, or will be, is refused. */
const ROUTES = {
  anybody: ['POST /session', 'POST /session/second'],
  observer: [
    'GET /openapi.json',
    'GET /session',
    'POST /session/end',
    'POST /session/end-all',
    'POST /session/password',
    'GET /session/second-factor',
    'POST /session/second-factor/totp',
    'POST /session/second-factor/totp/confirm',
    'POST /session/second-factor/passkey',
    'POST /session/second-factor/passkey/confirm',
    'POST /session/second-factor/recovery-codes',
    'POST /session/second-factor/1/remove',
    'GET /keys',
    'POST /keys/1/revoke',
    'GET /overview',
    'GET /history',
    'GET /channels',
    'GET /channels/1',
    'GET /channels/1/people',
    'GET /channels/export',
    'GET /rooms',
    'GET /regions',
    'GET /regions/1/live',
    'GET /bans',
    'GET /residents',
    'GET /accounts',
    'GET /usage',
    'GET /grids/usage',
    'GET /grids',
  ],
  moderator: [
    'POST /rooms/1/acts',
    'POST /acts/1/undo',
    'GET /residents/1',
    'GET /decisions',
    'POST /rooms/1/mute',
    'POST /rooms/1/mute-all',
    'POST /rooms/1/floor',
    'POST /rooms/1/lower-hand',
    'POST /rooms/1/lock',
    'POST /rooms/1/end-lecture',
    'POST /rooms/1/kick',
    'POST /rooms/1/ban',
    'POST /rooms/1/unban',
    'GET /complaints',
    'POST /complaints/1/close',
  ],
  'grid-admin': [
    'GET /places',
    'POST /channels',
    'POST /channels/import/check',
    'POST /channels/import',
    'PATCH /channels/1',
    'POST /channels/1/delete',
    'POST /channels/change',
    'POST /accounts/1/disabled',
    'POST /accounts/1/end-sessions',
    'GET /look',
    'PATCH /look',
    'POST /look/logo',
    'POST /look/logo/delete',
    'GET /region-keys',
    'POST /region-keys',
    'PATCH /region-keys/1',
    'POST /region-keys/1/renew',
    'POST /region-keys/1/end-old',
    'POST /region-keys/1/withdraw',
    'GET /setup',
    'POST /setup/test/1',
    'GET /audit',
    'POST /audit/1/undo',
  ],
  owner: [
    'POST /grids',
    'PATCH /grids/1',
    'POST /grids/1/secrets/1/renew',
    'POST /grids/1/export',
    'POST /grids/import',
    'POST /grids/1/remove',
    'POST /nodes/1/drain',
    'POST /secrets/1/show',
    'POST /secrets/1/renew',
    'GET /admins',
    'POST /admins',
    'POST /admins/1/role',
    'POST /admins/1/password',
    'POST /admins/1/remove',
    'POST /admins/1/end-sessions',
    'POST /admins/1/second-factor/reset',
    'POST /admin-rules/second-factor',
    'POST /tokens',
  ],
} as const
const ROLES = ['observer', 'moderator', 'grid-admin', 'owner'] as const

/** What a role may call, with all that the roles before it may. */
function routesOf(role: (typeof ROLES)[number]): readonly string[] {
  return [...ROUTES.anybody, ...ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((one) => ROUTES[one])]
}

t.test('every role may call its routes, and no other', async (t) => {
  const { app, owner, document, operations } = await setUp(t)
  t.match(document.openapi, /^3\./)
  const named = operations.map(({ method, path }) => `${method} ${path}`)
  t.strictSame(named.toSorted(), routesOf('owner').toSorted(), 'the list names what there is')
  for (const role of ROLES) {
    const credentials = { name: `The ${role}`, password: 'long enough 1' }
    await owner.post('/admins', { ...credentials, role })
    const admin = await signedInAdmin(app, credentials)
    const allowed = routesOf(role)
    for (const route of named) {
      const [method = '', path = ''] = route.split(' ')
      // These end the session; what follows would be refused for that.
      if (['/session/end', '/session/end-all'].includes(path)) continue
      const { status, body } = await admin.call(method, path)
      const refused = status === 403 && body.error === 'role-too-low'
      t.equal(refused, !allowed.includes(route), `${role}: ${route} (${status})`)
    }
    const { body } = await admin.get('/keys')
    const names = new Set(body.map((key: { adminName: string }) => key.adminName))
    t.equal(names.size > 1, role === 'owner', 'only an owner sees the sessions of others')
  }
})

t.test('a route that the table does not name is refused, for owners too', async (t) => {
  const server = fastify()
  const identity = {
    name: 'Anna',
    role: 'owner',
    grid: null,
    secondFactorMissing: false,
    key: { id: 'a', kind: 'token' },
  }
  const admins = { identify: async () => identity } as unknown as Admins
  await server.register(
    async (app) => {
      guardAccess(app, {
        admins,
        grids: { find: () => hostedGrid('main') },
        publicUrl: () => 'https://voice.example',
        stopwatch: createTestTime().timers,
      })
      app.get('/forgotten', async () => 'told')
      app.get('/channels', async () => 'told')
    },
    { prefix: '/admin/api' },
  )
  const headers = { authorization: 'Bearer owner' }
  const ask = (method: 'GET' | 'HEAD', url: string) => server.inject({ method, url, headers })
  t.match(await ask('GET', '/admin/api/channels'), { statusCode: 200 })
  t.match(await ask('HEAD', '/admin/api/channels'), { statusCode: 200 })
  for (const method of ['GET', 'HEAD'] as const) {
    t.match(await ask(method, '/admin/api/forgotten'), { statusCode: 500, body: /^((?!told).)*$/ })
  }
  await server.close()
})

t.test('a changed role counts at once, and so does an ended session; somebody stays an owner', async (t) => {
  const { app, owner, moderator } = await setUp(t)
  const moni = (role: string) => owner.post('/admins/Moni/role', { role })
  t.equal((await moni('owner')).status, 204)
  t.match(await moderator.get('/session'), { body: { role: 'owner' } })
  t.equal((await moderator.get('/session')).headers.get('x-admin-role'), 'owner', 'an open page is told')
  const { token } = (await moderator.post('/tokens', { label: 'bot', role: 'grid-admin' })).body
  const bot = { headers: { authorization: `Bearer ${token}` } }
  const asBot = (path: string) => adminClient(app.url).call('GET', path, bot)
  t.equal((await asBot('/setup')).status, 200)
  t.equal((await asBot('/admins')).status, 403, 'no more than it was made for')

  t.equal((await moni('observer')).status, 204)
  t.match(await moderator.post('/rooms/1/mute-all', { muted: true }), {
    status: 403,
    body: { error: 'role-too-low' },
  })
  t.equal((await asBot('/setup')).status, 403, 'a token may no more than whoever made it')
  t.match(await moni('king'), { status: 422 })
  t.match(await owner.post('/admins/Nobody/role', { role: 'owner' }), { status: 404 })
  t.match((await owner.get('/audit?search=admin-role-changed')).body, [
    { subject: 'Moni', detail: { before: 'owner', after: 'observer' } },
    { subject: 'Moni', detail: { before: 'moderator', after: 'owner' } },
  ])

  const second = await signedInAdmin(app, { name: 'Moni', password: 'long enough 1' })
  const sessions = (await owner.get('/keys')).body.filter(
    ({ adminName, kind }: { adminName: string; kind: string }) => adminName === 'Moni' && kind === 'session',
  )
  t.match(sessions, [{ address: /127\.0\.0\.1|::1/, createdAt: Number, lastUsedAt: Number }, {}])
  await owner.post(`/keys/${sessions[0].id}/revoke`)
  const areOpen = async () => [
    (await moderator.get('/session')).status,
    (await second.get('/session')).status,
  ]
  t.strictSame(await areOpen(), [401, 200], 'one of them')
  t.equal((await owner.post('/admins/Moni/end-sessions')).status, 204)
  t.strictSame(await areOpen(), [401, 401])
  t.match((await owner.get('/audit')).body[0], { act: 'admin-sessions-ended', detail: { ended: 1 } })

  const lower = () => owner.post('/admins/admin/role', { role: 'observer' })
  t.match(await lower(), { status: 403, body: { error: 'last-owner' } })
  t.match(await owner.post('/admins/admin/remove'), { status: 403, body: { error: 'last-owner' } })
  await moni('owner')
  t.equal((await lower()).status, 204, 'another one is owner now')
  t.match(await owner.get('/session'), { body: { role: 'observer' } })
  t.equal((await owner.get('/admins')).status, 403)
})

t.test('a token can do what its role may, and is bound to no origin', async (t) => {
  const { app, owner, operations } = await setUp(t)
  const { token } = (await owner.post('/tokens', { label: 'bot', role: 'moderator' })).body
  const bot = adminClient(app.url)
  const headers = { authorization: `Bearer ${token}`, origin: '', 'sec-fetch-site': 'cross-site' }
  for (const { method, path } of operations) {
    // Signing out ends the token.
    if (path === '/session/end') continue
    const { status } = await bot.call(method, path, { headers })
    if (routesOf('moderator').includes(`${method} ${path}`)) t.not(status, 401, `${method} ${path}`)
    else t.equal(status, 403, `${method} ${path}`)
  }
})

t.test('everybody changes the own password, knowing the old one, and only the own', async (t) => {
  const { app, owner, moderator } = await setUp(t)
  const other = await signedInAdmin(app, { name: 'Moni', password: 'long enough 1' })
  const wrong = { currentPassword: 'not it at all', password: 'brand new pass' }
  t.match(await moderator.post('/session/password', wrong), {
    status: 422,
    body: { faults: [{ field: 'currentPassword', code: 'wrong-password' }] },
  })
  t.match(await moderator.post('/session/password', { ...wrong, password: 'short' }), {
    status: 422,
    body: { faults: [{ field: 'password' }] },
  })
  const changed = await moderator.post('/session/password', { ...wrong, currentPassword: 'long enough 1' })
  t.equal(changed.status, 200)
  t.equal((await moderator.get('/session')).status, 401, 'the cookie from before is void')
  t.equal((await other.get('/session')).status, 401, 'everywhere')
  t.match(await adminClient(app.url, changed.cookie).get('/session'), { body: { name: 'Moni' } })
  await signedInAdmin(app, { name: 'Moni', password: 'brand new pass' })
  await t.rejects(signedInAdmin(app, { name: 'Moni', password: 'long enough 1' }))

  const { token } = (await owner.post('/tokens', { label: 'bot', role: 'owner' })).body
  const own = { currentPassword: app.secrets.adminPassword, password: 'taken over by a token' }
  const headers = { authorization: `Bearer ${token}` }
  t.equal((await adminClient(app.url).post('/session/password', own, headers)).status, 403)
  const acts = (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
  t.ok(acts.includes('own-password-changed'))

  let status = 0
  const guesser = adminClient(app.url, changed.cookie)
  for (let guess = 0; guess < 40 && status !== 429; guess += 1) {
    status = (await guesser.post('/session/password', wrong)).status
  }
  t.equal(status, 429, 'a stolen session guesses no password')
})

t.test('the cookie is for our pages only, and signing out everywhere means it', async (t) => {
  const { app, owner } = await setUp(t)
  const { headers } = await adminClient(app.url).post('/session', {
    name: 'admin',
    password: app.secrets.adminPassword,
  })
  t.match(headers.get('set-cookie'), /^voice-admin=[\w-]{43}; .*Path=\/admin; .*HttpOnly; SameSite=Strict$/)
  const other = await signedInAdmin(app)
  const token = (await owner.post('/tokens', { label: 'grid', role: 'moderator' })).body.token
  await other.post('/session/end-all')
  t.equal((await owner.get('/session')).status, 401)
  t.equal((await other.get('/session')).status, 401)
  const bearer = { headers: { authorization: `Bearer ${token}` } }
  t.match(await adminClient(app.url).call('GET', '/session', bearer), {
    status: 200,
    body: { name: 'admin', role: 'moderator' },
  })
})

t.test('guessing is slowed, refused and written down; no secret gets anywhere', async (t) => {
  const { app, owner } = await setUp(t)
  const stranger = adminClient(app.url)
  let status = 0
  for (let guess = 0; guess < 40 && status !== 429; guess += 1) {
    status = (await stranger.post('/session', { name: 'admin', password: `guess-secret-${guess}` })).status
    t.match(status, /401|429/)
  }
  t.equal(status, 429)
  const unknown = await stranger.post('/session', { name: 'nobody', password: 'guess-secret' })
  t.match(unknown, { status: 401, body: { error: 'wrong-credentials' } }, 'an unknown name is told the same')
  for (const body of [
    {},
    { name: 'admin' },
    { name: 'x'.repeat(500), password: 'y' },
    { name: {}, password: [] },
  ]) {
    t.match(await stranger.post('/session', body), { status: 422, body: { faults: [{}] } })
  }
  const audit = (await owner.get('/audit')).body
  t.ok(audit.some(({ act }: { act: string }) => act === 'sign-in-refused'))
  await owner.post('/admins', { name: 'Otto', password: 'ottos password', role: 'owner' })
  await owner.post('/admins/Otto/password', { password: 'ottos new password' })
  const token = (await owner.post('/tokens', { label: 'grid', role: 'owner' })).body.token
  const paths = ['/audit', '/keys', '/admins', '/channels', '/openapi.json', '/session']
  const answers = await Promise.all(paths.map((path) => owner.get(path)))
  const told = JSON.stringify([answers.map(({ body }) => body), app.log])
  const { adminPassword, regionSecret, vivoxAdminPassword, signingKey } = app.secrets
  const cookie = owner.cookie.split('=')[1] ?? 'none'
  for (const secret of [adminPassword, regionSecret, vivoxAdminPassword, signingKey, token, cookie]) {
    t.notOk(told.includes(secret))
  }
  t.notMatch(told, /guess-secret|ottos|scrypt\$/)
})

t.test('a key that asks without end is slowed, alone, and for a minute', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { timers: time.timers })
  const [busy, other] = [await signedInAdmin(app), await signedInAdmin(app)]
  const statuses = new Map<number, number>()
  for (let asked = 0; asked < 905; asked += 1) {
    const { status } = await busy.get('/session')
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  t.strictSame(
    statuses,
    new Map([
      [200, 900],
      [429, 5],
    ]),
  )
  t.equal((await other.get('/session')).status, 200)
  await time.pass(60_000)
  t.equal((await busy.get('/session')).status, 200)
})

t.test('what is too long or too short is told at its field, and nothing is made of it', async (t) => {
  const { owner } = await setUp(t)
  const long = 'x'.repeat(500)
  const admin = { name: 'Nora', password: 'long enough 2', role: 'moderator' }
  const cases: [string, object, string][] = [
    ['/admins', { ...admin, name: long }, 'name'],
    ['/admins', { ...admin, name: '<b>Nora</b>' }, 'name'],
    ['/admins', { ...admin, password: 'short' }, 'password'],
    ['/admins', { ...admin, role: 'emperor' }, 'role'],
    ['/tokens', { label: long, role: 'owner' }, 'label'],
    ['/tokens', { label: '', role: 'owner' }, 'label'],
    ['/rooms/1/ban', { agentId: long, minutes: 5 }, 'agentId'],
    ['/rooms/1/ban', { agentId: '00000000-0000-4000-8000-000000000000', minutes: 0 }, 'minutes'],
  ]
  for (const [path, body, field] of cases) {
    const answer = await owner.post(path, body)
    t.match(
      answer,
      { status: 422, body: { faults: [{ field, message: /^This .+\.$/ }] } },
      `${path} ${field}`,
    )
  }
  t.equal((await owner.get('/admins')).body.length, 2)
  t.equal((await owner.get('/keys')).body.filter(({ kind }: { kind: string }) => kind === 'token').length, 0)
  t.strictSame((await owner.get('/bans')).body, [])
})

t.test('a flood of refused sign-ins is a few entries of the audit log, and its number', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const owner = await signedInAdmin(app)
  const stranger = adminClient(app.url)
  for (let guess = 0; guess < 25; guess += 1) {
    await stranger.post('/session', { name: `guess ${guess}`, password: 'wrong' })
  }
  const refused = async () =>
    (await owner.get('/audit')).body.filter(({ act }: { act: string }) => act.includes('refused'))
  t.equal((await refused()).length, 10)
  await time.pass(10 * 60_000)
  const [last, ...others] = await eventually('the number is written down', async () => {
    const entries = await refused()
    return entries.length > 10 && entries
  })
  t.match(last, { act: 'sign-ins-refused', subject: '15', detail: { count: 15, addresses: 1 } })
  t.equal(others.length, 10)
})

t.test('a changed ADMIN_PASSWORD counts, and ends what the old one opened', async (t) => {
  const first = await startTestApp(t, { env: { ADMIN_PASSWORD: 'first password' } })
  const before = await signedInAdmin(first)
  t.equal((await before.post('/admins/admin/password', { password: 'set in the console' })).status, 204)
  await signedInAdmin(first, { password: 'set in the console' })
  t.equal((await before.get('/session')).status, 401, 'the old sessions ended')
  const { dataDir } = first.config
  const again = await startTestApp(t, { env: { ADMIN_PASSWORD: 'first password', DATA_DIR: dataDir } })
  await signedInAdmin(again, { password: 'set in the console' })
  const changed = await startTestApp(t, { env: { ADMIN_PASSWORD: 'second password', DATA_DIR: dataDir } })
  await signedInAdmin(changed, { password: 'second password' })
  await t.rejects(signedInAdmin(changed, { password: 'set in the console' }))
  t.match(await (await signedInAdmin(changed)).post('/admins/admin/remove'), { status: 403 })
})
