/** Moderation, accounts, secrets and the overview over the console's API, as residents and regions meet them. */

import t, { type Test } from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { type AdminClient, signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { openLink, openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

async function setUp(t: Test) {
  const app = await startTestApp(t)
  const [anna, bert] = [testAvatar('Anna Room'), testAvatar('Bert Room', [104, 100, 25])]
  const region = testRegion(app, [anna, bert], 'Plaza')
  await region.push()
  const enter = async (avatar: TestAvatar) => {
    const cookie = await signIn(app.url, await region.link(avatar))
    const socket = openSignal(app.url, cookie)
    socket.send({ type: 'join', muted: false })
    return { socket, cookie }
  }
  const owner = await signedInAdmin(app)
  const channelId = async () => (await owner.get('/rooms')).body[0].channelId
  return { app, anna, bert, region, enter, owner, channelId }
}

t.test('mute, kick and ban reach the people of the room', async (t) => {
  const { anna, bert, enter, owner, channelId } = await setUp(t)
  const { socket: one } = await enter(anna)
  await one.next('room')
  const { socket: two } = await enter(bert)
  await two.next('room')
  const id = await channelId()
  const who = { agentId: bert.id }
  t.equal((await owner.post(`/rooms/${id}/mute`, { ...who, muted: true })).status, 204)
  const [asOthersSee, asBertSees] = await Promise.all([
    one.next('participant-changed'),
    two.next('participant-changed'),
  ])
  t.match(asOthersSee.participant, { agentId: bert.id, listensOnly: true })
  t.notOk('silence' in asOthersSee.participant, 'that somebody muted him is nobody else’s business')
  t.match(asBertSees.participant, { agentId: bert.id, listensOnly: true, silence: 'muted-by-moderator' })
  const live = (await owner.get(`/regions/${(await owner.get('/rooms')).body[0].regionIds[0]}/live`)).body
  t.match(live, { name: 'Plaza', people: [{ name: 'Anna Room', channelId: id }, { mutedByModerator: true }] })
  const [told] = live.people
  t.equal(told.positionSource, 'push', 'who told the position')
  t.ok(told.positionAgeSeconds >= 0 && told.positionAgeSeconds < 60, 'and how long ago')
  t.equal((await owner.post(`/rooms/${id}/kick`, who)).status, 204)
  t.equal(await two.closed(), CloseCode.kicked)
  const { socket: again } = await enter(bert)
  t.match(
    await again.next('room'),
    { self: { listensOnly: true, silence: 'muted-by-moderator' } },
    'the mute covers a rejoin',
  )
  t.equal((await owner.post(`/rooms/${id}/ban`, { ...who, minutes: 60 })).status, 204)
  t.equal(await again.closed(), CloseCode.kicked)
  const { socket: banned } = await enter(bert)
  t.equal(await banned.closed(), CloseCode.kicked)
  t.match((await owner.get('/bans')).body, [{ name: 'Bert Room', by: 'admin' }])
  t.equal((await owner.post(`/rooms/${id}/unban`, who)).status, 204)
  const { socket: back } = await enter(bert)
  await back.next('room')
  t.match(await owner.post(`/rooms/${id}/floor`, { ...who, given: true }), { status: 400 })
  const acts = (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
  t.strictSame(acts, ['unbanned', 'banned', 'kicked', 'muted', 'signed-in'])
})

t.test('residents are found by name, and what they complain of is read and closed', async (t) => {
  const { anna, bert, enter, owner, region, channelId } = await setUp(t)
  const { socket } = await enter(anna)
  await socket.next('room')
  const unknown = '8ef718ec-06bd-4c6c-a7dd-5003073b0641'
  t.strictSame((await owner.get('/residents?search=BERT')).body, [{ agentId: bert.id, name: 'Bert Room' }])
  t.strictSame((await owner.get('/residents?search=')).body, [])
  t.strictSame((await owner.get(`/residents?ids=${anna.id},${unknown}`)).body, [
    { agentId: anna.id, name: 'Anna Room' },
    { agentId: unknown, name: 'Resident 8EF7' },
  ])
  socket.send({ type: 'complain', agentId: bert.id, words: 'Shouts' })
  await socket.next('complained')
  socket.send({ type: 'complain', agentId: bert.id, words: 'Still shouts' })
  await socket.next('complained')
  const { body } = await owner.get('/complaints')
  const said = { name: 'Anna Room', aboutId: bert.id, aboutName: 'Bert Room', place: 'Plaza' }
  t.match(body, [
    { ...said, words: 'Still shouts' },
    { ...said, words: 'Shouts' },
  ])
  t.equal((await owner.post(`/complaints/${body[1].id}/close`)).status, 204)
  t.equal((await owner.post(`/complaints/${body[1].id}/close`)).status, 404)
  t.match((await owner.get('/complaints')).body, [{ words: 'Still shouts' }])
  t.match((await owner.get('/audit')).body[0], { act: 'complaint-closed', subject: 'Bert Room' })

  const id = await channelId()
  const { version } = (await owner.get(`/channels/${id}`)).body
  await owner.patch(`/channels/${id}`, { version, settings: { mode: 'lecture' } })
  socket.send({ type: 'hand', raised: true })
  const live = async () => (await owner.get(`/regions/${region.id}/live`)).body
  await eventually('the hand is seen', async () =>
    (await live()).people.some(({ hand }: { hand: number }) => hand === 1),
  )
  t.equal((await owner.post(`/rooms/${id}/lower-hand`, { agentId: anna.id })).status, 204)
  t.equal((await owner.post(`/rooms/${id}/lock`, { locked: true })).status, 204)
  t.match(await live(), { channels: [{ locked: true }], people: [{ hand: null }, { hand: null }] })
})

t.test('an account that is disabled is signed out at once and stays out', async (t) => {
  const { app, anna, enter, owner, region } = await setUp(t)
  const { socket, cookie } = await enter(anna)
  await socket.next('room')
  t.match((await owner.get('/accounts?search=anna')).body, [
    { agentId: anna.id, name: 'Anna Room', inVoice: true },
  ])
  t.equal((await owner.post(`/accounts/${anna.id}/end-sessions`)).status, 204)
  t.equal(await socket.closed(), CloseCode.kicked)
  const session = await fetch(`${app.url}/api/session`, { headers: { cookie } })
  t.equal(session.status, 401)
  const { socket: again } = await enter(anna)
  await again.next('room')
  t.equal((await owner.post(`/accounts/${anna.id}/disabled`, { disabled: true })).status, 204)
  t.equal(await again.closed(), CloseCode.kicked)
  t.equal((await openLink(app.url, await region.link(anna))).status, 403)
  t.match((await owner.get(`/accounts?search=${anna.id}`)).body, [{ disabled: true }])
  await owner.post(`/accounts/${anna.id}/disabled`, { disabled: false })
  const { socket: back } = await enter(anna)
  await back.next('room')
})

t.test('renewed secrets count at once, and only those that are ours', async (t) => {
  const { app, region, owner } = await setUp(t)
  const before = (await owner.get('/setup')).body
  t.notMatch(JSON.stringify(before), app.secrets.regionSecret)
  t.notMatch(JSON.stringify(before), app.secrets.vivoxAdminPassword)
  t.strictSame((await owner.post('/secrets/regionSecret/show')).body, { secret: app.secrets.regionSecret })
  t.match(await owner.post('/secrets/regionSecret/show'), { status: 410 }, 'once')
  const shownOf = async (client: AdminClient) =>
    (await client.get('/setup')).body.secrets.map(({ shown }: { shown: boolean }) => shown)
  t.strictSame(await shownOf(owner), [true, false])
  const { secret } = (await owner.post('/secrets/regionSecret/renew')).body
  await t.rejects(region.push(), /401/)
  await testRegion({ ...app, secrets: { regionSecret: secret } }, []).push()

  const { config, port } = app
  const call = async (password: string) => {
    const module = createVivoxRegion({ port, user: config.vivoxAdminUser, password })
    t.teardown(module.close)
    await module.signIn()
    return module.state.token
  }
  const old = await call(app.secrets.vivoxAdminPassword)
  const renewed = (await owner.post('/secrets/vivoxAdminPassword/renew')).body.secret
  t.match(await owner.post('/secrets/vivoxAdminPassword/show'), { status: 410 }, 'its making showed it')
  t.not(await call(renewed), old)
  const answer = await fetch(`${app.url}/api2/viv_chan_search.php?cond_channame=x&auth_token=${old}`)
  t.notMatch(await answer.text(), '<status>OK</status>', 'the old token is void')
  const { dataDir } = config
  const restarted = await startTestApp(t, { env: { DATA_DIR: dataDir } })
  t.match(restarted.secrets, { regionSecret: secret, vivoxAdminPassword: renewed })
  t.strictSame(await shownOf(await signedInAdmin(restarted)), [true, true], 'also after a restart')
  t.notMatch(JSON.stringify([(await owner.get('/audit')).body, app.log]), new RegExp(`${secret}|${renewed}`))

  const fixed = await startTestApp(t, { env: { REGION_SECRET: 'set-by-the-operator' } })
  const other = await signedInAdmin(fixed)
  t.match(await other.post('/secrets/regionSecret/renew'), {
    status: 403,
    body: { message: /REGION_SECRET/ },
  })
  t.match((await other.get('/setup')).body.secrets, [{ name: 'regionSecret', fixed: true }, { fixed: false }])
})

t.test('the overview says what is bad, and keeps a number a minute', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const owner = await signedInAdmin(app)
  const anna = testAvatar('Anna Room')
  const region = testRegion(app, [anna], 'Plaza')
  await region.push()
  const socket = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  for (let index = 0; index < 70; index += 1) await openLink(app.url, '/v/nothing')
  const problems = async () =>
    (await owner.get('/overview')).body.problems.map(({ code, page }: { code: string; page: string }) => [
      code,
      page,
    ])
  t.strictSame(
    await problems(),
    [
      ['certificate', 'setup'],
      ['public-url', 'setup'],
      ['refused-sign-ins', 'accounts'],
    ],
    'a check of the set-up, and many refusals',
  )
  await time.pass(60_000)
  const history = async () => (await owner.get('/history?range=1h')).body
  const figures = await eventually('the minute is kept', async () => {
    const { figures } = await history()
    return figures.people.includes(1) && figures
  })
  t.strictSame(figures.refusedSignIns.slice(-1), [70])
  t.strictSame(figures.rooms.slice(-1), [1])
  t.ok(figures.oldestFeedSeconds.at(-1) >= 0)
  t.equal((await owner.get('/history?range=2h')).status, 400)
})

t.test('the overview tells of regions, callers and what is missing', async (t) => {
  const { app, owner, enter, anna } = await setUp(t)
  const checkOf = async (code: string) =>
    (await owner.get('/setup')).body.checks.find((check: { code: string }) => check.code === code)
  t.match(await checkOf('region-called'), { state: 'unknown' })
  t.match(await checkOf('certificate'), { state: 'bad' })
  t.match(await checkOf('positions'), { state: 'good' })
  const { config, secrets, port } = app
  const module = createVivoxRegion({
    port,
    user: config.vivoxAdminUser,
    password: secrets.vivoxAdminPassword,
  })
  t.teardown(module.close)
  await module.signIn()
  const { socket } = await enter(anna)
  await socket.next('room')
  await eventually('the call is noted', async () => (await checkOf('region-called')).state === 'good')
  t.match((await owner.get('/overview')).body, {
    now: { people: 1, rooms: 1, avatars: 2 },
    regions: [{ name: 'Plaza', inVoice: 1, feeds: [{ source: 'push', avatars: 2, silent: false }] }],
    callers: [{ call: '/api2/viv_signin.php' }],
    health: { store: true },
  })
  t.equal((await openLink(app.url, '/v/nothing')).status, 404)
  t.match((await owner.get('/overview')).body, { now: { refusedSignIns: 1 } })
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  t.match(metrics, 'voice_refused_sign_ins 1\n')
  t.match(metrics, 'voice_silent_feeds 0\n')
})
