/** A region that was restarted answers with nobody in it: that ends nobody's voice, and its people come back by themselves. */

import t, { type Test } from 'tap'
import {
  LEFT_WORLD_GRACE_MS,
  REGION_AWAY_GRACE_MS,
} from '../../../src/voice/rooms/participants/place-states.js'
import { startPolledRegion } from '../../helpers/regions/polled-region.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'

/** Anna on her page, in a region that is asked over RemoteAdmin. */
async function setUp(t: Test) {
  const anna = { ...testAvatar('Anna Test'), look: [1, 0, 0] as [number, number, number] }
  const { live: liveInSteps, ...polled } = await startPolledRegion(t, [anna])
  const { plaza, app } = polled
  /** Turns the time in steps until that is true. */
  async function until(what: string, isTrue: () => boolean): Promise<void> {
    for (let turn = 0; !isTrue(); turn += 1) {
      if (turn > 2000) throw new Error(`not in time: ${what}`)
      await liveInSteps(50, 50)
    }
  }
  const live = (milliseconds: number) => liveInSteps(milliseconds, 1000)
  await until('the region was asked', () => app.regionStatus()[0]?.state === 'ok')
  const cookie = await signIn(app.url, await testRegion(app, [], 'Plaza', plaza.id).link(anna))
  const socket = openSignal(app.url, cookie)
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  const causes = () =>
    app.log
      .filter(({ msg }) => /does not tell its positions|come in over RemoteAdmin/.test(msg))
      .map(({ reason = 'ok' }) => reason)
  return { ...polled, anna, until, live, socket, causes, cookie }
}

t.test('its people wait ten minutes, are told why, and come in when they are back', async (t) => {
  const { anna, plaza, simulator, app, time, until, live, socket, causes, cookie } = await setUp(t)
  plaza.agents = []
  const stateIs = (reason: string) => () => causes().at(-1) === reason
  await simulator.down()
  await until('it is found down', stateIs('unreachable'))
  const methods = new Set(simulator.methods)
  simulator.methods.clear()
  simulator.regions = []
  await simulator.start()
  const since = time.timers.now()
  await until('RemoteAdmin is not up yet', stateIs('method-not-enabled'))
  t.ok(time.timers.now() - since <= 2100, 'it is asked every two seconds')
  for (const method of methods) simulator.methods.add(method)
  await until('the region is not loaded yet', stateIs('region-unknown'))
  simulator.regions = [plaza]
  await until('it is up', stateIs('ok'))
  t.strictSame(
    causes(),
    ['ok', 'unreachable', 'method-not-enabled', 'region-unknown', 'ok'],
    'each cause once',
  )
  t.match(app.log.filter(({ reason }) => reason === 'region-unknown')[0]?.msg, /not loaded, or not yet/)
  await time.pass(1100)
  t.match(await socket.next('no-room'), { reason: 'region-away' })
  await live(REGION_AWAY_GRACE_MS - 60_000)
  t.notOk(socket.messages.some(({ type }) => type === 'no-room'))
  plaza.agents = [anna]
  await live(6000)
  await socket.next('room')

  plaza.agents = []
  await live(3000)
  t.match(await socket.next('no-room'), { reason: 'not-in-world' }, 'and this time it is proof')
  await live(LEFT_WORLD_GRACE_MS + 1000)
  t.equal(await socket.closed(), 4404)
  const { status } = await fetch(`${app.url}/api/session`, { headers: { cookie } })
  t.equal(status, 401, 'her session opens nothing any more')

  plaza.agents = [anna]
  await live(6000)
  const back = openSignal(
    app.url,
    await signIn(app.url, await testRegion(app, [], 'Plaza', plaza.id).link(anna)),
  )
  t.teardown(() => back.close())
  back.send({ type: 'join', muted: false })
  t.match(await back.next('room'), { self: { name: 'Anna Test' } }, 'and one of her next link does')
})

t.test(
  'a region that lists nobody while it shuts down ends nobody either, and ten minutes are enough',
  async (t) => {
    const { plaza, simulator, time, until, live, socket, causes } = await setUp(t)
    plaza.agents = []
    await live(3000)
    t.match(await socket.next('no-room'), { reason: 'not-in-world' })
    await simulator.down()
    await until('it is found down', () => causes().at(-1) === 'unreachable')
    t.match(await socket.next('no-room'), { reason: 'region-away' })
    await simulator.start()
    await live(REGION_AWAY_GRACE_MS - 30_000)
    t.notOk(socket.messages.some(({ type }) => type === 'no-room'))
    await time.pass(31_000)
    t.equal(await socket.closed(), 4404)
  },
)
