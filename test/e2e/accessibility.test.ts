/** Every screen of the page before axe-core: no serious finding, in both languages, light and dark. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { joinVoice, noBrowser, openBrowser, shownPeople, textOf, waitForStatus } from '../helpers/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/region.js'
import { startService } from '../helpers/service.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Looks at the page as it is now, in both colour schemes. */
async function examine(t: Test, page: Page, screen: string): Promise<void> {
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    await page.evaluate(axe)
    const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Violation[]
    const serious = found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    t.strictSame(serious, [], `${screen}, ${value}`)
  }
}

t.test('nothing serious stands in the way of anybody', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const anna = testAvatar('Anna Access')
  const hugeName = `${'Ω'.repeat(60)} ${'🦜'.repeat(30)}`
  const others = [testAvatar('שלום עולם'), testAvatar(hugeName), testAvatar('Bert Far', [180, 100, 25])]
  const region = testRegion(service, [anna, ...others], 'Agora')
  await region.push()
  const browser = await openBrowser('anna', ['--lang=de-DE', '--accept-lang=de-DE,de'])
  t.teardown(() => browser.close())
  const page = await browser.newPage()

  await page.goto(`${service.url}/`)
  await waitForStatus(page, 'Du bist nicht angemeldet')
  t.equal(await page.$eval('html', (html) => html.lang), 'de')
  await examine(t, page, 'signed out')

  await page.goto(service.url + (await region.link(anna)))
  await page.waitForSelector('[data-testid=join]')
  await examine(t, page, 'before joining')

  // Together with others, whose names are as they like.
  for (const avatar of others) {
    const tab = await browser.newPage()
    await joinVoice(tab, service.url + (await region.link(avatar)))
  }
  await page.bringToFront()
  await page.click('[data-testid=join]')
  t.match(await waitForStatus(page, 'connected'), 'verbunden mit Agora')
  await eventually('three others', async () => (await shownPeople(page)).length === 3)
  await page.waitForSelector('[data-testid=radar]')
  await examine(t, page, 'in a room')
  for (const width of [320, 1280]) {
    await page.setViewport({ width, height: 800 })
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    t.ok(Number(overflow) <= 0, `nothing sticks out at ${width} pixels`)
  }
  t.match(await textOf(page, 'channel-settings'), 'Volle Lautstärke bis 10 m, still ab 35 m')

  t.test('everything is within reach of the keyboard', async (t) => {
    const reached = new Set<string>()
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab')
      reached.add(String(await page.evaluate('document.activeElement.dataset?.testid')))
    }
    for (const id of ['mic', 'ptt', 'leave', 'volume', 'mute', 'facing-up', 'settings', 'checks'])
      t.ok(reached.has(id), id)
    await page.focus('[data-testid=ptt]')
    await page.keyboard.down('Enter')
    await page.waitForSelector('[data-testid=ptt][aria-pressed=true]')
    await page.keyboard.up('Enter')
    await page.waitForSelector('[data-testid=ptt][aria-pressed=false]')
  })

  await page.click('[data-testid=settings]')
  await page.waitForSelector('[data-testid=settings-panel]')
  await examine(t, page, 'settings')
  await page.click('[data-testid=checks]')
  await page.waitForSelector('[data-testid=check-socket][data-state=good]')
  await examine(t, page, 'checks')
})
