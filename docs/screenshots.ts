/**
 * Takes the pictures in docs/ and writes docs/screens.md: `npm run screenshots`. With words as arguments, takes only the
 * screens of the voice page whose names contain one of them.
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { openBrowser } from '../test/helpers/browser/browser.js'
import { openScreen, screens } from '../test/helpers/browser/screens.js'
import { freeUdpPort } from '../test/helpers/media/test-hub.js'
import { startFakeSimulator } from '../test/helpers/regions/fake-simulator.js'
import { testUuid } from '../test/helpers/regions/region.js'
import { regionsFileOf } from '../test/helpers/regions/regions-json.js'
import { seedHistory } from '../test/helpers/seeded-history.js'
import { placeCertificate } from '../test/helpers/servers/certificate.js'
import { startService } from '../test/helpers/service.js'
import { takeConsolePictures } from './console-pictures.js'
import { takeSheet } from './contact-sheet.js'
import { takeWalk } from './walk-pictures.js'

const FOLDER = 'docs/images'
const SHEETS = 'docs/images/screens'
const LANGUAGE = ['--lang=en', '--accept-lang=en']

const words = process.argv.slice(2)

const mediaPort = String(await freeUdpPort())
const dataDir = await mkdtemp(join(tmpdir(), 'voice-pictures-'))
await placeCertificate(dataDir)
await seedHistory(dataDir)
// A region that is polled, so that people can sign in by a code that they are shown there.
const simulator = await startFakeSimulator([
  {
    id: testUuid(),
    name: 'Harbour',
    agents: ['Anna Lind', 'Bert Voss', 'Mira Kovač'].map((name) => ({
      id: testUuid(),
      name,
      pos: [128, 128, 25],
    })),
  },
])
const regionsFile = join(dataDir, 'regions.json')
await writeFile(regionsFile, JSON.stringify(regionsFileOf([simulator])))
const service = await startService({
  DATA_DIR: dataDir,
  LOG_LEVEL: 'error',
  REMOTE_ADMIN_FILE: regionsFile,
  MEDIA_PORT_MIN: mediaPort,
  MEDIA_PORT_MAX: mediaPort,
})
await mkdir(SHEETS, { recursive: true })

/** The part that fits the window, as a person sees it. */
async function take(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.webp`) as `${string}.webp`
  await page.screenshot({ path, type: 'webp', quality: 60 })
}

const sheets: string[] = []
async function sheet(browser: Browser, page: Page, name: string): Promise<void> {
  sheets.push(name)
  process.stdout.write(`${name}\n`)
  await takeSheet(browser, page, `${SHEETS}/${name}.webp`)
}

const { browser, close } = await openBrowser('anna', LANGUAGE)
for (const screen of screens) {
  if (words.length > 0 && !words.some((word) => screen.name.includes(word))) continue
  const page = await browser.newPage()
  await openScreen(page, service.url, screen)
  await sheet(browser, page, screen.name)
  await page.close()
}
await close()

if (words.length === 0) {
  const endings: (() => unknown)[] = []
  const teardown = (end: () => unknown) => endings.push(end)
  await takeWalk(service, { take, teardown })
  const ofPage = sheets.splice(0)
  await takeConsolePictures(service, { take, takeSheet: sheet, teardown })
  await writeFile('docs/screens.md', screensPage(ofPage, sheets))
  for (const end of endings.reverse()) await end()
}
await service.stop()
await simulator.down()
await rm(dataDir, { recursive: true })
process.exit(0)

function screensPage(ofPage: readonly string[], ofConsole: readonly string[]): string {
  const listed = (names: readonly string[]) =>
    names.map((name) => `### ${name.replaceAll('-', ' ')}\n![](images/screens/${name}.webp)\n`).join('\n')
  return `# Every screen

\`npm run screenshots\` takes these pictures again: each screen on a phone, a laptop and a desktop (390, 1024 and 1440 pixels
wide), light above dark. \`test/e2e/screens.test.ts\` brings the same screens before axe-core.

## The voice page
${listed(ofPage)}
## The console
${listed(ofConsole)}`
}
