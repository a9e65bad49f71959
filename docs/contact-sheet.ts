/** One picture of a screen in three widths, light above dark: what an eye compares at once. */

import type { Browser, Page, Viewport } from 'puppeteer-core'

export const PHONE: Viewport = { width: 390, height: 844 }
export const LAPTOP: Viewport = { width: 1024, height: 700 }
export const DESKTOP: Viewport = { width: 1440, height: 900 }

export type Scheme = 'light' | 'dark'

/** Each screen is drawn that high on the sheet, in pixels. */
const DRAWN_HEIGHT = 420
const QUALITY = 55

/** Changes begin with a change of the window, and are shown at once where motion is reduced. */
const SETTLE_MS = 250

/** The window as it is from now on: its size, the colours, and no motion that a picture would catch half done. */
export async function look(page: Page, size: Viewport, scheme: Scheme): Promise<void> {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ])
  await page.setViewport(size)
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
}

/** Takes a page in every width and both colour schemes, and writes one WebP picture of them all. */
export async function takeSheet(browser: Browser, page: Page, path: `${string}.webp`): Promise<void> {
  const rows: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    const pictures: string[] = []
    for (const size of [PHONE, LAPTOP, DESKTOP]) {
      await look(page, size, scheme)
      const data = await page.screenshot({ type: 'webp', quality: 80, encoding: 'base64' })
      pictures.push(`<img src="data:image/webp;base64,${data}" height="${DRAWN_HEIGHT}" alt="">`)
    }
    rows.push(`<div>${pictures.join('')}</div>`)
  }
  const sheet = await browser.newPage()
  await sheet.setContent(
    `<style>
      body { margin: 0; background: #808080; }
      main { display: inline-block; padding: 4px; }
      div { display: flex; }
      img { margin: 4px; }
    </style>
    <main>${rows.join('')}</main>`,
    { waitUntil: 'load' },
  )
  await sheet.setViewport({ width: 1800, height: 900 })
  const main = await sheet.$('main')
  await main?.screenshot({ path, type: 'webp', quality: QUALITY })
  await sheet.close()
}
