/** What Firefox plays, as its loudspeaker gives it: somebody's volume and mute, and a voice through TURN. */

import { networkInterfaces } from 'node:os'
import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import {
  clickIn,
  decibels,
  joinVoice,
  listen,
  openBrowser,
  setVolume,
  shownPeople,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { noFirefox, openFirefox } from '../helpers/browser/firefox.js'
import { createSoundCard, noSoundCard } from '../helpers/browser/sound-card.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { noCoturn, startCoturn, TURN_SECRET } from '../helpers/servers/coturn.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.005
/** Many rounds of the microphone's sweep, so that it does not matter where in one the listening began. */
const ROUNDS_SECONDS = 2

/** Of this machine: browsers use no loopback address for media. */
const address = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address
const noAddress = !address && 'this machine has no network address'

t.test('what Firefox plays', { skip: noFirefox || noSoundCard }, async (t) => {
  const card = await createSoundCard(t)
  const fox = await openFirefox(t, card)
  await withoutProcessing(fox)
  const chromium = await openBrowser('sweep')
  t.teardown(() => chromium.close())
  const heard = (seconds: number) => card.loudness('Wall', seconds)

  /** Anna in Firefox with a loudspeaker "Wall", and Bert in Chromium, so far away that no limiter works. Returns Bert's page. */
  async function meet(t: Test, env: Record<string, string>): Promise<Page> {
    const service = await startService(env)
    t.teardown(() => service.stop())
    const [anna, bert] = [testAvatar('Anna Fox'), testAvatar('Bert Chrome', [120, 100, 25])]
    const region = testRegion(service, [anna, bert], 'Den')
    await region.push()
    await joinVoice(fox, service.url + (await region.link(anna)))
    const page = await chromium.newResident()
    await withoutProcessing(page)
    await joinVoice(page, service.url + (await region.link(bert)))
    await eventually('Firefox plays it', async () => (await heard(0.4)) > LOUD)
    return page
  }

  await t.test('somebody’s volume and mute', async (t) => {
    const page = await meet(t, {})
    const full = await heard(ROUNDS_SECONDS)
    await setVolume(fox, 50)
    await heard(0.5)
    const half = decibels(await heard(ROUNDS_SECONDS), full)
    t.ok(Math.abs(half + 6.02) < 1.5, `50 %: ${half.toFixed(2)} dB`)
    await clickIn(fox, '[data-testid=mute]')
    await eventually('silence', async () => (await heard(0.4)) < LOUD / 100)
    await clickIn(fox, '[data-testid=mute]')
    await setVolume(fox, 100)
    await heard(0.5)
    const again = decibels(await heard(ROUNDS_SECONDS), full)
    t.ok(Math.abs(again) < 1.5, `as before: ${again.toFixed(2)} dB`)
    await page.close()
  })

  await t.test('a call through TURN alone', { skip: noCoturn || noAddress }, async (t) => {
    await fox.goto('about:blank')
    await eventually('silence', async () => (await heard(0.4)) < LOUD / 100)
    const host = String(address)
    const coturn = await startCoturn(t, { host, facts: { allowedPeers: [host] } })
    const page = await meet(t, {
      TURN_URLS: `${coturn.url},${coturn.url}?transport=tcp`,
      TURN_SECRET,
      ICE_TRANSPORT_POLICY: 'relay',
    })
    for (const one of [fox, page])
      await eventually('by relay', async () => (await shownPeople(one))[0]?.media === 'relay')
    await eventually('Chromium hears Firefox', async () => (await listen(page, 0.5)).both > LOUD / 5)
  })
})
