/**
 * Grid mode in real Chromium, the whole way: without a link and without any feed, by a code in a message into the room of
 * one's region, which then tells positions; by a teleport into another room, and onto a parcel without voice.
 */

import t from 'tap'
import { joinVoice, noBrowser, openBrowser, textOf, waitForStatus } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { type FakeParcel, VOICE_OFF_FLAGS } from '../helpers/regions/fake-land.js'
import { startFakeRobust } from '../helpers/regions/fake-robust.js'
import { type FakeAgent, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testUuid } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test('a resident of the grid', { skip: noBrowser }, async (t) => {
  const [anna, west, east] = [testUuid(), testUuid(), testUuid()]
  const parcel = (name: string): FakeParcel => ({ id: testUuid(), name, from: [0, 0], to: [256, 256] })
  const [meadow, quiet] = [parcel('Meadow'), parcel('Quiet Garden')]
  const self: FakeAgent = { id: anna, name: 'Anna Test', pos: [100, 100, 25], parcel: meadow.id }
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
  simulator.methods.add('grid_instant_message')
  const robust = await startFakeRobust(t, [
    { id: west, name: 'West', corner: [256_000, 256_000], simulator: simulator.url },
    { id: east, name: 'East', corner: [256_256, 256_000], simulator: simulator.url },
  ])
  robust.accounts = [{ id: anna, name: 'Anna Test' }]
  robust.presences.set(anna, west)
  const service = await startService({
    ROBUST_URL: robust.url,
    ROBUST_REMOTE_ADMIN_PASSWORD: simulator.password,
    MEDIA_ROUTE: 'mesh',
  })
  t.teardown(() => service.stop())
  const { newPage, close } = await openBrowser('anna')
  t.teardown(close)
  const page = await newPage()

  await t.test('signs in by a code in a message', async (t) => {
    await page.goto(`${service.url}/`)
    await page.waitForSelector('[data-testid=avatar-search]')
    t.equal((await page.$$('[data-testid=avatar-choice], [data-testid=with-password]')).length, 0)
    await eventually('the regions are known', async () => {
      await page.$eval('[data-testid=avatar-search]', (input) => Object.assign(input, { value: '' }))
      await page.type('[data-testid=avatar-search]', 'anna test')
      await page.click('[data-testid=send-code]')
      return page.waitForSelector('[data-testid=code]', { timeout: 2000 }).then(
        () => true,
        () => false,
      )
    })
    t.match(await page.$eval('#code-label', (label) => label.textContent), /Anna Test/)
    const [code = ''] = /\d{6}/.exec(simulator.messages.at(-1)?.text ?? '') ?? []
    await page.type('[data-testid=code]', code)
    await page.click('[data-testid=code-submit]')
    await eventually('the page of the avatar', () => page.url().endsWith(`?avatar=${anna}`))
    await waitForStatus(page, 'ready')
    t.notMatch(service.log(), new RegExp(code))
  })

  await t.test(
    'is in the room of the region, without distance until the region tells positions',
    async (t) => {
      await joinVoice(page, page.url())
      t.match(await textOf(page, 'channel'), /West/)
      await page.waitForSelector('[data-testid=unplaced]')
      t.match(await textOf(page, 'unplaced'), /^Without distance/)
      simulator.methods.add('admin_get_agents')
      await page.waitForSelector('[data-testid=unplaced]', { hidden: true })
      await waitForStatus(page, 'connected')
    },
  )

  const move = (to: number, where: FakeParcel) => {
    for (const region of simulator.regions) region.agents.splice(0)
    simulator.regions[to]?.agents.push({ ...self, parcel: where.id })
    robust.presences.set(anna, to === 0 ? west : east)
  }
  await t.test('is where a teleport leads, and out of voice on a parcel without it', async () => {
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
      /Voice is switched off on this parcel/.test(
        (await page.evaluate(() => document.body.textContent)) ?? '',
      ),
    )
  })
})
