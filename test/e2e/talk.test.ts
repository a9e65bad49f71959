/** Speaking and hearing as the resident wants it: switch, held key, volumes that are remembered, devices. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  clickIn,
  decibels,
  enterVoice,
  listen,
  noBrowser,
  setVolume,
  shownPeople,
  textOf,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.01

/** Many rounds of the tone, so that it does not matter where in one the listening began. */
const ROUNDS_SECONDS = 2

const isHeard = (page: Page) => eventually('a voice', async () => (await listen(page, 0.3)).both > LOUD)
const isSilent = (page: Page) =>
  eventually('silence', async () => (await listen(page, 0.3)).both < LOUD / 100)

t.test('speaking and hearing as one wants it', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Hears'), testAvatar('Bert Speaks', [120, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Studio')
  await region.push()
  const faults: string[] = []
  const open = (avatar: typeof anna) =>
    enterVoice(t, service, region, avatar, 'sweep', async (page) => {
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      await withoutProcessing(page)
    })
  const hearing = await open(anna)
  const speaking = await open(bert)
  await isHeard(hearing)
  const reference = (await listen(hearing, ROUNDS_SECONDS)).both

  await t.test('with the microphone off one is heard while the key or the button is held', async (t) => {
    await speaking.click('[data-testid=mic]')
    await isSilent(hearing)
    await speaking.evaluate(() => (document.activeElement as HTMLElement).blur())
    await speaking.keyboard.down('Space')
    await isHeard(hearing)
    t.equal((await shownPeople(hearing))[0]?.speaking, true)
    await speaking.keyboard.up('Space')
    await isSilent(hearing)

    const button = await speaking.$('[data-testid=ptt]')
    const box = await button?.boundingBox()
    if (!box) throw new Error('no button')
    await speaking.mouse.move(box.x + 5, box.y + 5)
    await speaking.mouse.down()
    await isHeard(hearing)
    await speaking.mouse.move(0, 0)
    await speaking.mouse.up()
    await isSilent(hearing)
    await eventually('a hint for who speaks with the microphone off', () =>
      speaking.$('[data-testid=muted-speech]').then(Boolean),
    )
    await speaking.click('[data-testid=mic]')
    await isHeard(hearing)
  })

  await t.test('personal volume and mute do what they say, and are remembered', async (t) => {
    await setVolume(hearing, 50)
    await listen(hearing, 0.5)
    const half = decibels((await listen(hearing, ROUNDS_SECONDS)).both, reference)
    t.ok(Math.abs(half + 6.02) < 1, `50 %: ${half.toFixed(2)} dB`)
    await clickIn(hearing, '[data-testid=mute]')
    await isSilent(hearing)
    await hearing.reload()
    await waitForStatus(hearing, 'connected')
    await hearing.waitForSelector('[data-testid=mute][aria-pressed=true]')
    await isSilent(hearing)
    await clickIn(hearing, '[data-testid=mute]')
    await isHeard(hearing)
    const again = decibels((await listen(hearing, ROUNDS_SECONDS)).both, reference)
    t.ok(Math.abs(again + 6.02) < 1, `50 % after a reload: ${again.toFixed(2)} dB`)
    await setVolume(hearing, 100)
  })

  await t.test('the settings take hold at once', async (t) => {
    await clickIn(hearing, '[data-testid=settings]')
    await hearing.waitForSelector('[data-testid=setting-masterVolume]')
    await eventually('the meter moves', () =>
      hearing.$eval('[data-testid=level]', (meter) => (meter as HTMLMeterElement).value > -50),
    )
    await hearing.$eval('[data-testid=setting-masterVolume]', (input) => {
      const range = input as HTMLInputElement
      range.value = '0'
      range.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await isSilent(hearing)
    await hearing.$eval('[data-testid=setting-masterVolume]', (input) => {
      const range = input as HTMLInputElement
      range.value = '100'
      range.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await isHeard(hearing)
    await clickIn(hearing, '[data-testid=setting-headphones]')
    await isHeard(hearing)

    // Another microphone: the browser's pretend ones.
    await clickIn(speaking, '[data-testid=settings]')
    const devices = await eventually('devices to choose from', async () => {
      const values = await speaking.$$eval('[data-testid=setting-inputDevice] option', (options) =>
        options.map((option) => (option as HTMLOptionElement).value),
      )
      return values.length > 1 && values
    })
    await speaking.select('[data-testid=setting-inputDevice]', devices.at(-1) ?? '')
    await isHeard(hearing)
    await clickIn(speaking, '[data-testid=setting-performer]')
    await isHeard(hearing)
    await clickIn(speaking, '[data-testid=setting-performer]')
    await isHeard(hearing)
    t.equal(await speaking.$('[data-testid=error]'), null)
  })

  await t.test('the checks find what is there and what is not', async (t) => {
    // A region does so all the time; nobody knows how long all before took.
    await region.push()
    await clickIn(hearing, '[data-testid=checks]')
    const states = await eventually('all checks are done', async () => {
      const all = await hearing.$$eval('[data-testid^=check-]', (rows) =>
        rows.map((row) => [(row as HTMLElement).dataset.testid, (row as HTMLElement).dataset.state]),
      )
      return all.length === 9 && !all.some(([, state]) => state === 'running') && Object.fromEntries(all)
    })
    t.match(states, {
      'check-socket': 'good',
      'check-room': 'good',
      'check-feed': 'good',
      'check-range': 'good',
      'check-microphone': 'good',
      'check-stun': 'unknown',
      'check-turn': 'unknown',
      'check-echo': 'waiting',
    })
    t.match(await textOf(hearing, 'check-range'), 'Bert Speaks')
    await hearing.click('[data-testid=echo-start]')
    await hearing.waitForSelector('[data-testid=check-echo][data-state=good]')
  })
  t.strictSame(faults, [], 'nothing failed in the pages, nor against their CSP')
})
