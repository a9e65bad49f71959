/** Where things are on the screen: what matters is in sight, on a phone and on a laptop, in large letters, in a crowd. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { clickIn, noBrowser, openBrowser, setVolume, textOf } from '../helpers/browser/browser.js'
import { openScreen, screens } from '../helpers/browser/screens.js'
import { eventually } from '../helpers/eventually.js'
import { startService } from '../helpers/service.js'

const PHONE = { width: 390, height: 844 }
const LAPTOP = { width: 1024, height: 700 }

/** Whether all of an element is in the window, and nothing lies over its middle. */
function isInSight(page: Page, testId: string): Promise<boolean> {
  return page.$eval(`[data-testid=${testId}]`, (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const fits = left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return fits && element.contains(over)
  })
}

t.test('the layout', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const { browser, close } = await openBrowser('anna', ['--lang=en'])
  t.teardown(close)

  async function open(name: string, size = PHONE): Promise<Page> {
    const page = await browser.newPage()
    await page.setViewport(size)
    const screen = screens.find((one) => one.name === name)
    if (!screen) throw new Error(`no screen ${name}`)
    await openScreen(page, service.url, screen)
    return page
  }

  for (const size of [PHONE, LAPTOP]) {
    await t.test(`a room of 40, ${size.width} × ${size.height}`, async (t: Test) => {
      const page = await open('crowd', size)
      const controls = ['mic', 'leave', 'settings', 'checks'] as const
      for (const y of [0, 1500, 100_000]) {
        await page.evaluate((y) => scrollTo(0, y), y)
        for (const control of controls) t.ok(await isInSight(page, control), `${control} at ${y}`)
      }
      const scrolled = await page.evaluate('scrollY')
      t.ok(Number(scrolled) > size.height, 'the list is long')

      for (const sheet of ['settings', 'checks'] as const) {
        await page.click(`[data-testid=${sheet}]`)
        await page.waitForSelector(`[data-testid=${sheet}-panel]`)
        t.ok(await isInSight(page, 'sheet-close'), `${sheet} opens in sight`)
        t.ok(await isInSight(page, 'mic'), 'beside the microphone')
        t.equal(await page.evaluate('scrollY'), scrolled, 'where one was')
        await page.keyboard.press('Escape')
        await page.waitForSelector('[data-testid=sheet]', { hidden: true })
        const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid)
        t.equal(focused, sheet)
      }
      await page.close()
    })
  }

  await t.test('the way back closes a sheet, and another one leaves the page as it was', async (t) => {
    const page = await open('alone')
    const url = page.url()
    const depth = () => page.evaluate('history.length')
    const before = Number(await depth())
    for (const how of ['back', 'escape', 'button', 'back'] as const) {
      await page.click('[data-testid=settings]')
      await page.waitForSelector('[data-testid=settings-panel]')
      // One takes the place of the other.
      await page.click('[data-testid=checks]')
      await page.waitForSelector('[data-testid=checks-panel]')
      if (how === 'back') await page.goBack()
      if (how === 'escape') await page.keyboard.press('Escape')
      if (how === 'button') await page.click('[data-testid=sheet-close]')
      await page.waitForSelector('[data-testid=sheet]', { hidden: true })
      await eventually('nothing is left of it', async () =>
        page.evaluate(() => history.state?.opened === undefined),
      )
      t.equal(page.url(), url)
    }
    t.ok(Number(await depth()) <= before + 1, 'they do not pile up')
    await page.close()
  })

  await t.test('in letters twice as large every name can be read', async (t) => {
    for (const width of [PHONE.width, 320]) {
      const page = await open('crowd', { width, height: 844 })
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      const cut = await page.$$eval('.people .name', (names) =>
        names
          .filter(
            (name) => name.scrollWidth > name.clientWidth + 1 || name.scrollHeight > name.clientHeight + 1,
          )
          .map((name) => name.textContent),
      )
      t.strictSame(cut, [], `at ${width} pixels`)
      t.ok(await isInSight(page, 'mic'))
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      t.ok(Number(overflow) <= 0, 'nothing sticks out')
      await page.close()
    }
  })

  await t.test('volumes have a number', async (t) => {
    const page = await open('crowd')
    await setVolume(page, 45)
    await eventually('it is said', async () =>
      page.$eval('.person .number', (number) => number.textContent === '45 %'),
    )
    await page.click('[data-testid=settings]')
    await page.waitForSelector('[data-testid=setting-masterVolume]')
    t.match(await textOf(page, 'settings-panel'), 'Volume of everything 100 %')
    await page.close()
  })

  await t.test('the state is said once, and nobody is called muted in a lecture', async (t) => {
    for (const { name } of screens) {
      if (!['alone', 'lecture', 'ready', 'reconnecting', 'banned', 'over-replaced'].includes(name)) continue
      const page = await open(name)
      const state = await textOf(page, 'status')
      const text = (await page.$eval('#app', (app) => app.textContent)).replace(/\s+/g, ' ')
      t.equal(text.split(state.trim().replace(/\s+/g, ' ')).length - 1, 1, `${name}: ${state}`)
      if (name === 'lecture') {
        t.ok(await page.$('[data-testid=participant]'))
        // That nobody did it may be said.
        t.notMatch(text.replace(/nobody muted you/i, ''), /muted/i)
      }
      await page.close()
    }
  })

  await t.test('signing in is no warning where it can be done', async (t) => {
    const page = await open('sign-in')
    t.equal(await page.$('.notice'), null)
    const ground = (selector: string) =>
      page.$eval(selector, (element) => getComputedStyle(element).backgroundColor)
    t.equal(await ground('[data-testid=status]'), 'rgba(0, 0, 0, 0)')
    const without = await open('signed-out')
    t.ok(await without.$('.notice[data-testid=link-way]'))
    await clickIn(without, '[data-testid=go-on]')
  })
})
