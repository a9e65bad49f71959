/** Whoever a moderator takes out, or does not let in, is told until when and why; also after a restart. */

import t, { type Test } from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../../helpers/test-app.js'

const NOW = 1_790_000_000_000

async function setUp(t: Test, env: Record<string, string> = {}) {
  let now = NOW
  const app = await startTestApp(t, { env, clock: () => now })
  const bert = testAvatar('Bert Loud')
  const region = testRegion(app, [bert], 'Hall')
  await region.push()
  const admin = await signedInAdmin(app)
  return { app, region, bert, admin, pass: (milliseconds: number) => (now += milliseconds) }
}

async function enter(app: TestApp, cookie: string) {
  const socket = openSignal(app.url, cookie)
  socket.send({ type: 'join', muted: false })
  return socket
}

t.test('a ban tells its end and its reason, to who is there and to who comes back', async (t) => {
  const { app, region, bert, admin, pass } = await setUp(t)
  const cookie = await signIn(app.url, await region.link(bert))
  const there = await enter(app, cookie)
  const { channel } = await there.next('room')
  const act = (path: string, body: object) => admin.post(`/rooms/${channel.id}/${path}`, body)

  const explanation = ' Music at <b>three</b> in the morning '
  t.equal((await act('ban', { agentId: bert.id, minutes: 30, explanation })).status, 204)
  const told = {
    type: 'no-room',
    reason: 'kicked',
    until: NOW + 30 * 60_000,
    explanation: explanation.trim(),
  }
  t.strictSame(await there.next('no-room'), told)
  t.equal(await there.closed(), CloseCode.kicked)
  const back = await enter(app, cookie)
  t.strictSame(await back.next('no-room'), told, 'at the door, too')
  t.equal(await back.closed(), CloseCode.kicked)
  t.match((await admin.get('/bans')).body, [{ explanation: told.explanation, until: told.until }])
  t.match((await admin.get('/audit')).body[0], { act: 'banned', detail: { explanation: told.explanation } })

  const restarted = await startTestApp(t, { env: { DATA_DIR: app.config.dataDir }, clock: () => NOW })
  const again = testRegion(restarted, [bert], 'Hall', region.id)
  await again.push()
  const later = await enter(restarted, await signIn(restarted.url, await again.link(bert)))
  t.strictSame(await later.next('no-room'), told, 'and after a restart')

  pass(31 * 60_000)
  await region.push()
  const free = await enter(app, await signIn(app.url, await region.link(bert)))
  t.match(await free.next('room'), { channel: { id: channel.id } })
})

t.test('a kick has no end, and a reason where one was given', async (t) => {
  const { app, region, bert, admin } = await setUp(t)
  for (const explanation of [undefined, 'Please use headphones']) {
    const socket = await enter(app, await signIn(app.url, await region.link(bert)))
    const { channel } = await socket.next('room')
    const body = { agentId: bert.id, ...(explanation !== undefined && { explanation }) }
    t.equal((await admin.post(`/rooms/${channel.id}/kick`, body)).status, 204)
    t.strictSame(await socket.next('no-room'), {
      type: 'no-room',
      reason: 'kicked',
      ...(explanation !== undefined && { explanation }),
    })
    t.equal(await socket.closed(), CloseCode.kicked)
  }
  const tooLong = { agentId: bert.id, minutes: 1, explanation: 'x'.repeat(301) }
  t.equal((await admin.post('/rooms/1001/ban', tooLong)).status, 422)
})

t.test('the page opened without a session is no warning in the log', async (t) => {
  const { app } = await setUp(t)
  for (const cookie of [undefined, 'voice-x=y']) {
    const socket = openSignal(app.url, cookie)
    t.match(await socket.next('error'), { code: 'session-missing' })
    t.equal(await socket.closed(), CloseCode.sessionOver)
  }
  for (const path of ['/', '/api/sign-in']) t.equal((await fetch(app.url + path)).status, 200)
  const WARN = 40
  t.strictSame(
    app.log.filter(({ level }) => level >= WARN),
    [],
  )
})
