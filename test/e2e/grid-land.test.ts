/** Grid mode in real Chromium: a page in a region that tells nothing, then one that does, a teleport, and a parcel without voice. */

import t from 'tap'
import { joinVoice, noBrowser, openBrowser, textOf, waitForStatus } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { type FakeParcel, VOICE_OFF_FLAGS } from '../helpers/regions/fake-land.js'
import { startFakeRobust } from '../helpers/regions/fake-robust.js'
import { type FakeAgent, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test('a resident of the grid', { skip: noBrowser }, async (t) => {
  const [west, east] = [testUuid(), testUuid()]
  const anna = testAvatar('Anna Test')
  const parcel = (name: string): FakeParcel => ({ id: testUuid(), name, from: [0, 0], to: [256, 256] })
  const [meadow, quiet] = [parcel('Meadow'), parcel('Quiet Garden')]
  const self: FakeAgent = { ...anna, parcel: meadow.id }
  const simulator = await startFakeSimulator([
    { id: west, name: 'West', agents: [self] },
    { id: east, name: 'East', agents: [] },
  ])
  t.teardown(simulator.down)
  simulator.lands = [
    { corner: [256_000, 256_000], parcels: [meadow] },
    { corner: [256_256, 256_000], parcels: [quiet] },
  ]
  // Nobody tells positions yet.
  simulator.methods.clear()
  const robust = await startFakeRobust(t, [
    { id: west, name: 'West', corner: [256_000, 256_000], simulator: simulator.url },
    { id: east, name: 'East', corner: [256_256, 256_000], simulator: simulator.url },
  ])
  robust.presences.set(anna.id, west)
  const service = await startService({
    ROBUST_URL: robust.url,
    ROBUST_REMOTE_ADMIN_PASSWORD: simulator.password,
    MEDIA_ROUTE: 'mesh',
  })
  t.teardown(() => service.stop())
  const { newPage, close } = await openBrowser('anna')
  t.teardown(close)
  const page = await newPage()
  await joinVoice(page, service.url + (await testRegion(service, [anna]).link(anna)))
  await page.waitForSelector('[data-testid=unplaced]')
  t.match(await textOf(page, 'unplaced'), /^Without distance/)

  simulator.methods.add('admin_get_agents')
  await page.waitForSelector('[data-testid=unplaced]', { hidden: true })
  await waitForStatus(page, 'connected')

  const move = (to: number, where: FakeParcel) => {
    for (const region of simulator.regions) region.agents.splice(0)
    simulator.regions[to]?.agents.push({ ...self, parcel: where.id })
    robust.presences.set(anna.id, to === 0 ? west : east)
  }
  move(1, quiet)
  await eventually('she is in the room of the other region', async () =>
    /East/.test(await textOf(page, 'status')),
  )
  move(0, meadow)
  await eventually('and back', async () => /West/.test(await textOf(page, 'status')))
  quiet.flags = VOICE_OFF_FLAGS
  move(1, quiet)
  await waitForStatus(page, 'waiting')
  await eventually('the page says why', async () =>
    /Voice is switched off on this parcel/.test((await page.evaluate(() => document.body.textContent)) ?? ''),
  )
})
