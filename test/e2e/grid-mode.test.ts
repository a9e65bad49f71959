/** Grid mode in real Chromium: without a link, a feed or RemoteAdmin, from a code by message into the room of one's region. */

import t from 'tap'
import { joinVoice, noBrowser, openBrowser, textOf, waitForStatus } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { startFakeRobust } from '../helpers/regions/fake-robust.js'
import { startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testUuid } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test('a resident of the grid', { skip: noBrowser }, async (t) => {
  const [anna, west] = [testUuid(), testUuid()]
  const simulator = await startFakeSimulator([
    { id: west, name: 'West', agents: [{ id: anna, name: 'Anna Test', pos: [100, 100, 25] }] },
  ])
  t.teardown(() => simulator.down())
  const robust = await startFakeRobust(t, [
    { id: west, name: 'West', corner: [256000, 256000], simulator: `${simulator.url}/` },
  ])
  robust.accounts = [{ id: anna, name: 'Anna Test' }]
  robust.presences.set(anna, west)
  const service = await startService({ ROBUST_URL: robust.url })
  t.teardown(() => service.stop())
  const browser = await openBrowser('anna')
  t.teardown(() => browser.close())
  const page = await browser.newPage()

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
  await joinVoice(page, page.url())
  t.match(await textOf(page, 'channel'), /West/)
  t.notMatch(service.log(), new RegExp(code))
})
