/** Every screen of the page, in both languages: nothing in the way of anybody, and nothing beside the screen. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { axeFindings, type ColourScheme } from '../helpers/browser/axe.js'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { englishIn } from '../helpers/browser/english-words.js'
import { openScreen, screens } from '../helpers/browser/screens.js'
import { startService } from '../helpers/service.js'

/** Colours do not depend on words, nor words on colours: every rule meets both languages and both schemes. */
const languages = [
  ['en', 'light'],
  ['de', 'dark'],
] as const

async function examine(t: Test, page: Page, scheme: ColourScheme, name: string): Promise<void> {
  t.strictSame(await axeFindings(page, [scheme]), [], name)
  await page.setViewport({ width: 320, height: 800 })
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  t.ok(Number(overflow) <= 0, `${name}: nothing sticks out at 320 pixels`)
}

/** All that a page says to eyes and ears, but for what devices and people are called. */
function shownTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>([document.title])
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.matches('script, noscript, option, bdi')) continue
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
        texts.add(element.getAttribute(name) ?? '')
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) texts.add(node.textContent ?? '')
    }
    return [...texts].filter((text) => text.trim() !== '')
  })
}

t.test('every screen', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  // Side by side: nothing is listened to here, and it is the longest of all tests.
  await Promise.all(
    languages.map(async ([language, scheme]) => {
      const { browser, close } = await openBrowser('anna', [
        `--lang=${language}`,
        `--accept-lang=${language}`,
        '--process-per-site',
      ])
      t.teardown(close)
      // As long as one page is open, the others share its process, which knows axe-core already.
      const first = await browser.newPage()
      await first.goto(`${service.url}/healthz`)
      for (const screen of screens) {
        const page = await browser.newPage()
        await openScreen(page, service.url, screen)
        t.equal(await page.$eval('html', (html) => html.lang), language)
        await examine(t, page, scheme, `${screen.name}, ${language}`)
        if (language === 'de') {
          for (const text of await shownTexts(page))
            t.equal(englishIn(text), undefined, `${screen.name}: ${text}`)
        }
        await page.close()
      }
    }),
  )
})
