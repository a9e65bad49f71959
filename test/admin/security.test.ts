/** Nobody gets into the console without a way in: every route of its API, tried by everybody who should not. */

import t, { type Test } from 'tap'
import { adminClient, signedInAdmin } from '../helpers/admin-client.js'
import { startTestApp } from '../helpers/test-app.js'

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
  const isSignIn = ({ method, path }: Operation) => method === 'POST' && path === '/session'
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

t.test('a moderator moderates, and changes nothing else', async (t) => {
  const { moderator, document, operations } = await setUp(t)
  const open = operations.filter(({ path }) => /^\/(rooms|bans)\b/.test(path) || path.startsWith('/session'))
  const mine = new Set(open.map(({ method, path }) => method + path))
  t.match(document.openapi, /^3\./)
  for (const { method, path } of operations) {
    if (method === 'GET' || mine.has(method + path) || path.startsWith('/keys')) continue
    t.equal((await moderator.call(method, path)).status, 403, `${method} ${path}`)
  }
  for (const path of ['/audit', '/admins']) t.equal((await moderator.get(path)).status, 403, path)
  const { body } = await moderator.get('/keys')
  t.strictSame([...new Set(body.map((key: { adminName: string }) => key.adminName))], ['Moni'])
  t.equal((await moderator.get('/channels')).status, 200)
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
