/** Firefox and Chromium hear each other: the page in another browser's engine. */

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  withoutProcessing,
} from '../helpers/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/region.js'
import { startService } from '../helpers/service.js'

const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr'
const skip = noBrowser || (!existsSync(FIREFOX) && `not installed: ${FIREFOX}`)

/** The CommonJS build: the tests' TypeScript loader does not find what the other one loads for Firefox. */
const { launch }: typeof import('puppeteer-core') = createRequire(import.meta.url)('puppeteer-core')

/** The only other person as a page shows it. */
async function other(page: Page) {
  const [person, ...rest] = await shownPeople(page)
  return rest.length === 0 ? person : undefined
}

t.test('Firefox and Chromium hear each other', { skip }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Fox'), testAvatar('Bert Chrome', [115, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Den')
  await region.push()

  const firefox = await launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.peerconnection.ice.loopback': true,
    },
  })
  t.teardown(() => firefox.close())
  const fox = await firefox.newPage()
  await joinVoice(fox, service.url + (await region.link(anna)))

  const chromium = await openBrowser('sweep')
  t.teardown(() => chromium.close())
  const page = await chromium.newPage()
  await withoutProcessing(page)
  await joinVoice(page, service.url + (await region.link(bert)))

  for (const one of [fox, page])
    await eventually('connected', async () => (await other(one))?.media === 'p2p')
  await eventually('Firefox hears Chromium', async () => (await other(fox))?.speaking)
  await eventually('Chromium hears Firefox’s tone', async () => (await listen(page, 0.5)).both > 0.001)
  t.equal(await fox.$('[data-testid=error]'), null)

  await fox.click('[data-testid=mic]')
  await eventually('silence', async () => (await listen(page, 0.5)).both < 0.0001)
  await fox.waitForSelector('[data-testid=radar]')
  await fox.click('[data-testid=settings]')
  await fox.waitForSelector('[data-testid=setting-headphones]')
})
