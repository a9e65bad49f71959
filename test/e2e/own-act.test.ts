/** The microphone opens by nothing but the resident's own act: keys, fingers, reloads and restored tabs, as heard. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import {
  enterVoice,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  WHOLE_CHROMIUM,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { noFirefox, openFirefox } from '../helpers/browser/firefox.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

/** Firefox's pretend microphone is quieter than Chromium's. */
const LOUD = 0.001
const SILENT = LOUD / 10

interface Two {
  readonly speaking: Page
  isHeard(): Promise<unknown>
  isSilent(): Promise<unknown>
  mic(): Promise<{ readonly state: string | undefined; readonly pressed: string | null }>
}

const focus = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).focus())

/** Somebody who hears, and somebody whose microphone is off, by a click. */
async function two(t: Test, open: (link: string) => Promise<Page>): Promise<Two> {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Hears'), testAvatar('Bert Acts', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Stage')
  await region.push()
  const hearing = await enterVoice(t, service, region, anna, undefined)
  const speaking = await open(service.url + (await region.link(bert)))
  const loudness = async () => (await listen(hearing, 0.3)).both
  const found: Two = {
    speaking,
    isHeard: () => eventually('a voice', async () => (await loudness()) > LOUD),
    isSilent: () => eventually('silence', async () => (await loudness()) < SILENT),
    mic: () =>
      speaking.$eval('[data-testid=mic]', (mic) => ({
        state: (mic as HTMLElement).dataset.state,
        pressed: mic.ariaPressed,
      })),
  }
  await found.isHeard()
  await speaking.click('[data-testid=mic]')
  await found.isSilent()
  t.strictSame(await found.mic(), { state: 'off', pressed: 'false' })
  await speaking.click('[data-testid=settings]')
  await speaking.waitForSelector('[data-testid=settings-panel]')
  return found
}

async function holdAnywhere(t: Test, { speaking, isHeard, isSilent, mic }: Two): Promise<void> {
  // A text to type in, and a link.
  await speaking.evaluate(() => {
    for (const html of ['<textarea id=text></textarea>', '<a id=link href="#went">somewhere</a>'])
      document.body.insertAdjacentHTML('beforeend', html)
  })
  const values = () =>
    speaking.evaluate(() => ({
      inputs: [...document.querySelectorAll('.people input, .panel input, .panel select')].map((element) => {
        const { type, value, checked } = element as HTMLInputElement
        return type === 'checkbox' ? checked : value
      }),
      pressed: [...document.querySelectorAll('[aria-pressed]:not([data-testid=ptt])')].map(
        (button) => button.ariaPressed,
      ),
      place: location.hash,
      panel: document.querySelector('[data-testid=settings-panel]') !== null,
    }))
  const before = await values()
  const micIs = (wanted: string) =>
    eventually(`the microphone is ${wanted}`, async () => (await mic()).state === wanted)
  await focus(speaking, '[data-testid=mic]')
  await speaking.keyboard.down(' ')
  await isHeard()
  await speaking.keyboard.up(' ')
  await isSilent()
  // What the page says of its microphone was just heard to be so.
  for (const selector of [
    '[data-testid=mic]',
    '[data-testid=mute]',
    '[data-testid=volume]',
    '[data-testid=leave]',
    '[data-testid=setting-headphones]',
    '[data-testid=setting-inputDevice]',
    '#link',
  ]) {
    await focus(speaking, selector)
    await speaking.keyboard.down(' ')
    await micIs('held')
    await speaking.keyboard.up(' ')
    await micIs('off')
    t.equal((await mic()).pressed, 'false', `${selector}: off as before`)
    t.strictSame(await values(), before, `${selector}: and was not pressed`)
  }
  await focus(speaking, '#text')
  await speaking.keyboard.down(' ')
  await speaking.keyboard.press('m')
  t.equal((await mic()).state, 'off', 'where text is typed a key is a letter')
  await speaking.keyboard.up(' ')
  t.equal(await speaking.$eval('#text', (text) => (text as HTMLTextAreaElement).value), ' m')
  await focus(speaking, '[data-testid=setting-mutedSound]')
  await speaking.keyboard.press('Enter')
  t.equal(
    await speaking.$eval('[data-testid=setting-mutedSound]', (box) => (box as HTMLInputElement).checked),
    false,
    'a tick is set by the other key',
  )
  await speaking.$eval('#text', (text) => (text as HTMLElement).blur())
}

/**
 * What only a browser decides; what an event says, such as a window that loses the focus, is tested without one.
 * @param others ways to lose the key that not every browser's driver can play
 */
async function losesWhatIsHeld(
  t: Test,
  { speaking, isHeard, isSilent, mic }: Two,
  others: Readonly<Record<string, () => Promise<unknown>>> = {},
): Promise<void> {
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    'it comes up over what was clicked meanwhile': async () => {
      await speaking.$eval('[data-testid=mute]', (button) => (button as HTMLElement).focus())
      await speaking.click('[data-testid=mute]')
      await speaking.keyboard.up(' ')
      await speaking.click('[data-testid=mute]')
    },
    'a list that opens': () => focus(speaking, '[data-testid=setting-inputDevice]'),
    'a dialog of the browser': async () => {
      const dialog = new Promise<void>((resolve) =>
        speaking.once('dialog', async (opened) => {
          // The browser keeps the key's end to itself.
          await isSilent()
          await opened.accept()
          resolve()
        }),
      )
      await speaking.evaluate(() => void setTimeout(() => confirm('Really?')))
      await dialog
    },
    ...others,
  }
  for (const [name, way] of Object.entries(ways)) {
    await speaking.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await speaking.keyboard.down(' ')
    await isHeard()
    await way()
    await isSilent()
    t.strictSame(await mic(), { state: 'off', pressed: 'false' }, name)
    await speaking.bringToFront()
    // Whatever it is that is held: only its next press talks again.
    await speaking.keyboard.down(' ')
    await speaking.keyboard.up(' ')
    await eventually('off again', async () => (await mic()).state === 'off')
  }
}

