/** The whole service signs residents in by the grid itself: code by message, password, the grid's own page; and out again. */

import t, { type Test } from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { EVERYBODYS_POWERS, OWNERS_POWERS } from '../../helpers/regions/fake-grid-residents.js'
import { startFakeOpenId } from '../../helpers/regions/fake-openid.js'
import { startFakeRobust } from '../../helpers/regions/fake-robust.js'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

async function setUp(t: Test, ways: string, more: Record<string, string> = {}) {
  const [anna, bert] = [testUuid(), testUuid()]
  const west = testUuid()
  const agent = (id: string, name: string) => ({ id, name, pos: [1, 2, 3] as [number, number, number] })
  const simulator = await startFakeSimulator([
    { id: west, name: 'West', agents: [agent(anna, 'Anna Test'), agent(bert, 'Bert Ünal')] },
  ])
  simulator.messageKey = 'message word'
  t.teardown(() => simulator.down())
  const robust = await startFakeRobust(t, [
    { id: west, name: 'West', corner: [256000, 256000], simulator: `${simulator.url}/` },
  ])
  robust.accounts = [
    { id: anna, name: 'Anna Test', password: 'pwAnna' },
    { id: bert, name: 'Bert Ünal', password: 'grüße' },
  ]
  const provider = await startFakeOpenId(t)
  provider.passwords.set('Anna_Test', 'pwAnna')
  const app = await startTestApp(t, {
    env: {
      ROBUST_URL: robust.url,
      ROBUST_PUBLIC_URL: provider.url,
      ROBUST_SIGN_IN: ways,
      ROBUST_MESSAGE_KEY: 'message word',
      IN_WORLD_LANGUAGE: 'de',
      MEDIA_ROUTE: 'mesh',
      ...more,
    },
  })
  await eventually('the regions are known', () =>
    app.log.some(({ msg }) => /regions of the grid come/.test(msg)),
  )
  async function post(path: string, body: object, headers: Record<string, string> = {}) {
    const response = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
    return { status: response.status, body: JSON.parse((await response.text()) || 'null'), cookies }
  }
  const noSecrets = () =>
    t.notMatch(JSON.stringify(app.log), /pwAnna|gr(ü|%C3%BC)(ß|%C3%9F)e|message.word|someone@|687735a0/)
  return { app, robust, simulator, provider, post, anna, bert, west, noSecrets }
}

t.test('a code by message: found by name, without any feed and RemoteAdmin', async (t) => {
  const { app, robust, simulator, post, anna, bert, west, noSecrets } = await setUp(t, 'code')
  t.strictSame(await (await fetch(`${app.url}/api/sign-in`)).json(), {
    code: false,
    codeByName: true,
    gridPassword: false,
    gridPage: false,
  })
  const offline = await post('/api/sign-in/code', { name: 'Anna Test' })
  t.match(offline, { status: 404, body: { error: 'avatar-not-found' } })
  t.strictSame(
    (await post('/api/sign-in/code', { name: 'No Body' })).body,
    offline.body,
    'nobody learns who exists',
  )

  robust.presences.set(anna, west)
  t.match(await post('/api/sign-in/code', { name: 'anna test' }), {
    status: 202,
    body: { agentId: anna, name: 'Anna Test' },
  })
  const [, code = ''] = /Dein Voice-Code ist (\d{6})/.exec(simulator.messages.at(-1)?.text ?? '') ?? []
  const signedIn = await post('/api/session', { agentId: anna, code })
  t.match(signedIn, { status: 200, body: { agentId: anna, name: 'Anna Test' } })
  t.match(await post('/api/session', { agentId: anna, code }), { status: 410 }, 'once')

  robust.presences.set(bert, west)
  Object.assign(robust.accounts[1] ?? {}, { level: -1 })
  t.strictSame((await post('/api/sign-in/code', { name: 'Bert Ünal' })).body, offline.body, 'disabled')
  t.match(await post('/api/session', { firstName: 'Anna', lastName: 'Test', password: 'pwAnna' }), {
    status: 403,
  })
  t.match(await post('/api/sign-in/openid', { firstName: 'Anna', lastName: 'Test' }), { status: 403 })

  const page = openSignal(app.url, signedIn.cookies[0] ?? '')
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  t.match(await page.next('room'), { channel: { name: 'West' } })
  const owner = await signedInAdmin(app)
  const check = async () => (await owner.post('/setup/test/grid', { browserTime: Date.now() })).body
  t.match(await check(), { state: 'good' })
  simulator.methods.delete('grid_instant_message')
  t.match(await check(), { state: 'bad', findings: [{ code: 'message-not-enabled' }] })
  const names = Array.from({ length: 20 }, () => post('/api/sign-in/code', { name: 'No Body' }))
  t.match((await Promise.all(names)).at(-1), { status: 429 }, 'nobody tries all names')
  noSecrets()
})

