/** Every screen of the page, in one of two languages and schemes: nothing in the way of anybody, and nothing beside the screen. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { LANGUAGE_CODES } from '../../src/pure/languages.js'
import { axeFindings, type ColourScheme } from '../helpers/browser/axe.js'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { englishIn } from '../helpers/browser/english-words.js'
import { unreadableInForcedColours } from '../helpers/browser/forced-colours.js'
import { clippedInLanguages, clippedInLargeLetters } from '../helpers/browser/languages.js'
import { openScreen, screens } from '../helpers/browser/screens.js'
import { startService } from '../helpers/service.js'

/** Colours do not depend on words, nor words on colours: each screen is seen in one of these, the next in the other. */
const languages = [
  ['en', 'light'],
  ['de', 'dark'],
] as const

async function examine(t: Test, page: Page, scheme: ColourScheme, name: string): Promise<void> {
  t.strictSame(await axeFindings(page, [scheme]), [], name)
  t.strictSame(await unreadableInForcedColours(page), [], `${name}: readable in forced colours`)
  await page.setViewport({ width: 320, height: 800 })
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  t.ok(Number(overflow) <= 0, `${name}: nothing sticks out at 320 pixels`)
  t.strictSame(await clippedInLargeLetters(page), [], `${name}: nothing is cut in letters twice as large`)
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
    languages.map(async ([language, scheme], turn) => {
      const { browser, close } = await openBrowser('anna', [
        `--lang=${language}`,
        `--accept-lang=${language}`,
        '--process-per-site',
      ])
      t.teardown(close)
      // As long as one page is open, the others share its process, which knows axe-core already.
      const first = await browser.newPage()
      await first.goto(`${service.url}/healthz`)
      for (const [position, screen] of screens.entries()) {
        if (position % languages.length !== turn) continue
        const page = await browser.newPage()
        await openScreen(page, service.url, screen)
        t.equal(await page.$eval('html', (html) => html.lang), language)
        await examine(t, page, scheme, `${screen.name}, ${language}`)
        if (language === 'de') {
          const english = (await shownTexts(page)).filter((text) => englishIn(text) !== undefined)
          t.strictSame(english, [], `${screen.name}: all of it in German`)
        }
        // Half of the languages see each screen, and the other half the next one of this browser.
        const half = Math.floor(position / languages.length) % 2
        const others = LANGUAGE_CODES.filter((_code, index) => index % 2 === half)
        t.strictSame(
          await clippedInLanguages(page, others),
          [],
          `${screen.name}: every control has room for its words`,
        )
        await page.close()
      }
    }),
  )
})
