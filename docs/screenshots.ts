/** Takes the pictures of docs/screens.md: `npm run screenshots`. With a folder as argument: of every screen. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { openBrowser } from '../test/helpers/browser.js'
import { openScreen, screens } from '../test/helpers/screens.js'
import { startService } from '../test/helpers/service.js'

const everything = process.argv[2]

const service = await startService({ LOG_LEVEL: 'error' })

async function take(page: Page, folder: string, name: string): Promise<void> {
  await page.screenshot({
    path: join(folder, `${name}.webp`) as `${string}.webp`,
    type: 'webp',
    quality: 60,
    fullPage: true,
  })
}

if (everything) {
  await mkdir(everything, { recursive: true })
  for (const language of ['en', 'de']) {
    const { browser, close } = await openBrowser('anna', [`--lang=${language}`, `--accept-lang=${language}`])
    for (const screen of screens) {
      const page = await browser.newPage()
      await openScreen(page, service.url, screen)
      const dark = language === 'de'
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
      for (const width of [360, 1100]) {
        await page.setViewport({ width, height: 400 })
        await new Promise((resolve) => setTimeout(resolve, 200))
        await take(page, everything, `${screen.name}-${language}-${width}`)
      }
      await page.close()
    }
    await close()
  }
}
await service.stop()