t.test('name and grid password: five wrong ones, one answer for all', async (t) => {
  const { robust, post, bert, noSecrets } = await setUp(t, 'password')
  const user = { firstName: 'Bert', lastName: 'Ünal', password: 'grüße' }
  t.match(await post('/api/session', user), { status: 200, body: { agentId: bert, name: 'Bert Ünal' } })
  t.equal(robust.tokens.size, 0)
  const wrong = await post('/api/session', { ...user, password: 'x' })
  t.match(wrong, { status: 401, body: { error: 'wrong-credentials' } })
  t.strictSame((await post('/api/session', { ...user, firstName: 'No' })).body, wrong.body)
  Object.assign(robust.accounts[1] ?? {}, { level: -1 })
  t.strictSame((await post('/api/session', user)).body, wrong.body, 'disabled')
  robust.fault = 'public-port'
  t.match(await post('/api/session', user), { status: 503 })
  robust.fault = undefined
  await post('/api/session', { ...user, password: 'x' })
  await post('/api/session', { ...user, password: 'x' })
  t.match(await post('/api/session', user), { status: 429 })
  noSecrets()
})

t.test('at the grid’s own page, bound to the browser that was sent there', async (t) => {
  const { app, provider, post, anna, noSecrets } = await setUp(t, 'openid')
  const who = { firstName: 'Anna', lastName: 'Test' }
  const origin = app.url
  const begun = await post('/api/sign-in/openid', who, { origin })
  const answer = async (address: string) => {
    const form = new URLSearchParams({ pass: 'pwAnna' })
    const response = await fetch(address, { method: 'POST', body: form, redirect: 'manual' })
    return new URL(response.headers.get('location') ?? '').search.slice(1)
  }
  t.match(new URL(begun.body.address), { origin: provider.url, pathname: '/openid/server/' })
  t.match(new URL(begun.body.address).searchParams.get('openid.return_to'), `${app.url}/?openid=`)
  const openId = await answer(begun.body.address)
  t.match(
    await post('/api/session', { openId }, { origin }),
    { status: 401, body: { error: 'openid-refused' } },
    'another browser',
  )
  const cookie = begun.cookies[0] ?? ''
  t.match(await post('/api/session', { openId }, { origin, cookie }), {
    status: 200,
    body: { agentId: anna },
  })
  t.match(await post('/api/session', { openId }, { origin, cookie }), { status: 401 }, 'once')
  const foreign = { origin: 'https://evil.example', cookie }
  noSecrets()
  t.match(await post('/api/session', { openId }, foreign), { status: 403, body: { error: 'origin-refused' } })
})

