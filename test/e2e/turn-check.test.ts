/** The page's check of the relay says whose fault it is, in real Chromium. */

import t from 'tap'
import { clickIn, noBrowser, openBrowser, textOf } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test('a relay that is down for the service too', { skip: noBrowser }, async (t) => {
  // Nothing listens at the discard port of this machine.
  const service = await startService({ TURN_URLS: 'turn:127.0.0.1:9', TURN_SECRET: 'secret' })
  t.teardown(() => service.stop())
  const anna = testAvatar('Anna Relay')
  const region = testRegion(service, [anna])
  await region.push()
  const browser = await openBrowser('anna')
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.goto(service.url + (await region.link(anna)))
  await page.waitForSelector('[data-testid=join]')
  await clickIn(page, '[data-testid=checks]')
  await eventually(
    'the finding',
    async () => (await textOf(page, 'check-turn')).includes('does not answer the service either'),
    60_000,
  )
  t.match(await (await fetch(`${service.url}/readyz`)).text(), 'turn:127.0.0.1:9')
  t.equal((await fetch(`${service.url}/api/ice-status`)).status, 401, 'for signed-in pages only')
})
