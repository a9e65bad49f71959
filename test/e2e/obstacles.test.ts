/** Browsers that stand in the way of voice: each is told in one sentence, and the link stays good for another one. */

import type { Page } from 'puppeteer-core'
import decodeQr from 'qr/decode.js'
import t, { type Test } from 'tap'
import {
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  textOf,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { noFirefox, openFirefox } from '../helpers/browser/firefox.js'
import { BUILT_IN_BROWSER } from '../helpers/browser/screens.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.001

const isHeard = (page: Page) => eventually('a voice', async () => (await listen(page, 0.5)).both > LOUD)

async function setUp(t: Test) {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Blocked'), testAvatar('Bert Hears', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Gate')
  await region.push()
  const browser = await openBrowser('sweep')
  t.teardown(() => browser.close())
  const link = async (avatar: typeof anna) => service.url + (await region.link(avatar))
  const hearing = await browser.newResident()
  await joinVoice(hearing, await link(bert))
  return { service, anna, link, open: browser.newResident, hearing }
}

/** What a phone's camera makes of the picture. */
async function scanned(page: Page): Promise<string> {
  const { size, path } = await page.$eval('[data-testid=qr]', (svg) => ({
    size: (svg as SVGSVGElement).viewBox.baseVal.width,
    path: svg.querySelector('path')?.getAttribute('d') ?? '',
  }))
  const PIXELS = 4
  const side = size * PIXELS
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, column, row] of path.matchAll(/M(\d+) (\d+)/g)) {
    for (let y = 0; y < PIXELS; y += 1) {
      const start = ((Number(row) * PIXELS + y) * side + Number(column) * PIXELS) * 4
      data.fill(0, start, start + PIXELS * 4)
    }
  }
  return decodeQr({ width: side, height: side, data })
}

/** What went wrong in a page without anybody catching it. */
function uncaughtIn(page: Page): string[] {
  const uncaught: string[] = []
  page.on('pageerror', (error) => uncaught.push(String(error)))
  return uncaught
}

t.test('in Chromium', { skip: noBrowser }, async (t) => {
  const { service, anna, link, open, hearing } = await setUp(t)

  await t.test('the viewer’s built-in browser leads on, and the link is heard elsewhere', async (t) => {
    const page = await open()
    await page.setUserAgent({ userAgent: BUILT_IN_BROWSER })
    const url = await link(anna)
    await page.goto(url)
    await page.waitForSelector('[data-testid=short-address]')
    t.equal(await page.$eval('[data-testid=status]', (line) => line.getAttribute('data-state')), 'over')
    t.equal(await scanned(page), url)
    const external = await page.$eval('[data-testid=open-external]', (a) => [
      (a as HTMLAnchorElement).href,
      a.getAttribute('target'),
    ])
    t.strictSame(external, [url, '_external'])
    const short = await textOf(page, 'short-address')
    t.match(short, new RegExp(`^${service.url}/v/[a-z2-9]{4}-[a-z2-9]{4}$`))
    const phone = await open()
    await joinVoice(phone, short)
    await isHeard(hearing)
    await phone.close()

    // Used up elsewhere: whoever comes back to it here is told so.
    await page.click('[data-testid=listen-here]')
    await page.waitForSelector('[data-testid=error]')
    t.match(await textOf(page, 'error'), /used already/)
  })

  await t.test('whoever only wants to listen may do so there', async () => {
    const page = await open()
    await page.setUserAgent({ userAgent: BUILT_IN_BROWSER })
    await page.evaluateOnNewDocument(() =>
      Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined }),
    )
    await page.goto(await link(anna))
    await page.waitForSelector('[data-testid=listen-here]')
    await page.click('[data-testid=listen-here]')
    await page.waitForSelector('[data-testid=join]')
    await page.click('[data-testid=join]')
    await waitForStatus(page, 'connected')
    await isHeard(page)
    await page.reload()
    await waitForStatus(page, 'connected')
    await isHeard(page)
    await page.close()
  })

  await t.test('WebRTC that an extension breaks is told at the join', async (t) => {
    const page = await open()
    const uncaught = uncaughtIn(page)
    await page.evaluateOnNewDocument(() => {
      Object.assign(globalThis, {
        RTCPeerConnection: class {
          constructor() {
            throw new Error('not here')
          }
        },
      })
    })
    await page.goto(await link(anna))
    await page.waitForSelector('[data-testid=join]')
    await page.click('[data-testid=join]')
    t.match(await waitForStatus(page, 'over'), /WebRTC/)
    t.strictSame(uncaught, [])
    t.ok(await page.$('[data-testid=go-on]'))
  })
})

t.test('in Firefox', { skip: noFirefox }, async (t) => {
  const { anna, link, open, hearing } = await setUp(t)

  for (const [what, preferences, sentence] of [
    ['WebRTC switched off', { 'media.peerconnection.enabled': false }, /Voice needs WebRTC/],
    ['all cookies blocked', { 'network.cookie.cookieBehavior': 2 }, /blocks all cookies/],
  ] as const) {
    await t.test(what, async (t) => {
      const page = await openFirefox(t, undefined, preferences)
      const uncaught = uncaughtIn(page)
      const url = await link(anna)
      await page.goto(url)
      t.match(await waitForStatus(page, 'over'), sentence)
      await page.waitForSelector('[data-testid=short-address]')
      t.strictSame(uncaught, [])
      const healthy = await open()
      await joinVoice(healthy, url)
      await isHeard(hearing)
      await healthy.close()
    })
  }

  await t.test('storage switched off: voice all the same, and nothing is remembered', async (t) => {
    const page = await openFirefox(t, undefined, { 'dom.storage.enabled': false })
    const uncaught = uncaughtIn(page)
    await joinVoice(page, await link(anna))
    await isHeard(hearing)
    t.strictSame(uncaught, [])
  })
})
