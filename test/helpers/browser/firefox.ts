/** Real Firefox, headless, with a pretend microphone that hears a tone. */

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import type { Test } from 'tap'
import { noBrowser } from './browser.js'
import type { SoundCard } from './sound-card.js'

const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr'

/** Why these tests cannot run on this machine; `false` when they can. */
export const noFirefox: string | false = noBrowser || (!existsSync(FIREFOX) && `not installed: ${FIREFOX}`)

/** The CommonJS build: the tests' TypeScript loader does not find the ES module build for Firefox. */
const { launch }: typeof import('puppeteer-core') = createRequire(import.meta.url)('puppeteer-core')

/**
 * A page in a Firefox of its own, which is closed when the test ends.
 * @param card the sound card that it plays through, where a test listens to that
 * @param preferences of about:config, beside those that the tests need
 */
export async function openFirefox(
  t: Pick<Test, 'teardown'>,
  card?: Pick<SoundCard, 'env'>,
  preferences: Record<string, string | number | boolean> = {},
): Promise<Page> {
  const firefox = await launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    ...(card && { env: { ...process.env, ...card.env } }),
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.peerconnection.ice.loopback': true,
      'ui.prefersReducedMotion': 1,
      ...preferences,
    },
  })
  t.teardown(() => firefox.close())
  return firefox.newPage()
}
