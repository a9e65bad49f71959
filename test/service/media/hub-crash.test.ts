/** After the media hub's end pages are asked to connect when it is there again, which takes no waiting, and what is offered meanwhile is answered. */

import { ChildProcess } from 'node:child_process'
import t, { type Test } from 'tap'
import { createHub } from '../../../src/media/hub.js'
import { eventually } from '../../helpers/eventually.js'
import { pageOffer, viewerOffer } from '../../helpers/media/bare-offer.js'
import { freeUdpPort } from '../../helpers/media/test-hub.js'
import { type TestRegion, testAvatar, testRegion } from '../../helpers/regions/region.js'
import { hubOf } from '../../helpers/service.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

const thisProcess = { processId: process.pid }

/** A page in the room, asked to connect to the hub. */
async function enter(t: Test, app: TestApp, region: TestRegion, index: number) {
  const avatar = region.avatars[index] ?? testAvatar('Nobody')
  const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  await socket.next('hub-connect')
  return socket
}

/** Ends the hub's process, and waits until the service has noticed. */
async function kill(app: TestApp): Promise<void> {
  const ends = () => app.log.filter(({ msg }) => /the media hub ended/.test(msg)).length
  const before = ends()
  process.kill(await eventually('a hub', () => hubOf(thisProcess)), 'SIGKILL')
  await eventually('its end is noticed', () => ends() > before)
}

t.test('a hub that is killed', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { env: { MEDIA_ROUTE: 'hub' }, clock: time.clock, timers: time.timers })
  const region = testRegion(app, [testAvatar('Anna'), testAvatar('Bert'), testAvatar('Vera Viewer')])
  await region.push()
  const anna = await enter(t, app, region, 0)
  anna.send({ type: 'hub-offer', sdp: pageOffer(2) })
  await anna.next('hub-answer')

  await t.test('time stands still, and pages are connected again', async (t) => {
    await kill(app)
    await anna.next('hub-connect')
    anna.send({ type: 'hub-offer', sdp: pageOffer(2) })
    await anna.next('hub-answer')
    t.notOk(anna.messages.some(({ type }) => type === 'error'))
  })

  await t.test(
    'one that ends again and again is given time, and offers of page and viewer wait',
    async (t) => {
      await kill(app)
      const bert = await enterDown(t, app, region)
      const vera = { agentId: region.avatars[2]?.id ?? '', regionId: region.id }
      const answering = voiceRpc(app)('provision_voice_account_request', vera, {
        jsep: { type: 'offer', sdp: viewerOffer() },
        channel_type: 'local',
      })
      bert.send({ type: 'hub-offer', sdp: pageOffer(2) })
      bert.send({ type: 'ping' })
      await bert.next('pong')
      t.equal(hubOf(thisProcess), undefined)
      t.notOk(bert.messages.some(({ type }) => type === 'hub-connect'))
      await time.pass(200)
      await bert.next('hub-answer')
      await anna.next('hub-connect')
      const { result, error } = await answering
      t.ok(result?.jsep, String(error))
      t.notOk([...anna.messages, ...bert.messages].some(({ type }) => type === 'error'))
    },
  )
})

t.test('a hub that cannot even be started is tried again', async (t) => {
  const time = createTestTime()
  const said: string[] = []
  const say = (_: object, message: string) => said.push(message)
  const port = await freeUdpPort()
  const hub = createHub({
    network: { portBegin: port, portEnd: port, mux: true, announced: [] },
    timers: time.timers,
    log: { error: say },
  })
  t.teardown(() => hub.close())
  let isReady = false
  hub.events.on('ready', () => {
    isReady = true
  })
  // The kill of a process that never was goes to this one's whole group.
  const { kill } = ChildProcess.prototype
  let killsOfNobody = 0
  ChildProcess.prototype.kill = function (signal) {
    if (this.pid !== undefined) return kill.call(this, signal)
    killsOfNobody += 1
    return false
  }
  t.teardown(() => {
    ChildProcess.prototype.kill = kill
  })
  const { execPath } = process
  process.execPath = '/nowhere/node'
  t.teardown(() => {
    process.execPath = execPath
  })
  hub.prepare()
  await eventually('tried at once, and then given time', () => time.pending() > 0)
  t.equal(said.filter((message) => /could not be started/.test(message)).length, 2)
  t.ok(hub.isDown())
  process.execPath = execPath
  await time.pass(200)
  await eventually('it is up', () => isReady)
  t.equal(killsOfNobody, 0)
})

/** A page that joins while there is no hub. */
async function enterDown(t: Test, app: TestApp, region: TestRegion) {
  const avatar = region.avatars[1] ?? testAvatar('Nobody')
  const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  return socket
}
