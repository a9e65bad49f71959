/** The console's second factors over HTTP: codes of authenticator apps, recovery codes, and what owners decide. */

import { Secret, TOTP } from 'otpauth'
import t, { type Test } from 'tap'
import type { Timers } from '../../src/voice/ports.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import {
  type AdminAnswer,
  type AdminClient,
  adminClient,
  signedInAdmin,
} from '../helpers/browser/admin-client.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

const STEP_MS = 30_000
const PASSWORD = 'long enough 1'

async function setUp(t: Test, timers?: Timers) {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: timers ?? time.timers })
  const owner = await signedInAdmin(app)
  await owner.post('/admins', { name: 'Moni', password: PASSWORD, role: 'moderator' })
  const codeOf = (secret: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time.clock() + steps * STEP_MS })
  return { app, owner, codeOf, ...time }
}

const passwordOf = (app: Pick<TestApp, 'secrets'>, name: string) =>
  name === 'admin' ? app.secrets.adminPassword : PASSWORD

async function begin(app: TestApp, name: string): Promise<AdminAnswer> {
  return adminClient(app.url).post('/session', { name, password: passwordOf(app, name) })
}

/** The whole sign-in: the status of its second step, and the client. */
async function signInWith(app: TestApp, name: string, code: string) {
  const client = adminClient(app.url)
  const { body } = await begin(app, name)
  const answer = await client.post('/session/second', { half: body.half, code })
  client.cookie = answer.cookie
  return { client, answer }
}

/** Gives an admin an authenticator app. */
async function makeTotp(app: TestApp, client: AdminClient, name: string, codeOf: (secret: string) => string) {
  const currentPassword = passwordOf(app, name)
  const { secret } = (await client.post('/session/second-factor/totp', { currentPassword })).body
  const confirmed = { code: codeOf(secret), label: 'Telephone' }
  const { recoveryCodes } = (await client.post('/session/second-factor/totp/confirm', confirmed)).body
  return { secret, recoveryCodes }
}

