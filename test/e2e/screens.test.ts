/** Every screen of the page, in both languages: nothing in the way of anybody, and nothing beside the screen. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { axeFindings } from '../helpers/axe.js'
import { noBrowser, openBrowser } from '../helpers/browser.js'
import { openScreen, screens } from '../helpers/screens.js'
import { startService } from '../helpers/service.js'

const languages = ['en', 'de']

async function examine(t: Test, page: Page, name: string): Promise<void> {
  t.strictSame(await axeFindings(page), [], name)
  await page.setViewport({ width: 320, height: 800 })
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  t.ok(Number(overflow) <= 0, `${name}: nothing sticks out at 320 pixels`)
}

t.test('every screen', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  // Side by side: nothing is listened to here, and it is the longest of all tests.
  await Promise.all(
    languages.map(async (language) => {
      const { browser, close } = await openBrowser('anna', [
        `--lang=${language}`,
        `--accept-lang=${language}`,
      ])
      t.teardown(close)
      for (const screen of screens) {
        const page = await browser.newPage()
        await openScreen(page, service.url, screen)
        t.equal(await page.$eval('html', (html) => html.lang), language)
        await examine(t, page, `${screen.name}, ${language}`)
        await page.close()
      }
    }),
  )
})
