/** The whole service with the grid's services and no feed: a page meets others in its region, follows a teleport, and outlives an outage. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { startFakeRobust } from '../../helpers/regions/fake-robust.js'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

t.test('grid mode', async (t) => {
  const [west, east] = [testUuid(), testUuid()]
  const anna = testAvatar('Anna Test')
  const simulator = await startFakeSimulator([])
  t.teardown(simulator.down)
  simulator.lands = []
  const robust = await startFakeRobust(t, [
    { id: west, name: 'West', corner: [256000, 256000], simulator: simulator.url },
    { id: east, name: 'East', corner: [256256, 256000], simulator: simulator.url },
  ])
  robust.credentials = 'voice:right word'
  robust.presences.set(anna.id, west)
  const url = robust.url.replace('//', '//voice:right%20word@')
  const app = await startTestApp(t, { env: { ROBUST_URL: url, MEDIA_ROUTE: 'mesh' } })
  const region = testRegion(app, [anna])
  const page = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  t.match(await page.next('room'), { channel: { name: 'West', distanceModel: 'none', unplaced: true } })

  const owner = await signedInAdmin(app)
  const test = async () => (await owner.post('/setup/test/grid', { browserTime: Date.now() })).body
  const problems = async () =>
    (await owner.get('/overview')).body.problems.map(({ code }: { code: string }) => code)
  const ready = async () => (await fetch(`${app.url}/readyz`)).json()
  t.match(await ready(), { status: 'ready', grid: { state: 'ok', reason: null } })
  robust.services = robust.services.filter((path) => path !== '/groups')
  t.match(await test(), { state: 'good' }, 'a grid may have no groups')
  t.notOk((await problems()).includes('grid'))

  robust.presences.set(anna.id, east)
  t.match(await page.next('room'), { channel: { name: 'East', unplaced: true } })

  await robust.down()
  await eventually('the outage is noticed', async () =>
    app.log.some(({ msg }) => /Robust cannot be reached/.test(msg)),
  )
  t.match(await ready(), { status: 'ready', grid: { state: 'failing', reason: 'grid-unreachable' } })
  t.match(await test(), { state: 'bad', findings: [{ code: 'grid-unreachable' }] })
  t.ok((await problems()).includes('grid'))
  t.match(await (await fetch(`${app.url}/metrics`)).text(), /^voice_grid_up 0$/m)
  await robust.start()
  robust.presences.set(anna.id, west)
  t.match(await page.next('room'), { channel: { name: 'West' } }, 'and goes on after an outage')
  t.notMatch(JSON.stringify(app.log), /right(%20| )word/)
})
