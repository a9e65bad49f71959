/**
 * Does the browser's echo cancellation know what the page plays? Anna's microphone stands in front of her own
 * loudspeaker and hears nothing else. Bert talks to her, and the echo of his own voice comes back to him.
 */

import { existsSync } from 'node:fs'
import { launch, type Page } from 'puppeteer-core'
import { decibels, joinVoice, listen, openBrowser, shownPeople } from '../test/helpers/browser/browser.js'
import { createSoundCard, noSoundCard } from '../test/helpers/browser/sound-card.js'
import { speechSeconds } from '../test/helpers/browser/speech.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'

const ROUNDS = Number(process.argv[2] ?? 2)
const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr'
/** The cancellation learns the way from loudspeaker to microphone in the first seconds. */
const LEARN_SECONDS = 8

if (noSoundCard) throw new Error(noSoundCard)
const closers: (() => unknown)[] = []
const onClose = { teardown: (close: () => unknown) => closers.push(close) } as unknown as Parameters<
  typeof createSoundCard
>[0]
const card = await createSoundCard(onClose)
await card.plugMicrophoneBefore('Wall', 'Room')
const service = await startService()
closers.push(() => service.stop())
const [anna, bert] = [testAvatar('Anna Echoes'), testAvatar('Bert Talks', [104, 100, 25])]
const region = testRegion(service, [anna, bert])
await region.push()

interface Opened {
  newPage(): Promise<Page>
  close(): Promise<void>
}

const browsers: Record<string, () => Promise<Opened>> = {
  async Chromium() {
    const opened = await openBrowser(undefined, [], undefined, card)
    await opened.browser.defaultBrowserContext().overridePermissions(service.url, ['microphone'])
    return opened
  },
  ...(existsSync(FIREFOX) && {
    Firefox: () =>
      launch({
        browser: 'firefox',
        executablePath: FIREFOX,
        headless: true,
        env: { ...process.env, ...card.env },
        extraPrefsFirefox: {
          'media.navigator.permission.disabled': true,
          'media.autoplay.default': 0,
          'media.autoplay.blocking_policy': 0,
          'media.peerconnection.ice.obfuscate_host_addresses': false,
          'media.peerconnection.ice.loopback': true,
        },
      }),
  }),
}

/** RMS of the sound that comes back to Bert. */
async function echoOf(open: () => Promise<Opened>, echoCancellation: boolean): Promise<number> {
  const [echoing, talking] = [await open(), await openBrowser('bert')]
  try {
    const settings = { echoCancellation, noiseSuppression: 'off', autoGain: false, headphones: false }
    const pages = [await echoing.newPage(), await talking.newPage()] as const
    for (const [index, page] of pages.entries()) {
      await page.evaluateOnNewDocument(
        (text) => localStorage.setItem('voice-settings', text),
        JSON.stringify(settings),
      )
      const avatar = index === 0 ? anna : bert
      await joinVoice(page, service.url + (await region.link(avatar)))
    }
    const [, talker] = pages
    await eventually('connected', async () => (await shownPeople(talker))[0]?.media === 'p2p')
    await eventually('Anna’s loudspeaker plays', async () => (await card.loudness('Wall', 0.5)) > 0.01)
    await listen(talker, LEARN_SECONDS)
    return (await listen(talker, 2 * speechSeconds('bert'))).both
  } finally {
    await Promise.all([echoing.close(), talking.close()])
  }
}

try {
  for (const [name, open] of Object.entries(browsers)) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const off = await echoOf(open, false)
      const on = await echoOf(open, true)
      const text = (level: number) => `${decibels(level, 1).toFixed(1)} dBFS`
      process.stdout.write(
        `echo ${name}: without cancellation ${text(off)}, with ${text(on)}: ${decibels(off, on).toFixed(1)} dB less\n`,
      )
    }
  }
} finally {
  for (const close of closers.reverse()) await close()
}