t.test('whose account the grid has disabled comes in by no link, and is signed out', async (t) => {
  const { app, robust, anna, bert, west } = await setUp(t, 'none')
  const avatars = [anna, bert].map((id) => ({ ...testAvatar(id === anna ? 'Anna Test' : 'Bert Ünal'), id }))
  const region = testRegion(app, avatars, 'West', west)
  const [annasLink, bertsLink] = await Promise.all(avatars.map((avatar) => region.link(avatar)))
  Object.assign(robust.accounts[0] ?? {}, { level: -1 })
  const refused = await fetch(`${app.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: annasLink }),
  })
  t.match([refused.status, await refused.json()], [403, { error: 'account-disabled' }])

  // The grid is away while he comes; once it answers again he is looked at.
  robust.fault = 'public-port'
  const cookie = await signIn(app.url, bertsLink ?? '')
  const session = async () => (await fetch(`${app.url}/api/session`, { headers: { cookie } })).status
  const page = openSignal(app.url, cookie)
  t.teardown(() => page.close())
  await page.next('welcome')
  t.equal(await session(), 200)
  Object.assign(robust.accounts[1] ?? {}, { level: -1 })
  robust.fault = undefined
  await eventually('he is signed out', async () => (await session()) === 401)
  t.ok(app.log.some(({ msg }) => /disabled the account/.test(msg)))
  t.match(await (await fetch(`${app.url}/api/sign-in`)).json(), { code: false, codeByName: false })
})

t.test('friends are shown to each other where both allow it, and called', async (t) => {
  const { app, robust, anna, bert, west } = await setUp(t, 'none')
  const cleo = testUuid()
  robust.friends.set(anna, [
    { friend: bert, mine: 1, theirs: 1 },
    { friend: cleo, mine: 1, theirs: 0 },
  ])
  robust.friends.set(bert, [{ friend: anna, mine: 1, theirs: 1 }])
  robust.presences.set(bert, west)
  const avatars = [anna, bert].map((id) => ({ ...testAvatar(id === anna ? 'Anna Test' : 'Bert Ünal'), id }))
  const region = testRegion(app, avatars, 'West', west)
  const pages = await Promise.all(
    avatars.map(async (avatar) => openSignal(app.url, await signIn(app.url, await region.link(avatar)))),
  )
  const [annas, berts] = pages
  for (const page of pages) t.teardown(() => page.close())
  t.match(await annas?.next('friends'), { people: [{ agentId: bert, name: 'Bert Ünal', inVoice: false }] })
  t.match(await berts?.next('friends'), { people: [{ agentId: anna, name: 'Anna Test', inVoice: false }] })
  berts?.send({ type: 'join', muted: false })
  await berts?.next('room')
  t.match(await annas?.next('friends'), { people: [{ agentId: bert, inVoice: true }] })
  annas?.send({ type: 'block', agentId: bert, on: true })
  t.match(await annas?.next('friends'), { people: [] })
  t.match(await berts?.next('friends'), { people: [] }, 'neither of the two sees the other')
})

t.test('groups: who of them is in voice, and a call to all of those', async (t) => {
  const { app, robust, anna, bert, west } = await setUp(t, 'none')
  const [cleo, choir] = [testUuid(), testUuid()]
  robust.groups = [
    {
      id: choir,
      name: 'Chöir & Co',
      members: new Map([
        [anna, OWNERS_POWERS],
        [bert, EVERYBODYS_POWERS],
        [cleo, EVERYBODYS_POWERS],
      ]),
    },
  ]
  const avatars = Object.entries({ 'Anna Test': anna, 'Bert Ünal': bert, 'Cleo Test': cleo }).map(
    ([name, id]) => ({ ...testAvatar(name), id }),
  )
  const region = testRegion(app, avatars, 'West', west)
  await region.push()
  const pages = await Promise.all(
    avatars.map(async (avatar) => openSignal(app.url, await signIn(app.url, await region.link(avatar)))),
  )
  const [annas, berts, cleos] = pages
  for (const page of pages) t.teardown(() => page.close())
  await eventually('all three are told', () =>
    pages.every(({ messages }) =>
      messages.some((one) => one.type === 'groups' && one.groups[0]?.people.length === 2),
    ),
  )
  annas?.send({ type: 'call-group', group: choir, muted: true })
  t.match(await annas?.next('error'), { code: 'not-allowed', about: 'call-group' }, 'nobody is in voice')
  for (const page of [berts, cleos]) {
    page?.send({ type: 'join', muted: false })
    await page?.next('room')
  }
  await eventually('both are in voice', () =>
    annas?.messages.some(
      (one) =>
        one.type === 'groups' && one.groups.some(({ people }) => people.every(({ inVoice }) => inVoice)),
    ),
  )
  cleos?.send({ type: 'do-not-disturb', on: true })
  // Whoever is asked last has heard the one before.
  cleos?.send({ type: 'ping' })
  await cleos?.next('pong')
  annas?.send({ type: 'call-group', group: choir, muted: true })
  t.match(await berts?.next('call'), { from: anna, rings: true })
  t.match(await annas?.next('call-refused'), { by: cleo, reason: 'do-not-disturb' })
  annas?.send({ type: 'call-group', group: testUuid(), muted: true })
  t.match(await annas?.next('error'), { code: 'not-allowed' }, 'a group of others')
})

t.test('a password for all simulators stays here where nobody says that a simulator is ours', async (t) => {
  const passwords = { ROBUST_REMOTE_ADMIN_PASSWORD: 'radminpw' }
  const stranger = await setUp(t, 'none', { ...passwords, ROBUST_SIMULATORS: 'sim.example.org' })
  const owner = await signedInAdmin(stranger.app)
  const check = async () => (await owner.post('/setup/test/grid', { browserTime: Date.now() })).body
  const { host } = new URL(stranger.simulator.url)
  t.match(await check(), { state: 'bad', findings: [{ code: 'simulator-not-own', about: host }] })
  const ours = await setUp(t, 'none', passwords)
  const isAsked = ({ simulator }: typeof ours) =>
    simulator.calls.some(({ params }) => params.password !== undefined)
  await eventually('our own simulator is asked', () => isAsked(ours))
  t.notOk(isAsked(stranger), 'in the same time')
})
