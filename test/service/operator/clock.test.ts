/** The machine's clock is set, or the process sleeps: voice goes on, and no limit opens or closes by it. */

import t, { type Test } from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { decodePositions } from '../../../src/protocol/position-frame.js'
import { createAwakeTimers } from '../../../src/voice/time/timers.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { type TestAvatar, testAvatar, testRegion } from '../../helpers/regions/region.js'
import { regionsJson } from '../../helpers/regions/regions-json.js'
import { startShiftedService } from '../../helpers/shifted-clock.js'
import { openSignal, type SignalSocket, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

const HOUR_MS = 3_600_000
const TURN = { TURN_URLS: 'turn:127.0.0.1:9', TURN_SECRET: 'secret', TURN_TTL_SECONDS: '3600' }

/** Back, forward again, and forward from there: each is one hour. */
const JUMPS = [-HOUR_MS, HOUR_MS, HOUR_MS, -HOUR_MS]

/** Two who are in one room, on a clock that is set by hand. */
async function setUp(t: Test, { awake = false } = {}) {
  const time = createTestTime()
  const timers = awake ? createAwakeTimers(time.timers) : time.timers
  const app = await startTestApp(t, { env: TURN, clock: time.clock, timers })
  const [anna, bert] = [testAvatar('Anna Early'), testAvatar('Bert Late', [104, 100, 25])]
  const region = testRegion(app, [anna, bert])
  await region.push()
  const enter = async (avatar: TestAvatar, cookie?: string) => {
    const session = cookie ?? (await signIn(app.url, await region.link(avatar)))
    const socket = openSignal(app.url, session)
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    await socket.next('room')
    return { socket, cookie: session }
  }
  const [first, second] = [await enter(anna), await enter(bert)]
  const people = [first.socket, second.socket]
  /** The region tells of them as often as regions do. */
  const live = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await region.push()
      await time.pass(1000)
    }
  }
  /** What was told that ought not to be. */
  const complaints = () =>
    people.flatMap(({ messages }) =>
      messages.filter(({ type }) => ['feed', 'no-room', 'participant-left', 'error'].includes(type)),
    )
  return {
    time,
    app,
    region,
    anna,
    bert,
    people,
    enter,
    live,
    complaints,
    cookies: [first.cookie, second.cookie],
  }
}

/** Whether a position near that one has come. */
function cameTo({ frames }: SignalSocket, metres: number): boolean {
  const entries = frames.flatMap((frame) => decodePositions(frame) ?? [])
  return entries.some(({ position: [x] }) => Math.abs(x - metres) < 0.1)
}

t.test('a clock that is set keeps nobody where he was, and sends nobody away', async (t) => {
  const { time, region, anna, people, live, complaints } = await setUp(t)
  const [, bert] = people
  let metres = 100
  for (const jump of [0, ...JUMPS]) {
    time.set(time.clock() + jump)
    metres += 1
    anna.pos = [metres, 100, 25]
    await region.push()
    await time.pass(200)
    await eventually(`he hears of her, ${jump / HOUR_MS} h`, () => bert && cameTo(bert, metres))
    await live(45)
  }
  t.strictSame(complaints(), [])
})

t.test('credentials for the TURN server are told anew as soon as the clock was set', async (t) => {
  const { time, people } = await setUp(t)
  const [anna] = people
  for (const jump of JUMPS) {
    time.set(time.clock() + jump)
    await time.pass(1000)
    const { iceServers } = (await anna?.next('ice-servers')) ?? { iceServers: [] }
    const ends = Number(iceServers.at(-1)?.username?.split(':')[0]) * 1000
    t.ok(Math.abs(ends - time.clock() - HOUR_MS) < 5000, `they hold for an hour, ${jump / HOUR_MS} h`)
  }
})

t.test('a link holds for two minutes, whatever the clock says meanwhile', async (t) => {
  const { time, app, region, anna } = await setUp(t)
  for (const jump of JUMPS) {
    const [used, left] = [await region.link(anna), await region.link(anna)]
    time.set(time.clock() + jump)
    await time.pass(60_000)
    t.match(await signIn(app.url, used), /^voice-/)
    await time.pass(61_000)
    await t.rejects(signIn(app.url, left), /no session/, `${jump / HOUR_MS} h`)
  }
})

t.test('who asks too often waits as long as was said, no more and no less', async (t) => {
  const time = createTestTime()
  const simulator = await startFakeSimulator([
    { id: '11111111-2222-4333-8444-000000000009', name: 'West', agents: [] },
  ])
  t.teardown(() => simulator.down())
  const env = { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator], { grid_password_sign_in: true }) }
  const app = await startTestApp(t, { env, clock: time.clock, timers: time.timers })
  await eventually('the region answers', async () => {
    await time.pass(100)
    return app.regionStatus()[0]?.state === 'ok'
  })
  const guess = async () => {
    const body = JSON.stringify({ firstName: 'Anna', lastName: 'Guessed', password: 'wrong' })
    const headers = { 'content-type': 'application/json', origin: app.url }
    return (await fetch(`${app.url}/api/session`, { method: 'POST', headers, body })).status
  }
  for (const jump of JUMPS) {
    for (let tries = 0; tries < 5; tries += 1) t.equal(await guess(), 401)
    t.equal(await guess(), 429)
    time.set(time.clock() + jump)
    t.equal(await guess(), 429, `still, ${jump / HOUR_MS} h`)
    await time.pass(15 * 60_000)
  }
})

