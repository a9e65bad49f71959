/** A voice link in real Chromium: however it was passed on, and the page of one that does not open. */

import type { BrowserContext, Page } from 'puppeteer-core'
import t from 'tap'
import { noBrowser, openBrowser, textOf } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { regionsJson } from '../helpers/regions/regions-json.js'
import { startService } from '../helpers/service.js'

t.test('voice links in a browser', { skip: noBrowser }, async (t) => {
  const anna = testAvatar('Anna Link')
  const simulator = await startFakeSimulator([
    { id: anna.id.replace(/^0/, '1'), name: 'West', agents: [{ ...anna, pos: [100, 100, 25] }] },
  ])
  t.teardown(() => simulator.down())
  const service = await startService({ REMOTE_ADMIN_FILE: await regionsJson(t, [simulator]) })
  const region = testRegion(service, [anna])
  const { browser, close } = await openBrowser(undefined, ['--accept-lang=de'])
  t.teardown(async () => {
    await close()
    await service.stop()
  })
  const isReady = (page: Page) =>
    eventually('it is signed in', async () => {
      const signedIn = (await textOf(page, 'status')).startsWith('Bereit')
      return signedIn && page.url() === `${service.url}/?avatar=${anna.id}`
    })
  async function open(
    link: string,
    context: BrowserContext = browser.defaultBrowserContext(),
  ): Promise<Page> {
    const page = await context.newPage()
    await page.goto(service.url + link)
    return page
  }

  const link = await region.link(anna)
  await t.test('with a full stop behind it, it opens; again too, and the page is reloaded', async (t) => {
    const asked = await fetch(service.url + link)
    t.equal(asked.status, 200, 'a chat has looked at it before')
    const page = await open(`${link}).`)
    await isReady(page)
    await page.reload()
    await isReady(page)
    await page.goto(service.url + link)
    await isReady(page)
    const another = await open(`${link}%2F`)
    await isReady(another)
    await another.goBack().catch(() => undefined)
    t.notMatch(another.url(), link, 'the link is not in the history')
  })

  await t.test('a double click opens two pages of it', async () => {
    const context = await browser.createBrowserContext()
    const fresh = await region.link(anna)
    const pages = await Promise.all([open(fresh, context), open(fresh, context), open(fresh, context)])
    await Promise.all(pages.map(isReady))
    await context.close()
  })

  for (const [what, used, words] of [
    ['used', link, /schon benutzt/],
    ['unknown', '/v/AAAAAAAAAAAAAAAAAAAAAAAA', /zu alt oder unvollständig/],
  ] as const) {
    await t.test(`the page of a link that is ${what} is ours, and shows the other ways in`, async (t) => {
      const page = await open(used, await browser.createBrowserContext())
      await page.waitForSelector('[data-testid=error]')
      t.match(await textOf(page, 'error'), words)
      t.match(await textOf(page, 'status'), /nicht angemeldet/)
      await page.waitForSelector(`[data-testid=avatar-choice][data-agent-id="${anna.id}"]`)
      await page.reload()
      await page.waitForSelector('[data-testid=error]')
      await page.browserContext().close()
    })
  }
})
