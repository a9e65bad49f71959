/** The console in a real browser, while two others talk: what an admin does there is heard. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { BEHIND_GAIN } from '../../src/spatial/cone.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channels/channel.js'
import {
  clickIn,
  decibels,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  textOf,
} from '../helpers/browser/browser.js'

import {
  actAndSayYes,
  openConsolePage,
  openDetails,
  openPerson,
  personLine,
  signInToConsole,
} from '../helpers/browser/console.js'

import { speechSeconds } from '../helpers/browser/speech.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { type Service, startService } from '../helpers/service.js'

let service: Service

t.before(async () => {
  service = await startService()
})
t.teardown(() => service.stop())

async function setField(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name=${name}]`).fill(value)
}

async function setChoice(page: Page, name: string, value: string): Promise<void> {
  await page.select(`select[name=${name}]`, value)
}

async function save(page: Page): Promise<void> {
  await page.click('[data-testid=channel-save]')
  await eventually('saved', async () => (await textOf(page, 'notice')).startsWith('Saved'))
}

t.test(
  'an admin changes a channel while two talk, mutes one, and both hear it',
  { skip: noBrowser },
  async (t) => {
    const anna = testAvatar('Anna Test', [100, 100, 25])
    const bert = testAvatar('Bert Test', [120, 100, 25])
    const region = testRegion(service, [anna, bert], 'Plaza')
    await region.push()
    const open = async (speaker: 'anna' | 'bert' | undefined) => {
      const browser = await openBrowser(speaker)
      t.teardown(() => browser.close())
      return browser.newPage()
    }
    const hearing = await open('anna')
    const speaking = await open('bert')
    await joinVoice(hearing, service.url + (await region.link(anna)))
    await joinVoice(speaking, service.url + (await region.link(bert)))
    const round = speechSeconds('bert')
    const console = await open(undefined)
    await signInToConsole(console, service)
    await openConsolePage(console, service, 'channels')
    await clickIn(console, '[data-testid=channel-row][data-channel-name=Plaza]')
    await console.waitForSelector('[data-testid=channel-save]')
    t.equal(
      await console.$eval('[data-testid=silence]', (mark) => (mark as HTMLElement).dataset.metres),
      '35',
    )
    t.match(await console.$eval('.trap', ({ textContent }) => textContent), 'silent from 35 m')

    await eventually('Bert is heard', async () => (await listen(hearing, 0.5)).both > 0.003)
    await listen(hearing, 2 * round)
    const before = await listen(hearing, round)
    const settings = { ...DEFAULT_SETTINGS, rollOff: 1, maxRangeMetres: 110 }
    await console.click('input[name=rollOff]', { count: 3 })
    await console.keyboard.type('1.5')
    t.equal(await console.$eval('input[name=rollOff]', ({ value }) => value), '1.5', 'as it was typed')
    await setField(console, 'rollOff', '1')
    await setField(console, 'maxRangeMetres', '110')
    await save(console)
    // A voice walks along the curve: as loud as the page would play it, wherever it is.
    await clickIn(console, '[data-testid=listen]')
    const walker = await console.waitForSelector('[data-testid=walker]')
    const walked = await walker?.evaluate((mark) => ({ ...(mark as SVGElement).dataset }))
    const asLoud = (mark = walked, factor = 1) =>
      Math.abs(Number(mark?.gain) - factor * attenuationGain(Number(mark?.metres), settings)) < 1e-6
    t.ok(asLoud())
    await clickIn(console, 'input[name=cone]')
    await eventually('from behind, where speakers have a front', async () =>
      asLoud(await walker?.evaluate((mark) => ({ ...(mark as SVGElement).dataset })), BEHIND_GAIN),
    )
    await clickIn(console, 'input[name=cone]')
    await clickIn(console, '[data-testid=listen]')
    const heardFrom = await console.$eval(
      '[data-testid=heard-dot]',
      (dot) => (dot as SVGElement).dataset.gain,
    )
    t.equal(Number(heardFrom), attenuationGain(20, settings), 'those in the room stand on it')
    const gain = attenuationGain(20, settings)
    await eventually('the page computes with it', async () => (await shownPeople(hearing))[0]?.gain === gain)
    await listen(hearing, 0.5)
    const after = await listen(hearing, round)
    const expected = decibels(gain, attenuationGain(20, DEFAULT_SETTINGS))
    const measured = decibels(after.both, before.both)
    t.ok(
      Math.abs(measured - expected) < 1.5,
      `${measured.toFixed(2)} dB louder, model ${expected.toFixed(2)} dB`,
    )

    await t.test('who speaks is seen, and what the pages report of their voice', async (t) => {
      await openConsolePage(console, service, 'rooms')
      const line = personLine
      await console.waitForSelector(`${line(bert.id)}[data-speaking=true]`)
      await console.waitForSelector('.map .speaks')
      await clickIn(speaking, '[data-testid=mic]')
      await console.waitForSelector(`${line(bert.id)}[data-speaking=false]`)
      await clickIn(speaking, '[data-testid=mic]')
      await console.waitForSelector(`${line(bert.id)}[data-speaking=true]`)
      await openConsolePage(console, service, 'overview')
      const tile = async (name: string) => (await textOf(console, `tile-${name}`)).trim()
      await eventually('they reported', async () =>
        /^\d.* (ms|s)/.test(await textOf(console, 'now-timeToVoiceMs')),
      )
      t.match(await tile('relayedShare'), /0%$/)
      t.match(await tile('joinFailures'), /0$/)
      await openConsolePage(console, service, 'channels')
      await clickIn(console, '[data-testid=channel-row][data-channel-name=Plaza]')
      await console.waitForSelector('[data-testid=channel-save]')
    })

    await t.test('what makes no sense is told at the field and cannot be saved', async (t) => {
      await setField(console, 'clampingDistanceMetres', '120')
      t.match(await textOf(console, 'clampingDistanceMetres-fault'), 'Full volume would reach farther')
      t.equal(
        await console.$eval('[data-testid=channel-save]', (button) => (button as HTMLButtonElement).disabled),
        true,
      )
      await setField(console, 'clampingDistanceMetres', '10')
    })

    await t.test('a mute is silence for the listener and a notice for the speaker', async (t) => {
      await openConsolePage(console, service, 'rooms')
      await clickIn(console, `${personLine(bert.id)} [data-testid=console-mute]`)
      await speaking.waitForFunction(() =>
        document.getElementById('app')?.textContent.includes('A moderator muted you'),
      )
      await listen(hearing, 1)
      const silent = decibels((await listen(hearing, 2)).both, after.both)
      t.ok(silent < -50, `${silent} dB`)
      await clickIn(console, `${personLine(bert.id)} [data-testid=console-mute][aria-pressed=true]`)
      await console.waitForSelector(`${personLine(bert.id)} [data-testid=console-mute][aria-pressed=false]`)
      // That was one act too many: it is taken back, and then the mute itself.
      await clickIn(console, '[data-testid=undo]')
      await console.waitForSelector(`${personLine(bert.id)} [data-testid=console-mute][aria-pressed=true]`)
      await clickIn(console, `${personLine(bert.id)} [data-testid=console-mute][aria-pressed=true]`)
      await eventually('Bert is heard again', async () => (await listen(hearing, 0.5)).both > after.both / 4)
      await clickIn(console, '[data-testid=console-mute-all]')
      await clickIn(console, `${personLine(bert.id)} [data-testid=console-mute][aria-pressed=true]`)
      await console.waitForSelector(`${personLine(bert.id)} [data-testid=console-mute][aria-pressed=false]`)
      await eventually('Bert is allowed', async () => (await listen(hearing, 0.5)).both > after.both / 4)
      await clickIn(console, '[data-testid=console-mute-all]')
      await clickIn(console, '[data-testid=act-yes]')
      await console.waitForSelector('[data-testid=console-mute-all][aria-pressed=false]')
    })

    await t.test('a lecture silences everybody but its moderators', async (t) => {
      await openConsolePage(console, service, 'channels')
      await clickIn(console, '[data-testid=channel-row][data-channel-name=Plaza]')
      await console.waitForSelector('select[name=mode]')
      await setChoice(console, 'mode', 'lecture')
      await console.locator('input[name=moderators]').fill(anna.name.slice(1, 6))
      await console.locator('[data-testid=moderator-found]').click()
      await save(console)
      await listen(hearing, 1)
      const silent = decibels((await listen(hearing, 2)).both, after.both)
      t.ok(silent < -50, `${silent} dB`)

      await setChoice(console, 'mode', 'presentation')
      await save(console)
      await openConsolePage(console, service, 'rooms')
      await openPerson(console, bert.id)
      await clickIn(console, '[data-testid=act-give-floor]')
      await eventually('who has the floor is heard', async () => {
        return (await listen(hearing, 0.5)).both > after.both / 4
      })
      await clickIn(console, '[data-testid=act-take-floor]')
      await console.waitForSelector('[data-testid=act-give-floor]')
      await listen(hearing, 1)
      const taken = decibels((await listen(hearing, 2)).both, after.both)
      t.ok(taken < -50, `the floor is taken back: ${taken} dB`)
      await openConsolePage(console, service, 'channels')
      await clickIn(console, '[data-testid=channel-row][data-channel-name=Plaza]')
      await console.waitForSelector('select[name=mode]')
      await setChoice(console, 'mode', 'open')
      await save(console)
      await eventually('Bert is heard again', async () => (await listen(hearing, 0.5)).both > after.both / 4)
    })

    await t.test('kicked: out and told so, and welcome again', async (t) => {
      await openConsolePage(console, service, 'rooms')
      await actAndSayYes(console, bert.id, 'kick')
      await eventually('Bert is told', async () =>
        (await textOf(speaking, 'status')).includes('A moderator took you out'),
      )
      await eventually('Anna is alone', async () => (await shownPeople(hearing)).length === 0)
      await listen(hearing, 0.5)
      const silent = decibels((await listen(hearing, 1)).both, after.both)
      t.ok(silent < -50, `${silent} dB`)
      await joinVoice(speaking, service.url + (await region.link(bert)))
      await eventually('Bert is heard again', async () => (await listen(hearing, 0.5)).both > after.both / 4)
    })

    await t.test('banned: out, told so, and not let in again', async (_t) => {
      await actAndSayYes(console, bert.id, 'ban')
      await eventually('Bert is told', async () =>
        (await textOf(speaking, 'status')).includes('A moderator keeps you out'),
      )
      await eventually('Anna is alone', async () => (await shownPeople(hearing)).length === 0)
      await speaking.goto(service.url + (await region.link(bert)))
      await speaking.waitForSelector('[data-testid=join]')
      await speaking.click('[data-testid=join]').catch(() => undefined)
      await eventually('Bert is told again', async () =>
        (await textOf(speaking, 'status')).includes('A moderator keeps you out'),
      )
    })

    await t.test('a renewed region secret is warned of, and counts at once', async (t) => {
      await openConsolePage(console, service, 'setup')
      await console.waitForSelector('[data-testid=secret-regionSecret]')
      await openDetails(console)
      await clickIn(console, '[data-testid=secret-regionSecret] [data-testid=renew]')
      await console.waitForSelector('.warning')
      t.match(await console.$eval('.warning', ({ textContent }) => textContent), 'is refused')
      await clickIn(console, '[data-testid=renew-yes]')
      await console.waitForSelector('[data-testid=secret-regionSecret] pre')
      const secret = await console.$eval(
        '[data-testid=secret-regionSecret] pre',
        ({ textContent }) => textContent ?? '',
      )
      await t.rejects(region.push(), /401/)
      await testRegion({ url: service.url, secrets: { regionSecret: secret } }, []).push()
    })
  },
)
