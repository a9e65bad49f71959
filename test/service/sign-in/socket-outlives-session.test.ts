/** A socket that is open is closed when its session is over: when its time ends, and when it is revoked elsewhere. */

import t from 'tap'
import { WebSocket } from 'ws'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { SESSION_TTL_MS } from '../../../src/voice/sign-in/sessions.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

t.test('an open socket does not outlive its session', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const [anna, bert] = [testAvatar('Anna Over'), testAvatar('Bert Stays')]
  const region = testRegion(app, [anna, bert])
  await region.push()
  const open = async (avatar: typeof anna) => {
    const cookie = await signIn(app.url, await region.link(avatar))
    const socket = openSignal(app.url, cookie)
    t.teardown(() => socket.close())
    await socket.next('welcome')
    return { cookie, socket }
  }
  const [signedOut, stays] = [await open(anna), await open(bert)]

  const headers = { cookie: signedOut.cookie, origin: app.url }
  const answer = await fetch(`${app.url}/api/session?avatar=${anna.id}`, { method: 'DELETE', headers })
  t.ok(answer.ok)
  await time.pass(16_000)
  t.equal(await signedOut.socket.closed(), CloseCode.sessionOver, 'signed out in another tab')

  stays.socket.send({ type: 'ping' })
  await stays.socket.next('pong')
  time.set(time.clock() + SESSION_TTL_MS)
  await time.pass(16_000)
  t.equal(await stays.socket.closed(), CloseCode.sessionOver, 'its time is over')
})

t.test('a page that answers no ping is given up', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const anna = testAvatar('Anna Gone')
  const region = testRegion(app, [anna])
  await region.push()
  const headers = { cookie: await signIn(app.url, await region.link(anna)) }
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/signal`, { headers, autoPong: false })
  let closed = false
  socket.on('close', () => {
    closed = true
  })
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('message', resolve))
  await time.pass(16_000)
  t.notOk(closed)
  await time.pass(16_000)
  await eventually('it is closed', () => closed)
})
