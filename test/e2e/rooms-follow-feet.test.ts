/** Rooms follow feet, in real Chromium: a walk across a parcel border, a parcel without voice, a second page. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import {
  decibels,
  enterVoice,
  joinVoice,
  listen,
  noBrowser,
  shownPeople,
  textOf,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { rememberConnections, trafficOf } from '../helpers/browser/page-connections.js'
import type { Speaker } from '../helpers/browser/speech.js'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startService } from '../helpers/service.js'

t.test('three people and a border', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [meadow, club] = [testUuid(), testUuid()]
  const anna = { ...testAvatar('Anna Walker', [100, 100, 25]), parcel: meadow }
  const bert = { ...testAvatar('Bert Meadow', [102, 100, 25]), parcel: meadow }
  const carl = { ...testAvatar('Carl Club', [104, 100, 25]), parcel: club }
  const region = testRegion(service, [anna, bert, carl], 'Borderland')
  const module = createVivoxRegion({
    port: service.port,
    user: 'opensim',
    password: service.secrets.vivoxAdminPassword,
  })
  t.teardown(module.close)
  await module.signIn()
  await module.enterParcel({ name: meadow, description: 'Blümchenwiese 😀' })
  await module.enterParcel({ name: club, description: '<b>Club</b>' })
  await region.push()

  const enter = (avatar: TestAvatar, speaker: Speaker) => enterVoice(t, service, region, avatar, speaker)
  const walker = await enter(anna, 'anna')
  const meadowPage = await enter(bert, 'bert')
  const clubPage = await enter(carl, 'carl')
  await walker.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  const sees = (page: Page, avatars: readonly TestAvatar[]) => async () => {
    const ids = (await shownPeople(page)).map(({ agentId }) => agentId)
    return ids.length === avatars.length && avatars.every(({ id }) => ids.includes(id))
  }
  await eventually('the two on the meadow see each other', sees(walker, [bert]))
  t.ok(await sees(clubPage, [])(), 'the club, two metres on, is another room')
  t.equal(await textOf(walker, 'channel'), 'Blümchenwiese 😀')
  await eventually('Bert is heard', async () => (await listen(walker, 0.5)).both > 0.005)

  anna.parcel = club
  await region.push()
  await eventually('the walker is in the club', sees(walker, [carl]), 1500)
  await eventually('the club sees the walker', sees(clubPage, [anna]), 1500)
  await eventually('the meadow does not', sees(meadowPage, []), 1500)
  t.equal(await textOf(walker, 'channel'), '<b>Club</b>')
  t.ok(await walker.evaluate(() => 'sameDocument' in globalThis), 'without a reload')
  await eventually('Carl is heard', async () => (await listen(walker, 0.5)).both > 0.005)
  await listen(meadowPage, 0.5)
  const left = await listen(meadowPage, 1)
  t.ok(decibels(left.both, 0.01) < -50, 'nobody is heard any more on the meadow')

  await t.test(
    'the same avatar on another grid, in the same browser, sees and hears none of them',
    async (t) => {
      const admin = await signedInAdmin(service)
      const { script } = (await admin.post('/grids', { id: 'beta', name: 'Beta' })).body
      const regionSecret = /Bearer (\S+)/.exec(script)?.[1] ?? ''
      const ofBeta = { url: service.url, secrets: { regionSecret } }
      const same = testRegion(ofBeta, [{ ...anna }], 'Borderland', region.id)
      await same.push()
      const page = await walker.browserContext().newPage()
      t.teardown(() => page.close())
      await page.evaluateOnNewDocument(rememberConnections)
      const link = await same.link(anna)
      t.match(link, /^\/g\/beta\//)
      await joinVoice(page, service.url + link)
      t.strictSame(await shownPeople(page), [])
      const { receivedPackets } = await trafficOf(page)
      t.equal(receivedPackets, 0, 'nothing is heard')
      t.ok((await sees(walker, [carl])()) && (await sees(clubPage, [anna])()), 'and nobody sees it')
      t.match(await textOf(walker, 'status'), 'connected', 'who goes on with the first page')
    },
  )

  await t.test('a parcel where voice is off says so', async () => {
    Object.assign(carl, { parcel: testUuid(), voice: false })
    await region.push()
    await eventually('Carl is told', async () =>
      /voice is switched off/i.test(await textOf(clubPage, 'status')),
    )
    await eventually('he is gone', sees(walker, []))
    Object.assign(carl, { parcel: club, voice: true })
    await region.push()
    await waitForStatus(clubPage, 'connected')
  })

  await t.test('joining on a second page ends the first, which says so and stays away', async (t) => {
    const second = await enter(anna, 'anna')
    await eventually('the first page says so', async () =>
      (await textOf(walker, 'status')).includes('another window'),
    )
    await eventually('the second hears', sees(second, [carl]))
    t.match(await textOf(second, 'status'), 'connected')
  })
})
