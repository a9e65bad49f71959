/** Who has no page open is found by name and rung in-world, with a link that opens into the ring. */

import t from 'tap'
import { eventually } from '../../helpers/eventually.js'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { regionsJson } from '../../helpers/regions/regions-json.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

t.test('a call rings in-world, at most twice in ten minutes', async (t) => {
  const ben = { id: testUuid(), name: 'Ben Inworld', pos: [100, 100, 25] as [number, number, number] }
  const simulator = await startFakeSimulator([{ id: testUuid(), name: 'Plaza', agents: [ben] }])
  t.teardown(() => simulator.down())
  const app = await startTestApp(t, { env: { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator]) } })
  const ada = testAvatar('Ada Caller')
  const region = testRegion(app, [ada], 'Elsewhere')
  await region.push()
  const page = openSignal(app.url, await signIn(app.url, await region.link(ada)))
  t.teardown(() => page.close())
  await page.next('welcome')
  const found = await eventually('the simulator was asked', async () => {
    page.send({ type: 'find-people', text: 'inw' })
    const { people } = await page.next('people-found')
    return people.length > 0 && people
  })
  t.strictSame(found, [{ agentId: ben.id, name: 'Ben Inworld' }])

  page.send({ type: 'call', to: ben.id, muted: false })
  const [alert] = await eventually('it was shown', () => simulator.alerts.length > 0 && simulator.alerts)
  t.equal(alert?.agentId, ben.id)
  const [, link = ''] = alert?.message.match(/^Ada Caller calls you.*(\/v\/\S+)$/) ?? []
  const answering = openSignal(app.url, await signIn(app.url, link))
  t.teardown(() => answering.close())
  const ring = await answering.next('call')
  t.match(ring, { rings: true, from: ada.id })
  answering.send({ type: 'call-accept', call: ring.call, muted: false })
  t.match(await answering.next('room'), { call: ring.call, participants: [{ agentId: ada.id }] })
  answering.send({ type: 'call-hang-up', call: ring.call })
  await page.next('call-ended')
  answering.close()
  await answering.closed()

  page.messages.splice(0)
  page.send({ type: 'call', to: ben.id, muted: false })
  await eventually('the second time', () => simulator.alerts.length === 2)
  const { call } = await page.next('call')
  page.send({ type: 'call-hang-up', call })
  t.match(await page.next('call-ended'), { reason: 'hung-up' })
  page.send({ type: 'call', to: ben.id, muted: false })
  t.match(await page.next('call-ended'), { reason: 'unreachable' }, 'not a third time')
  t.equal(simulator.alerts.length, 2)
})
