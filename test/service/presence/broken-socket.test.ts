/** A page's socket that breaks is no farewell: the others miss its resident only when it does not come back. */

import t from 'tap'
import { NODE_GONE } from '../../../src/protocol/close-codes.js'
import { LOST_GRACE_MS, STRANDED_GRACE_MS } from '../../../src/voice/rooms/participants/place-states.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

t.test('whose socket breaks stays for a moment, who says farewell goes at once', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const [anna, bert] = [testAvatar('Anna'), testAvatar('Bert')]
  const region = testRegion(app, [anna, bert])
  await region.push()
  const cookies = {
    anna: await signIn(app.url, await region.link(anna)),
    bert: await signIn(app.url, await region.link(bert)),
  }
  const enter = async (who: 'anna' | 'bert', resumes = false) => {
    const socket = openSignal(app.url, cookies[who])
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false, resumes })
    await socket.next('room')
    return socket
  }
  const inAnna = await enter('anna')
  const hearsOf = async () => {
    // What the service said before has arrived when the answer to this has.
    inAnna.send({ type: 'ping' })
    await inAnna.next('pong')
    return inAnna.messages
      .splice(0)
      .map(({ type }) => type)
      .filter((type) => type === 'participant-joined' || type === 'participant-left')
  }
  const connections = () =>
    new Promise<number>((resolve) => app.server.server.getConnections((_, n) => resolve(n)))
  const sockets = async () => {
    // Those of requests are kept for a while.
    app.server.server.closeIdleConnections()
    return connections()
  }

  let inBert = await enter('bert')
  await hearsOf()
  for (const comesBack of [true, false]) {
    const before = await sockets()
    inBert.cut()
    await eventually('the service has noticed', async () => (await sockets()) < before)
    await time.pass(LOST_GRACE_MS - 100)
    t.strictSame(await hearsOf(), [], 'nobody has left')
    if (comesBack) inBert = await enter('bert', true)
    await time.pass(LOST_GRACE_MS)
    t.strictSame(await hearsOf(), comesBack ? [] : ['participant-left'])
  }

  inBert = await enter('bert')
  t.strictSame(await hearsOf(), ['participant-joined'])
  const before = await sockets()
  inBert.close(NODE_GONE)
  await eventually('the service has noticed', async () => (await sockets()) < before)
  await time.pass(STRANDED_GRACE_MS - 100)
  t.strictSame(await hearsOf(), [], 'whose node is gone has longer')
  await time.pass(200)
  t.strictSame(await hearsOf(), ['participant-left'])

  inBert = await enter('bert')
  t.strictSame(await hearsOf(), ['participant-joined'])
  inBert.close()
  await eventually('at once', async () => (await hearsOf()).includes('participant-left'))
})