t.test('a page may say as much in a minute, whatever the clock says meanwhile', async (t) => {
  const { time, people } = await setUp(t)
  const [anna] = people
  for (const jump of JUMPS) {
    for (let reports = 0; reports < 25; reports += 1) anna?.send({ type: 'report', speaking: false })
    t.match(await anna?.next('error'), { code: 'rate-limited', about: 'report' })
    time.set(time.clock() + jump)
    await time.pass(10_000)
    for (let reports = 0; reports < 15; reports += 1) anna?.send({ type: 'report', speaking: false })
    anna?.send({ type: 'ping' })
    await anna?.next('pong')
    const refused = anna?.messages.filter(({ type }) => type === 'error') ?? []
    t.ok(refused.length <= 5, `only the first ones were too many, ${jump / HOUR_MS} h`)
    anna?.messages.splice(0)
    await time.pass(10_000)
  }
})

t.test('who is signed in stays so, and who was signed out stays out and may come again', async (t) => {
  const { time, app, region, anna, enter, cookies } = await setUp(t)
  let [cookie = ''] = cookies
  for (const jump of JUMPS) {
    const owner = await signedInAdmin(app)
    await time.pass(1000)
    const neverOpened = await signIn(app.url, await region.link(anna))
    time.set(time.clock() + jump)
    await time.pass(1000)
    const { socket } = await enter(anna, cookie)
    const ended = await owner.post(`/accounts/${anna.id}/end-sessions`)
    t.equal(ended.status, 204, 'the admin is, too')
    t.equal(await socket.closed(), CloseCode.kicked)
    for (const ended of [cookie, neverOpened]) {
      const again = openSignal(app.url, ended)
      t.teardown(() => again.close())
      t.match(await again.next('error'), { code: 'session-expired' }, `${jump / HOUR_MS} h`)
    }
    cookie = await signIn(app.url, await region.link(anna))
    await enter(anna, cookie)
  }
})

t.test('a region whose own clock is set back goes on after three reports at most', async (t) => {
  const { time, region, anna, bert, people } = await setUp(t)
  const [, listener] = people
  let metres = 100
  let at = 1_000_000_000
  const tell = async (how: object, headers: Record<string, string> = {}) => {
    metres += 1
    anna.pos = [metres, 100, 25]
    const report = { region: region.id, name: 'Test Region', avatars: [anna, bert], ...how }
    await region.post('/opensim/v1/positions', report, headers)
    await time.pass(250)
    return metres
  }
  for (const stepMs of [-HOUR_MS, -11_000, -9000, -2000, HOUR_MS]) {
    await tell({ at })
    at += stepMs
    let told = 0
    for (let report = 0; report < 3; report += 1) {
      at += 250
      told = await tell({ at })
    }
    await eventually(`it is heard of again, ${stepMs} ms`, () => listener && cameTo(listener, told))
    at += 60_000
  }
  await tell({}, { 'x-sequence': '9000' })
  for (const sequence of ['8001', '8002', '8003']) await tell({}, { 'x-sequence': sequence })
  await eventually('numbers too', () => listener && cameTo(listener, metres))
})

t.test('an hour of sleep is no silence of the region’s, and ends nobody', async (t) => {
  const { time, region, people, live, complaints } = await setUp(t, { awake: true })
  await live(20)
  await time.sleep(HOUR_MS)
  await time.pass(5000)
  t.strictSame(complaints(), [], 'nobody has had the chance to speak yet')
  await live(30)
  t.strictSame(complaints(), [])
  await region.push()
  await time.pass(31_000)
  const [anna] = people
  t.match(await anna?.next('feed'), { lost: true }, 'now it is one')
})

t.test('who was away when the process fell asleep has the rest of the time to come back', async (t) => {
  const { time, anna, bert, region, people, complaints } = await setUp(t, { awake: true })
  region.avatars.splice(0, 2, bert)
  await region.push()
  await time.pass(500)
  await time.sleep(HOUR_MS)
  await time.pass(400)
  t.strictSame(complaints(), [], 'she may be crossing a border')
  region.avatars.splice(0, 1, anna, bert)
  await region.push()
  await time.pass(10_000)
  t.strictSame(complaints(), [])
  region.avatars.splice(0, 2, bert)
  await region.push()
  await time.pass(10_000)
  const [hers] = people
  t.match(await hers?.next('no-room'), { reason: /^(not-in-world|region-away)$/ })
})

t.test('the process itself sleeps, and its clock is set', async (t) => {
  const service = await startShiftedService(t.testdir())
  t.teardown(() => service.stop())
  const anna = testAvatar('Anna Asleep')
  const region = testRegion(service, [anna])
  await region.push()
  const socket = openSignal(service.url, await signIn(service.url, await region.link(anna)))
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  for (const [what, shift] of [
    ['slept for an hour', { setMs: 0, sleptMs: HOUR_MS }],
    ['set back', { setMs: -HOUR_MS, sleptMs: HOUR_MS }],
    ['set forward', { setMs: HOUR_MS, sleptMs: HOUR_MS }],
  ] as const) {
    const said = service.log().length
    service.shift(shift)
    await eventually(`${what}: the log says so`, () =>
      /clock of this machine was set/.test(service.log().slice(said)),
    )
    anna.pos = [anna.pos[0] + 1, 100, 25]
    await region.push()
    await eventually(`${what}: she is moved`, () => cameTo(socket, anna.pos[0]))
  }
  t.strictSame(
    socket.messages.filter(({ type }) => type === 'feed' || type === 'no-room'),
    [],
  )
})
