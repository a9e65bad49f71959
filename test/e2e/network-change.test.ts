/** A resident's network changes or is away for a while: both hear each other again, without a hand. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  WHOLE_CHROMIUM,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { createNetworks, noNetworks } from '../helpers/servers/network.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.01
/** ICE itself takes up to half a minute to find that a way is dead; then it is tried anew. */
const HEALED_MS = 60_000

const isHeard = (page: Page, timeoutMs?: number) =>
  eventually('a voice', async () => (await listen(page, 0.3)).both > LOUD, timeoutMs)
const isSilent = (page: Page) =>
  eventually('silence', async () => (await listen(page, 0.3)).both < LOUD / 100)

const faultsOn = (page: Page) =>
  page.$$eval('[data-testid=error]', (notices) => notices.map(({ textContent }) => textContent))

t.test('another network', { skip: noBrowser || noNetworks }, async (t) => {
  // The shell finds no way between this machine's networks.
  const networks = createNetworks(t, WHOLE_CHROMIUM)
  const service = await startService({ HOST: '0.0.0.0' })
  t.teardown(() => service.stop())
  const url = `https://${networks.host}:${service.port}`
  const [anna, bert] = [testAvatar('Anna Moves'), testAvatar('Bert Stays', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Junction')
  await region.push()
  const open = async (avatar: typeof anna, program = WHOLE_CHROMIUM) => {
    const browser = await openBrowser('sweep', ['--ignore-certificate-errors'], program)
    t.teardown(() => browser.close())
    const page = await browser.newPage()
    await withoutProcessing(page)
    await joinVoice(page, url + (await region.link(avatar)))
    return page
  }
  const moving = await open(anna, networks.chromium[0])
  const staying = await open(bert)
  for (const page of [moving, staying]) await isHeard(page)

  await t.test('its address changes, and nothing tells the sockets', async (t) => {
    const since = Date.now()
    networks.changeAddress(1)
    for (const page of [moving, staying]) await isSilent(page)
    for (const page of [moving, staying]) await isHeard(page, HEALED_MS)
    t.comment(`heard again after ${((Date.now() - since) / 1000).toFixed(1)} s`)
    await waitForStatus(moving, 'connected')
    t.strictSame(await faultsOn(moving), [])
  })

  await t.test('it is away until every connection has failed', async (t) => {
    networks.setUp(1, false)
    await waitForStatus(moving, 'The voice service is out of reach')
    await isSilent(moving)
    const downSince = Date.now()
    await eventually('ICE has given up', () => Date.now() - downSince > 35_000, 60_000)
    const since = Date.now()
    networks.setUp(1, true)
    for (const page of [moving, staying]) await isHeard(page, HEALED_MS)
    t.comment(`heard again after ${((Date.now() - since) / 1000).toFixed(1)} s`)
    await waitForStatus(moving, 'connected')
    t.strictSame(await faultsOn(moving), [])
  })

  await t.test('it sleeps, is given up by the others, and wakes up in another network', async (t) => {
    const session = await moving.createCDPSession()
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    networks.changeAddress(1)
    await eventually('the others see it go', async () => (await shownPeople(staying)).length === 0, 60_000)
    const since = Date.now()
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    for (const page of [moving, staying]) await isHeard(page)
    t.comment(`heard again after ${((Date.now() - since) / 1000).toFixed(1)} s`)
    await waitForStatus(moving, 'connected')
    t.strictSame(await faultsOn(moving), [])
  })
})
