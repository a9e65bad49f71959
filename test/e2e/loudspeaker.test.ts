/** The loudspeaker: whatever stops it is noticed, repaired or said, and people are heard again. Measured by what is played. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  enterVoice,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.003

interface Outputs {
  /** Every AudioContext that the page made, the newest last. */
  outputs: AudioContext[]
  /** What the browser does with `resume`. */
  resuming: 'at once' | 'after a click' | 'slowly'
  clicked: boolean
  /** Kinds of trouble that were on the screen at any time. */
  told: string[]
}

/** Keeps what the page makes, and lets a test decide when an output may run. */
function tamperWithOutputs(): void {
  const shared = globalThis as unknown as Outputs
  Object.assign(shared, { outputs: [], resuming: 'at once', clicked: false, told: [] })
  const resume = AudioContext.prototype.resume
  window.addEventListener(
    'click',
    () => {
      shared.clicked = true
    },
    { capture: true },
  )
  AudioContext.prototype.resume = function (this: AudioContext) {
    if (shared.resuming === 'at once') return resume.call(this)
    if (shared.resuming === 'slowly')
      return new Promise((done) => setTimeout(() => done(resume.call(this)), 2500))
    if (!shared.clicked) return new Promise(() => undefined)
    return resume.call(this)
  }
  const Original = AudioContext
  class Kept extends Original {
    constructor(options?: AudioContextOptions) {
      super(options)
      shared.outputs.push(this)
      // Where a page may play, a new one starts by itself.
      if (shared.resuming === 'slowly') this.suspend()
    }
  }
  Object.assign(globalThis, { AudioContext: Kept })
  const note = () => {
    const state = document.querySelector('[data-testid=output]')?.getAttribute('data-state')
    if (state && shared.told.at(-1) !== state) shared.told.push(state)
  }
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true }),
  )
}

const isHeard = (page: Page) => eventually('a voice', async () => (await listen(page, 0.4)).both > LOUD)
const told = (page: Page) => page.evaluate(() => (globalThis as unknown as Outputs).told)

t.test('the loudspeaker', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Speaks'), testAvatar('Bert Hears', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Hall')
  await region.push()
  await enterVoice(t, service, region, anna, 'sweep')
  const browser = await openBrowser(undefined)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.evaluateOnNewDocument(tamperWithOutputs)
  await joinVoice(page, service.url + (await region.link(bert)))
  await isHeard(page)

  await t.test('an output that is suspended goes on by itself, without a word', async (t) => {
    for (let round = 0; round < 2; round += 1) {
      await page.evaluate(() => (globalThis as unknown as Outputs).outputs.at(-1)?.suspend())
      await isHeard(page)
    }
    t.strictSame(await told(page), [])
  })

  await t.test('one that stays silent is told, and any click is enough', async (t) => {
    await page.evaluate(() => {
      const shared = globalThis as unknown as Outputs
      shared.resuming = 'after a click'
      shared.clicked = false
      return shared.outputs.at(-1)?.suspend()
    })
    await page.waitForSelector('[data-testid=output][data-state=interrupted]', { timeout: 5000 })
    await page.click('h1')
    await isHeard(page)
    t.equal(await page.$('[data-testid=output]'), null)
  })

  await t.test('one that no click wakes is replaced, with everybody who is heard', async (t) => {
    await page.evaluate(() => {
      const shared = globalThis as unknown as Outputs
      shared.resuming = 'at once'
      const dead = shared.outputs.at(-1)
      if (!dead) return
      dead.suspend()
      Object.assign(dead, { resume: () => new Promise(() => undefined) })
    })
    await page.waitForSelector('[data-testid=output][data-state=interrupted]', { timeout: 5000 })
    await page.keyboard.press('ArrowDown')
    await isHeard(page)
    t.equal(await page.evaluate(() => (globalThis as unknown as Outputs).outputs.length), 2)
  })

  await t.test('one that says it runs while its clock stands still is replaced by itself', async (t) => {
    await page.evaluate(() => {
      const dead = (globalThis as unknown as Outputs).outputs.at(-1)
      if (!dead) return
      dead.suspend()
      Object.defineProperty(dead, 'state', { get: () => 'running' })
      Object.assign(dead, { resume: async () => undefined, suspend: async () => undefined })
    })
    await isHeard(page)
    t.equal(await page.evaluate(() => (globalThis as unknown as Outputs).outputs.length), 3)
  })

  await t.test('what pauses a browser’s media pauses nobody', async () => {
    await page.evaluate(() => {
      const play = HTMLMediaElement.prototype.play
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        const { paused = [] } = globalThis as unknown as { paused?: HTMLMediaElement[] }
        Object.assign(globalThis, { paused: [...paused, this] })
        return play.call(this)
      }
    })
    await page.evaluate(() => (globalThis as unknown as Outputs).outputs.at(-1)?.close())
    await isHeard(page)
    const wasPaused = await page.evaluate(() => {
      const { paused = [] } = globalThis as unknown as { paused?: HTMLMediaElement[] }
      for (const element of paused) element.pause()
      return paused.length
    })
    t.ok(wasPaused > 0)
    // Not every browser falls silent by it, but those do that count a paused element as one that needs no sound.
    await eventually('they play again', () =>
      page.evaluate(() => {
        const { paused = [] } = globalThis as unknown as { paused?: HTMLMediaElement[] }
        return paused.every((element) => !element.paused || !element.srcObject)
      }),
    )
    await isHeard(page)
  })

  await t.test('one that is slow to start is waited for, and no click is asked for', async (t) => {
    await page.evaluateOnNewDocument(() => {
      Object.assign(globalThis, { resuming: 'slowly' })
    })
    await page.reload()
    await waitForStatus(page, 'connected')
    await isHeard(page)
    t.strictSame(await told(page), [])
  })
})

t.test('a browser that waits for a click says so, and plays at the first', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Speaks'), testAvatar('Bert Waits', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Hall')
  await region.push()
  await enterVoice(t, service, region, anna, 'sweep')
  const { newPage, close } = await openBrowser(undefined, [
    '--autoplay-policy=document-user-activation-required',
  ])
  t.teardown(close)
  const page = await newPage()
  // Another link in a tab in which the resident talked a moment ago: it goes on, and nobody has clicked on this page.
  await page.evaluateOnNewDocument(() => sessionStorage.setItem('voice-joined', String(Date.now())))
  const session = await page.createCDPSession()
  await page.goto(service.url + (await region.link(bert)))
  await eventually('it says so', async () => {
    // What Puppeteer evaluates counts as a gesture; this does not.
    const expression = "document.querySelector('[data-testid=output]')?.dataset.state"
    const { result } = await session.send('Runtime.evaluate', { expression })
    return result.value === 'awaiting-gesture'
  })
  await page.click('h1')
  await isHeard(page)
  t.equal(await page.$('[data-testid=output]'), null)
})
