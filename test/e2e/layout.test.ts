/** Where things are on the screen: what matters is in sight, on a phone and on a laptop, in large letters, in a crowd. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { radarShare } from '../../web-client/ui/radar/radar-plan.js'
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
      const phone = size === PHONE
      const controls = [
        ...['status', 'stage', 'people-tab', 'chat-tab', 'call-tab', 'dock', 'mic', 'ptt', 'leave'],
        ...(phone ? ['more', 'dock-chat', 'panel-grip'] : ['deafen', 'settings', 'checks']),
      ]
      for (const y of [0, 1500, 100_000]) {
        await page.$eval('#panel-people', (list, y) => list.scrollTo(0, y), y)
        for (const control of controls) t.ok(await isInSight(page, control), `${control} at ${y}`)
      }
      const scrolled = () =>
        page.evaluate(() => [scrollY, document.querySelector('#panel-people')?.scrollTop ?? 0])
      const place = await scrolled()
      t.ok(place[0] === 0 && Number(place[1]) > size.height, 'only the list scrolls, and it is long')

      for (const sheet of ['settings', 'checks'] as const) {
        if (phone) await page.click('[data-testid=more]')
        await page.click(`[data-testid=${sheet}]`)
        await page.waitForSelector(`[data-testid=${sheet}-panel]`)
        t.ok(await isInSight(page, 'sheet-close'), `${sheet} opens in sight`)
        t.ok(await isInSight(page, 'mic'), 'beside the microphone')
        t.strictSame(await scrolled(), place, 'where one was')
        await page.keyboard.press('Escape')
        await page.waitForSelector('[data-testid=sheet]', { hidden: true })
        await eventually('the focus is where the sheet was opened', () =>
          page.evaluate(
            (opener) => (document.activeElement as HTMLElement).dataset.testid === opener,
            phone ? 'more' : sheet,
          ),
        )
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
      await clickIn(page, '[data-testid=settings]')
      await page.waitForSelector('[data-testid=settings-panel]')
      // One takes the place of the other.
      await clickIn(page, '[data-testid=checks]')
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

  await t.test('a person is touched, in the list or on the radar: their card', async (t) => {
    const page = await open('lecture')
    const shown = () =>
      page.$$eval('[data-testid=person-card]', (cards) =>
        cards.map((card) => (card as HTMLElement).dataset.agentId),
      )
    const [bert, carla] = await page.$$eval('[data-testid=participant]', (rows) =>
      rows.map((row) => (row as HTMLElement).dataset.agentId ?? ''),
    )
    await page.click('[data-testid=person]')
    await page.waitForSelector('[data-testid=person-card]')
    t.strictSame(await shown(), [bert])
    t.ok(await isInSight(page, 'mic'), 'beside the microphone')
    t.match(await textOf(page, 'person-card'), /Bert Example.*7\.2 m · ahead on the right/)
    t.ok(await page.$('[data-testid=call-button]'), 'whoever can be called')

    await clickIn(page, '[data-testid=card-mute]')
    await page.waitForSelector('[data-testid=mute][aria-pressed=true]')
    t.ok(await page.$('[data-testid=card-mute][aria-pressed=true]'))
    await page.$eval('[data-testid=card-volume]', (input) => {
      const range = input as HTMLInputElement
      range.value = '45'
      range.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await eventually('both say it', async () =>
      page.$eval('.person .number', (number) => number.textContent === '45%'),
    )

    // 30 m to the west and 25 m to the north, the avatar looks north.
    const at = await page.$eval('[data-testid=radar]', (canvas) => {
      const { left, top, width } = canvas.getBoundingClientRect()
      return { x: left + width / 2, y: top + width / 2, rim: width / 2 - 1.6 * 12 }
    })
    const metres = Math.hypot(30, 25)
    const away = at.rim * radarShare(metres, 60)
    // At the very edge of what a fingertip reaches.
    await page.mouse.click(at.x - (30 / metres) * away - 16, at.y - (25 / metres) * away - 16)
    await eventually('the card of another one', async () => (await shown())[0] === carla)
    // Of two things that are open, Escape closes the one that was opened last.
    await clickIn(page, '[data-testid=settings]')
    await page.waitForSelector('[data-testid=settings-panel]')
    await page.keyboard.press('Escape')
    await page.waitForSelector('[data-testid=sheet]', { hidden: true })
    t.strictSame(await shown(), [carla])
    await eventually('the history has closed the sheet', async () =>
      page.evaluate(() => history.state?.opened === 1),
    )
    await page.keyboard.press('Escape')
    await page.waitForSelector('[data-testid=person-card]', { hidden: true })
    await eventually('the focus is where the card was opened', async () =>
      page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid === 'person'),
    )
    await page.close()
  })

  await t.test('a cluster is reached and opened by keyboard, and leads to a person', async (t) => {
    const page = await open('crowd')
    await page.focus('.radar [role=application]')
    for (let steps = 0; !(await textOf(page, 'radar-reached')).includes('close together'); steps += 1) {
      t.ok(steps < 40, 'the arrow keys come past a cluster')
      await page.keyboard.press('ArrowUp')
    }
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-testid=cluster-card]')
    await clickIn(page, '[data-testid=cluster-person]')
    await page.waitForSelector('[data-testid=person-card]')
    t.ok(await isInSight(page, 'person-card-close'))
    for (const card of ['person-card', 'cluster-card']) {
      await page.keyboard.press('Escape')
      await page.waitForSelector(`[data-testid=${card}]`, { hidden: true })
    }
    await page.close()
  })

  await t.test('a phone’s screen stays on while its resident talks, and no longer', async (t) => {
    const page = await browser.newPage()
    await page.setViewport({ ...PHONE, isMobile: true, hasTouch: true })
    await page.evaluateOnNewDocument(() => {
      const locks: { released: boolean }[] = []
      Object.assign(globalThis, { locks })
      const request = async () => {
        const lock = { released: false, release: async () => Object.assign(lock, { released: true }) }
        locks.push(lock)
        return lock
      }
      Object.defineProperty(navigator, 'wakeLock', { value: { request } })
    })
    const locks = () => page.evaluate('locks.map(({ released }) => !released)')
    const screen = screens.find(({ name }) => name === 'ready')
    if (screen) await openScreen(page, service.url, screen)
    t.strictSame(await locks(), [])
    await clickIn(page, '[data-testid=join]')
    await eventually('it is kept on', async () => JSON.stringify(await locks()) === '[true]')
    await clickIn(page, '[data-testid=leave]')
    await eventually('it may go off', async () => JSON.stringify(await locks()) === '[false]')
    await page.close()
  })

  await t.test('nobody is said to be heard where there is no room', async (t) => {
    const page = await open('not-in-world')
    await page.waitForSelector('[data-testid=mic][data-state=not-heard][data-reason=no-room]')
    t.match(await textOf(page, 'mic-reason'), 'Nobody hears you')
    await page.close()
  })

  await t.test('the panel: tabs by keyboard, and drawn up by the thumb', async (t) => {
    const page = await open('lecture')
    const height = () => page.$eval('.side-panel', (panel) => panel.clientHeight)
    const low = await height()
    await page.focus('[data-testid=people-tab]')
    await page.keyboard.press('ArrowRight')
    await page.waitForSelector('[data-testid=chat-tab][aria-selected=true]')
    await page.waitForSelector('#panel-chat .empty')
    t.equal((await page.$$('[data-testid=participant]')).length, 2, 'the people are still there')
    await page.keyboard.press('End')
    await page.waitForSelector('#panel-call .empty')
    t.equal(await height(), low)

    await page.click('[data-testid=dock-chat]')
    await page.waitForSelector('[data-testid=chat-tab][aria-selected=true]')
    t.ok((await height()) > low * 1.5, 'drawn up')
    await page.goBack()
    await eventually('the stage is back', async () => (await height()) === low)
    const grip = await page.$eval('[data-testid=panel-grip]', (element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    })
    await page.mouse.move(grip.x, grip.y)
    await page.mouse.down()
    await page.mouse.move(grip.x, grip.y - 100)
    await page.mouse.up()
    t.ok((await height()) > low * 1.5, 'by a drag')
    await page.close()
  })

  await t.test('dark and light by choice', async () => {
    const page = await open('alone')
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await clickIn(page, '[data-testid=settings]')
    await clickIn(page, '[data-testid=setting-theme-dark]')
    await eventually('dark', async () => (await ground()) !== light)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    await clickIn(page, '[data-testid=setting-theme-light]')
    await eventually('light in a dark system', async () => (await ground()) === light)
    await clickIn(page, '[data-testid=setting-theme-system]')
    await eventually('as the system has it', async () => (await ground()) !== light)
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
      page.$eval('.person .number', (number) => number.textContent === '45%'),
    )
    await clickIn(page, '[data-testid=settings]')
    await page.waitForSelector('[data-testid=setting-masterVolume]')
    t.match(await textOf(page, 'settings-panel'), 'Volume of everything 100%')
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
