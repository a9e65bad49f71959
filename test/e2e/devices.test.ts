/** Microphones and loudspeakers that come and go while somebody talks, and a permission that is taken back. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  clickIn,
  enterVoice,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  textOf,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { rememberTracks } from '../helpers/browser/page-tracks.js'
import { createSoundCard, noSoundCard } from '../helpers/browser/sound-card.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.01

const isHeard = (page: Page) => eventually('a voice', async () => (await listen(page, 0.4)).both > LOUD)
const isSilent = (page: Page) =>
  eventually('silence', async () => (await listen(page, 0.4)).both < LOUD / 100)

const liveTracks = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks
      .filter(({ readyState }) => readyState === 'live')
      .map(({ label }) => label),
  )

/** Chooses a device by the name that the settings show. */
async function choose(page: Page, setting: 'inputDevice' | 'outputDevice', name: string): Promise<void> {
  const field = `[data-testid=setting-${setting}]`
  const value = await eventually(`${name} to choose`, () =>
    page.$$eval(
      `${field} option`,
      (options, wanted) =>
        options.map((option) => option as HTMLOptionElement).find(({ textContent }) => textContent === wanted)
          ?.value,
      name,
    ),
  )
  await page.select(field, value)
}

t.test('devices come and go', { skip: noBrowser || noSoundCard }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const card = await createSoundCard(t)
  const pullDesk = await card.plugMicrophone('Desk')
  const [anna, bert] = [testAvatar('Anna Hears'), testAvatar('Bert Plugs', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Workshop')
  await region.push()
  const hearing = await enterVoice(t, service, region, anna, 'sweep')
  const browser = await openBrowser(undefined, [], undefined, card)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.evaluateOnNewDocument(rememberTracks)
  await withoutProcessing(page)
  const session = await page.createCDPSession()
  const setPermission = (setting: 'denied' | 'granted') =>
    session.send('Browser.setPermission', {
      origin: service.url,
      permission: { name: 'microphone' },
      setting,
    })
  await setPermission('granted')
  await joinVoice(page, service.url + (await region.link(bert)))
  /** Chromium calls what it chooses by itself so. */
  const usesMicrophone = (name: string) =>
    eventually(`${name} is the microphone`, async () => {
      const [label, ...more] = await liveTracks(page)
      return label === name && more.length === 0
    })
  await isHeard(hearing)
  await usesMicrophone('Default')
  await clickIn(page, '[data-testid=settings]')

  await t.test(
    'a microphone chosen while one talks is heard, its place is taken, and it comes back',
    async () => {
      const pullHeadset = await card.plugMicrophone('Headset')
      await choose(page, 'inputDevice', 'Headset')
      await usesMicrophone('Headset')
      await isHeard(hearing)
      await pullHeadset()
      await usesMicrophone('Default')
      await isHeard(hearing)
      const pullAgain = await card.plugMicrophone('Headset')
      await usesMicrophone('Headset')
      await isHeard(hearing)
      await choose(page, 'inputDevice', 'The browser’s choice')
      await pullAgain()
      await usesMicrophone('Default')
      await isHeard(hearing)
    },
  )

  await t.test('without any the page says what to do, and the next one is heard by itself', async (t) => {
    await pullDesk()
    await eventually('the fault is told', async () =>
      (await textOf(page, 'error')).includes('no microphone was found'),
    )
    await isSilent(hearing)
    await eventually('the other sees it', async () =>
      (await textOf(hearing, 'participant')).includes('microphone off'),
    )
    await card.plugMicrophone('Desk')
    await isHeard(hearing)
    t.equal(await page.$('[data-testid=error]'), null)
  })

  await t.test('a permission that is taken back is told, and its return is enough', async (t) => {
    await setPermission('denied')
    await eventually('the fault is told', async () =>
      (await textOf(page, 'error')).includes('the browser denies the microphone'),
    )
    await isSilent(hearing)
    await setPermission('granted')
    await isHeard(hearing)
    t.equal(await page.$('[data-testid=error]'), null)
  })

  await t.test('a loudspeaker is chosen, pulled and put back', async (t) => {
    const plays = (speaker: string) =>
      eventually(`${speaker} plays`, async () => (await card.loudness(speaker, 0.3)) > LOUD)
    await plays('Wall')
    const pull = await card.plugSpeaker('Ears')
    await choose(page, 'outputDevice', 'Ears')
    await plays('Ears')
    t.ok((await card.loudness('Wall', 0.3)) < LOUD / 100, 'nothing is left at the other one')
    await pull()
    await plays('Wall')
    await eventually('it is told', async () =>
      (await textOf(page, 'output-failed')).includes('The chosen loudspeaker is not there'),
    )
    // Chromium keeps the stream that PulseAudio moved away for some seconds, and would use it again.
    const movedAt = Date.now()
    await eventually('that time is over', () => Date.now() - movedAt > 12_000)
    await card.plugSpeaker('Ears')
    await plays('Ears')
    t.equal(await page.$('[data-testid=output-failed]'), null)
    await waitForStatus(page, 'connected')
  })
})
