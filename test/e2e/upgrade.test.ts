/** A page that stays open while the service is upgraded: it goes on talking, says so, and loads itself anew in a quiet moment. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  clickIn,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  textOf,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.003
const YESTERDAY = '0123456789abcdef'

/** The page as it was before the upgrade: its document names another build, and what it loads later is gone. */
async function beforeUpgrade(page: Page) {
  let documents = 0
  let isGone = false
  await page.evaluateOnNewDocument((build: string) => {
    if (sessionStorage.getItem('upgraded')) return
    sessionStorage.setItem('upgraded', 'yes')
    new MutationObserver((_records, observer) => {
      const meta = document.querySelector<HTMLMetaElement>('meta[name=build]')
      if (!meta) return
      meta.content = build
      observer.disconnect()
    }).observe(document, { subtree: true, childList: true })
  }, YESTERDAY)
  // The navigations of a page whose files a service worker keeps are not seen here.
  await page.setBypassServiceWorker(true)
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents += 1
    const { pathname } = new URL(request.url())
    // After the upgrade the new page finds its own.
    if (isGone && documents === 1 && pathname.includes('/assets/')) request.respond({ status: 404 })
    else request.continue()
  })
  return {
    documents: () => documents,
    loseFiles() {
      isGone = true
    },
  }
}

t.test('a page from before an upgrade', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Stays'), testAvatar('Bert Speaks', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Hall')
  await region.push()
  const link = async (avatar: typeof anna) => service.url + (await region.link(avatar))
  const open = async (speaker: 'sweep' | undefined) => {
    const browser = await openBrowser(speaker)
    t.teardown(() => browser.close())
    return browser.newPage()
  }
  const isHeard = (page: Page) => eventually('a voice', async () => (await listen(page, 0.4)).both > LOUD)

  await t.test('loads itself anew at once where nobody talks', async () => {
    const page = await open(undefined)
    const { documents } = await beforeUpgrade(page)
    await page.goto(await link(anna))
    await eventually('it is loaded anew', () => documents() === 2)
    await waitForStatus(page, 'ready')
    await page.close()
  })

  const speaker = await open('sweep')
  await joinVoice(speaker, await link(bert))
  const page = await open(undefined)
  const upgrade = await beforeUpgrade(page)
  await page.evaluateOnNewDocument(() => sessionStorage.setItem('voice-joined', String(Date.now())))
  await page.goto(await link(anna))
  await waitForStatus(page, 'connected')
  await page.waitForSelector('[data-testid=stale]')
  await isHeard(page)

  await t.test('while somebody speaks it says so, and the voice goes on', async (t) => {
    upgrade.loseFiles()
    await clickIn(page, '[data-testid=settings]')
    await page.waitForSelector('[data-testid=missing]')
    t.match(await textOf(page, 'missing'), /newer one/)
    await page.keyboard.press('Escape')
    await page.waitForSelector('[data-testid=missing]', { hidden: true })
    await isHeard(page)
    t.equal(upgrade.documents(), 1)
  })

  await t.test('and when it has been quiet for a while it is the new one, still in the room', async (t) => {
    await clickIn(speaker, '[data-testid=mic][aria-pressed=true]')
    await eventually('it is loaded anew', () => upgrade.documents() === 2, 60_000)
    await waitForStatus(page, 'connected')
    await clickIn(speaker, '[data-testid=mic][aria-pressed=false]')
    await isHeard(page)
    t.equal(await page.$('[data-testid=stale]'), null)
  })
})
