/** Takes the pictures in docs/: `npm run screenshots`. With a folder as argument, takes every screen of the voice page. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page, Viewport } from 'puppeteer-core'
import { joinVoice, openBrowser, shownPeople } from '../test/helpers/browser/browser.js'
import { openScreen, screens } from '../test/helpers/browser/screens.js'
import { eventually } from '../test/helpers/eventually.js'
import { freeUdpPort } from '../test/helpers/media/test-hub.js'
import { startService } from '../test/helpers/service.js'
import { takeConsolePictures } from './console-pictures.js'
import { fillRoom } from './room-scene.js'

const everything = process.argv[2]

const PHONE = { width: 390, height: 844 }
const LAPTOP = { width: 1024, height: 700 }

const mediaPort = String(await freeUdpPort())
const service = await startService({
  LOG_LEVEL: 'error',
  MEDIA_PORT_MIN: mediaPort,
  MEDIA_PORT_MAX: mediaPort,
})

/** The part that fits the window, as a resident sees it. */
async function take(page: Page, folder: string, name: string): Promise<void> {
  const path = join(folder, `${name}.webp`) as `${string}.webp`
  await page.screenshot({ path, type: 'webp', quality: 60 })
}

async function look(page: Page, size: Viewport, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.setViewport(size)
  await new Promise((resolve) => setTimeout(resolve, 300))
}

if (everything) {
  await mkdir(everything, { recursive: true })
  for (const language of ['en', 'de']) {
    const { browser, close } = await openBrowser('anna', [`--lang=${language}`, `--accept-lang=${language}`])
    for (const screen of screens) {
      const page = await browser.newPage()
      await openScreen(page, service.url, screen)
      for (const { width, height } of [PHONE, LAPTOP]) {
        await look(page, { width, height }, language === 'de' ? 'dark' : 'light')
        await take(page, everything, `${screen.name}-${language}-${width}`)
      }
      await page.close()
    }
    await close()
  }
} else {
  const folder = 'docs/images'
  const endings: (() => unknown)[] = []
  const teardown = (end: () => unknown) => endings.push(end)
  const { region, listener } = await fillRoom(service, teardown)
  const { browser, close } = await openBrowser('anna', ['--lang=en', '--accept-lang=en'])
  const room = await browser.newPage()
  await joinVoice(room, service.url + (await region.link(listener)))
  await room.waitForSelector('[data-testid=radar]')
  await eventually('two are heard', async () => {
    const people = await shownPeople(room)
    return people.filter(({ media, speaking }) => media && speaking).length === 2
  })
  await look(room, LAPTOP, 'light')
  await take(room, folder, 'page')
  await look(room, PHONE, 'dark')
  await take(room, folder, 'page-narrow-dark')
  await room.click('[data-testid=settings]')
  await room.waitForSelector('[data-testid=settings-panel]')
  await look(room, PHONE, 'light')
  await take(room, folder, 'settings')
  await room.close()
  for (const name of [
    'sign-in',
    'ready',
    'microphone-NotAllowedError',
    'reconnecting',
    'banned',
    'elsewhere',
    'checks',
  ]) {
    const screen = screens.find((one) => one.name === name)
    if (!screen) throw new Error(`no screen ${name}`)
    const page = await browser.newPage()
    await openScreen(page, service.url, screen)
    await look(page, PHONE, 'light')
    await take(page, folder, name)
    await page.close()
  }
  await close()
  await takeConsolePictures(service, teardown, look, (page, name) => take(page, folder, name))
  for (const end of endings.reverse()) await end()
}
await service.stop()
process.exit(0)
