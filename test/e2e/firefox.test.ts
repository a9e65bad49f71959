/** Firefox and Chromium hear each other: the page in another browser's engine. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  clickIn,
  joinVoice,
  listen,
  openBrowser,
  shownPeople,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { noFirefox, openFirefox } from '../helpers/browser/firefox.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

/** The only other person as a page shows it. */
async function other(page: Page) {
  const [person, ...rest] = await shownPeople(page)
  return rest.length === 0 ? person : undefined
}

/** Waits for so many more frames of the other one's picture. */
async function pictureIn(page: Page, frames: number): Promise<void> {
  await page.waitForSelector('[data-testid=remote-video]')
  await page.$eval(
    '[data-testid=remote-video]',
    async (element, frames) => {
      const video = element as HTMLVideoElement
      for (let seen = 0; seen < frames; seen += 1)
        await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
    },
    frames,
  )
}

t.test('Firefox and Chromium hear each other', { skip: noFirefox }, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  let service = await startService({ DATA_DIR: dataDir })
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Fox'), testAvatar('Bert Chrome', [115, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Den')
  await region.push()

  const fox = await openFirefox(t)
  await joinVoice(fox, service.url + (await region.link(anna)))

  const chromium = await openBrowser('sweep')
  t.teardown(() => chromium.close())
  const page = await chromium.newPage()
  await withoutProcessing(page)
  await joinVoice(page, service.url + (await region.link(bert)))

  for (const one of [fox, page])
    await eventually('connected', async () => (await other(one))?.media === 'p2p')
  await eventually('Firefox hears Chromium', async () => (await other(fox))?.speaking)
  const isHeardIn = (one: Page) => eventually('a voice', async () => (await listen(one, 0.5)).both > 0.001)
  const isSilentIn = (one: Page) => eventually('silence', async () => (await listen(one, 0.5)).both < 0.0001)
  await isHeardIn(page)
  t.equal(await fox.$('[data-testid=error]'), null)

  await t.test('the microphone’s switch, and the key that is held', async () => {
    await clickIn(fox, '[data-testid=mic][aria-pressed=true]')
    await fox.waitForSelector('[data-testid=mic][aria-pressed=false]')
    await isSilentIn(page)
    await fox.evaluate(() => (document.activeElement as HTMLElement).blur())
    await fox.keyboard.down(' ')
    await isHeardIn(page)
    await fox.keyboard.up(' ')
    await isSilentIn(page)
    await clickIn(fox, '[data-testid=mic][aria-pressed=false]')
    await isHeardIn(page)
  })

  await t.test('pictures in a call, both ways', async () => {
    await clickIn(page, '[data-testid=call-tab]')
    await page.waitForSelector('[data-testid=find-people]')
    await page.type('[data-testid=find-people]', 'anna fox')
    await clickIn(page, '[data-testid=call-found]')
    await clickIn(fox, '[data-testid=call-accept]')
    for (const [one, other] of [
      [fox, page],
      [page, fox],
    ] as const) {
      await eventually('the other one takes pictures', async () => {
        await clickIn(one, '[data-testid=camera][aria-pressed=false]')
        return one.waitForSelector('[data-testid=own-video]', { timeout: 1000 }).catch(() => undefined)
      })
      await pictureIn(other, 5)
    }
    // Headless, Firefox has no screen to offer (NotFoundError), so a canvas stands for what would be chosen.
    await fox.evaluate(() => {
      navigator.mediaDevices.getDisplayMedia = async () => {
        const canvas = document.createElement('canvas')
        Object.assign(canvas, { width: 640, height: 360 })
        const drawing = canvas.getContext('2d')
        setInterval(() => drawing?.fillRect(Math.random() * 600, Math.random() * 300, 40, 40), 50)
        return canvas.captureStream(10)
      }
    })
    await clickIn(fox, '[data-testid=screen]')
    await page.waitForSelector('.picture-of[data-kind=screen] [data-testid=remote-video]')
    await pictureIn(page, 3)
    await clickIn(fox, '[data-testid=screen][aria-pressed=true]')
    await page.waitForSelector('[data-testid=remote-video]', { hidden: true })
    await isHeardIn(page)
    await clickIn(page, '[data-testid=call-hang-up]')
    await page.waitForSelector('[data-testid=pictures]', { hidden: true })
  })

  await t.test('a killed service, and its successor', async () => {
    await service.stop('SIGKILL')
    await waitForStatus(fox, 'The voice service is out of reach')
    await isHeardIn(page)
    service = await startService({ DATA_DIR: dataDir, PORT: String(service.port) })
    await region.push()
    for (const one of [fox, page]) {
      await waitForStatus(one, 'connected')
      await eventually('the other speaks', async () => (await other(one))?.speaking)
    }
    await isHeardIn(page)
  })

  await fox.waitForSelector('[data-testid=radar]')
  await clickIn(fox, '[data-testid=settings]')
  await fox.waitForSelector('[data-testid=setting-headphones]')
})