async function losesThePointer(t: Test, { speaking, isHeard, isSilent, mic }: Two): Promise<void> {
  const button = await speaking.waitForSelector('[data-testid=ptt]')
  if (!button) throw new Error('no button')
  await button.hover()
  await speaking.mouse.down()
  await isHeard()
  await speaking.mouse.move(0, 0)
  await isSilent()
  t.equal((await mic()).state, 'off', 'slid off')
  await button.hover()
  await isSilent()
  await speaking.mouse.up()
  for (const type of ['pointercancel', 'lostpointercapture', 'blur']) {
    await button.hover()
    await speaking.mouse.down()
    await isHeard()
    await button.evaluate((element, kind) => element.dispatchEvent(new Event(kind)), type)
    await isSilent()
    await speaking.mouse.up()
  }
  await button.hover()
  await speaking.mouse.down({ button: 'right' })
  t.equal((await mic()).state, 'off', 'the other button of a mouse asks for a menu')
  await speaking.mouse.up({ button: 'right' })
}

/** @param leaveFor how long the tab seems to have been away, milliseconds */
async function reload(page: Page, leaveFor = 0): Promise<void> {
  const id = await page.evaluateOnNewDocument((milliseconds) => {
    const now = Date.now
    Date.now = () => now() + milliseconds
  }, leaveFor)
  await page.reload()
  await page.removeScriptToEvaluateOnNewDocument(id.identifier)
}

async function staysOff(t: Test, { speaking, isHeard, isSilent, mic }: Two): Promise<void> {
  const rejoins = () => speaking.waitForSelector('[data-testid=status][data-state=connected]')
  await reload(speaking)
  await rejoins()
  // The browser is asked for the microphone first.
  await eventually('the microphone is there', async () => (await mic()).state !== 'not-heard')
  t.strictSame(await mic(), { state: 'off', pressed: 'false' }, 'off stays off')
  await isSilent()
  await speaking.click('[data-testid=mic]')
  await isHeard()
  await reload(speaking)
  await rejoins()
  await isHeard()

  await reload(speaking, 70_000)
  await speaking.waitForSelector('[data-testid=status][data-state=ready]')
  await isSilent()
  t.equal(await speaking.$('[data-testid=mic]'), null, 'yesterday’s tab waits for a click')
  await speaking.click('[data-testid=join]')
  await rejoins()
  await isHeard()
  await speaking.goto('about:blank')
  await speaking.goBack()
  await speaking.waitForSelector('[data-testid=status][data-state=ready]')
  await isSilent()
  t.equal(await speaking.$('[data-testid=mic]'), null, 'and so does one that the browser brought back')
}

t.test('in Chromium', { skip: noBrowser }, async (t) => {
  const chromium = await openBrowser('sweep', [], WHOLE_CHROMIUM)
  t.teardown(() => chromium.close())
  const both = await two(t, async (link) => {
    const page = await chromium.newPage()
    await withoutProcessing(page)
    await joinVoice(page, link)
    return page
  })
  await t.test('the key talks wherever the focus is, and presses nothing', (t) => holdAnywhere(t, both))
  await t.test('what the page cannot see the end of, ends', (t) =>
    losesWhatIsHeld(t, both, {
      'a tab that is hidden': async () => {
        const other = await chromium.browser.newPage()
        await other.bringToFront()
        await both.isSilent()
        await other.close()
      },
      'a dialog of the page': async () => {
        await both.speaking.evaluate(() => {
          document.body.insertAdjacentHTML('beforeend', '<dialog id=dialog><button>OK</button></dialog>')
          document.querySelector('dialog')?.showModal()
        })
        await both.isSilent()
        await both.speaking.evaluate(() => document.querySelector('dialog')?.remove())
      },
    }),
  )
  await t.test('so does a pointer', async (t) => {
    await losesThePointer(t, both)
    const { speaking, isHeard, isSilent } = both
    const button = await speaking.waitForSelector('[data-testid=ptt]')
    const box = await button?.boundingBox()
    const finger = await button?.touchStart()
    await isHeard()
    await finger?.move((box?.x ?? 0) + 4, (box?.y ?? 0) + 4)
    await isHeard()
    await finger?.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 150)
    await isSilent()
    await finger?.end()
    await isSilent()
  })
  await t.test('off stays off, and a restored tab waits', (t) => staysOff(t, both))
})

t.test('in Firefox', { skip: noFirefox }, async (t) => {
  const both = await two(t, async (link) => {
    const page = await openFirefox(t)
    await joinVoice(page, link)
    return page
  })
  await t.test('the key talks wherever the focus is, and presses nothing', (t) => holdAnywhere(t, both))
  await t.test('what the page cannot see the end of, ends', (t) => losesWhatIsHeld(t, both))
  await t.test('so does a pointer', (t) => losesThePointer(t, both))
  await t.test('off stays off, and a restored tab waits', (t) => staysOff(t, both))
})