t.test('an authenticator app is made with the password, and asked for from then on', async (t) => {
  const { app, owner, codeOf, pass } = await setUp(t)
  const elsewhere = await signedInAdmin(app)
  const path = '/session/second-factor/totp'
  t.match(await owner.post(path, { currentPassword: 'wrong' }), {
    status: 422,
    body: { faults: [{ field: 'currentPassword', code: 'wrong-password' }] },
  })
  t.equal((await owner.post(`${path}/confirm`, { code: '123456', label: 'x' })).status, 422, 'not begun')
  const begun = (await owner.post(path, { currentPassword: app.secrets.adminPassword })).body
  t.match(begun.address, /^otpauth:\/\/totp\/Voice%20console%20\(localhost\):admin\?.*secret=/)
  t.equal((await begin(app, 'admin')).status, 200, 'not asked for before it is confirmed')
  t.match(await owner.post(`${path}/confirm`, { code: codeOf(begun.secret, 5), label: 'x' }), {
    status: 422,
    body: { faults: [{ field: 'code', code: 'code-wrong' }] },
  })
  const made = await owner.post(`${path}/confirm`, { code: codeOf(begun.secret), label: 'Telephone' })
  t.equal(new Set(made.body.recoveryCodes).size, 10)
  t.match((await owner.get('/session/second-factor')).body, {
    required: false,
    factors: [{ kind: 'totp', label: 'Telephone', lastUsedAt: null }],
    recoveryCodesLeft: 10,
  })
  t.equal((await elsewhere.get('/session')).status, 401, 'a session from before it has ended')

  const asked = await begin(app, 'admin')
  t.match(asked, { status: 202, cookie: '', body: { ways: ['totp', 'recovery'], passkey: null } })
  const send = async (code: string) => (await signInWith(app, 'admin', code)).answer.status
  t.equal(await send(codeOf(begun.secret)), 401, 'the code that confirmed it was used')
  await pass(10 * STEP_MS)
  t.strictSame(
    [await send(codeOf(begun.secret, -2)), await send(codeOf(begun.secret, 2)), await send('12345')],
    [401, 401, 401],
    'two steps off, and no code at all',
  )
  t.equal(await send(codeOf(begun.secret, -1)), 200, 'a clock that is one step behind')
  t.equal(await send(codeOf(begun.secret, 1).replace(/^.../, '$& ')), 200, 'or ahead')
  t.equal(await send(codeOf(begun.secret, 1)), 401, 'a code counts once')
  t.equal(await send(codeOf(begun.secret)), 401, 'and so does an earlier one')

  await pass(2 * STEP_MS)
  const client = adminClient(app.url)
  const { half } = (await begin(app, 'admin')).body
  const code = codeOf(begun.secret)
  const both = await Promise.all([1, 2].map(() => client.post('/session/second', { half, code })))
  t.strictSame(both.map(({ status }) => status).sort()[0], 200, 'one of two at once')
  t.not(both[0]?.status, both[1]?.status)
  t.equal((await client.post('/session/second', { half, code })).status, 410, 'a sign-in is completed once')
  const late = (await begin(app, 'admin')).body.half
  await pass(5 * 60_000)
  t.equal((await client.post('/session/second', { half: late, code: codeOf(begun.secret) })).status, 410)
  t.equal((await client.post('/session/second', { half: late })).status, 400)

  const restarted = await startTestApp(t, { env: { DATA_DIR: app.config.dataDir } })
  const now = new TOTP({ secret: Secret.fromBase32(begun.secret) }).generate()
  t.equal((await signInWith(restarted, 'admin', now)).answer.status, 200, 'it outlives a restart')
  const written = JSON.stringify([app.log, restarted.log, (await owner.get('/audit')).body])
  for (const hidden of [begun.secret, half, ...made.body.recoveryCodes]) t.notMatch(written, hidden)
  const lost = await startTestApp(t, {
    env: { DATA_DIR: app.config.dataDir, ADMIN_PASSWORD: 'a new one of the operator' },
  })
  t.equal((await begin(lost, 'admin')).status, 200, 'a changed ADMIN_PASSWORD lets the operator in')
})

t.test('recovery codes count once, also when codes are guessed', async (t) => {
  let skewMs = 0
  const { app, owner, codeOf } = await setUp(t, { ...systemTimers, now: () => systemTimers.now() + skewMs })
  const { secret, recoveryCodes } = await makeTotp(app, owner, 'admin', codeOf)
  const [first, second] = recoveryCodes
  t.match(first, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  const send = async (code: string) => (await signInWith(app, 'admin', code)).answer.status
  t.equal(await send(first.toUpperCase().replaceAll('-', ' ')), 200, 'as people write them')
  t.equal(await send(first), 401)
  t.match((await owner.get('/session/second-factor')).body, { recoveryCodesLeft: 9 })
  const wrong = codeOf(secret, 100)
  const { half } = (await begin(app, 'admin')).body
  const guesses: number[] = []
  while (guesses.at(-1) !== 429 && guesses.length < 40) {
    const answer = await adminClient(app.url).post('/session/second', { half, code: wrong })
    guesses.push(answer.status)
  }
  t.ok(guesses.length <= 21, `refused after ${guesses.length} codes`)
  // The limits of an address are over, that of the codes is not.
  skewMs = 11 * 60_000
  t.equal(await send(codeOf(secret, 1)), 429, 'of all codes, from wherever')
  t.equal(await send(second), 200, 'which keeps nobody with a recovery code out')

  const currentPassword = app.secrets.adminPassword
  const renewed = (await owner.post('/session/second-factor/recovery-codes', { currentPassword })).body
  t.equal(renewed.recoveryCodes.length, 10)
  t.equal(await send(recoveryCodes[2]), 401, 'new ones end the old ones')
  const [{ id }] = (await owner.get('/session/second-factor')).body.factors
  t.equal((await owner.post(`/session/second-factor/${id}/remove`, { currentPassword: 'no' })).status, 422)
  t.equal((await owner.post(`/session/second-factor/${id}/remove`, { currentPassword })).status, 204)
  t.match((await owner.get('/session/second-factor')).body, { factors: [], recoveryCodesLeft: 0 })
  t.equal((await begin(app, 'admin')).status, 200, 'without any, the password is enough again')
  const acts = (await owner.get('/audit')).body.map(({ act, detail }: { act: string; detail: object }) => [
    act,
    detail,
  ])
  t.match(acts, [
    ['signed-in', { way: 'password' }],
    ['second-factor-removed', { kind: 'totp' }],
    ['sign-in-refused', { reason: 'own-password' }],
  ])
  t.ok(acts.some(([act, { way }]: [string, { way?: string }]) => act === 'signed-in' && way === 'recovery'))
  t.ok(acts.some(([act]: [string]) => act === 'recovery-codes-made'))
})

t.test('an owner asks everybody for one, and takes that of another away', async (t) => {
  const { app, owner, codeOf, pass } = await setUp(t)
  const rule = (required: boolean) => owner.post('/admin-rules/second-factor', { required })
  t.match(await rule(true), { status: 403, body: { error: 'second-factor-missing' } }, 'first the own one')
  await makeTotp(app, owner, 'admin', codeOf)
  const token = (await owner.post('/tokens', { label: 'bot', role: 'moderator' })).body.token
  const moni = await signedInAdmin(app, { name: 'Moni', password: PASSWORD })
  t.match((await moni.get('/session')).body, { secondFactorMissing: false })
  t.equal((await rule(true)).status, 204)

  t.match((await moni.get('/session')).body, { secondFactorMissing: true }, 'a session that is open')
  const missing = { status: 403, body: { error: 'second-factor-missing' } }
  t.match(await moni.get('/overview'), missing)
  t.match(
    await moni.post('/session/password', { currentPassword: PASSWORD, password: 'another one 2' }),
    missing,
  )
  const bearer = { authorization: `Bearer ${token}` }
  t.equal(
    (await adminClient(app.url).call('GET', '/overview', { headers: bearer })).status,
    200,
    'tokens stay',
  )
  t.match(await begin(app, 'Moni'), { status: 200, body: { secondFactorMissing: true } })
  const { secret } = await makeTotp(app, moni, 'Moni', codeOf)
  t.equal((await moni.get('/overview')).status, 200, 'with one, everything is open again')
  t.equal((await begin(app, 'Moni')).status, 202)
  t.match((await owner.get('/admins')).body, [
    { name: 'Moni', secondFactor: true },
    { name: 'admin', secondFactor: true },
  ])

  t.equal((await moni.post('/admins/admin/second-factor/reset')).status, 403, 'a moderator takes none away')
  t.equal((await owner.post('/admins/Nobody/second-factor/reset')).status, 404)
  t.equal((await owner.post('/admins/Moni/second-factor/reset')).status, 204)
  t.equal((await moni.get('/session')).status, 401)
  t.match(await begin(app, 'Moni'), { status: 200, body: { secondFactorMissing: true } })
  await pass(2 * STEP_MS)
  t.equal((await signInWith(app, 'Moni', codeOf(secret))).answer.status, 422, 'there is nothing to complete')
  t.equal((await rule(false)).status, 204)
  t.equal(
    (await (await signedInAdmin(app, { name: 'Moni', password: PASSWORD })).get('/overview')).status,
    200,
  )
  t.equal((await owner.post('/admins/Moni/remove')).status, 204)
  const acts = (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
  for (const act of ['second-factor-required', 'second-factor-reset', 'second-factor-not-required'])
    t.ok(acts.includes(act), act)
})
