/** What a resident goes through, in pictures of the real page: first sight, ready, talking, somebody's card, a call. */

import type { Page } from 'puppeteer-core'
import {
  clickIn,
  joinVoice,
  openBrowser,
  shownPeople,
  waitForStatus,
} from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar } from '../test/helpers/regions/region.js'
import type { Service } from '../test/helpers/service.js'
import { DESKTOP, LAPTOP, look, PHONE } from './contact-sheet.js'
import { fillRoom } from './room-scene.js'

const LANGUAGE = ['--lang=en', '--accept-lang=en']

export interface WalkPictures {
  /** Takes a picture of a page as it is, under a name. */
  readonly take: (page: Page, name: string) => Promise<void>
  readonly teardown: (end: () => unknown) => unknown
}

export async function takeWalk(service: Service, { take, teardown }: WalkPictures): Promise<void> {
  const { region, listener } = await fillRoom(service, teardown)
  const caller = testAvatar('Nora Lindqvist', [131, 120, 25])
  region.avatars.push(caller)
  await region.push()
  const own = await openBrowser('anna', LANGUAGE)
  const others = await openBrowser('bert', LANGUAGE)
  teardown(own.close)
  teardown(others.close)

  const page = await own.browser.newPage()
  await look(page, PHONE, 'light')
  await page.goto(service.url)
  await page.waitForSelector('[data-testid=avatar-choice]')
  await take(page, 'walk-1-sign-in')
  await page.goto(service.url + (await region.link(listener)))
  await waitForStatus(page, 'ready')
  await take(page, 'walk-2-ready')

  await page.click('[data-testid=join]')
  await page.waitForSelector('[data-testid=radar]')
  await eventually('two are heard', async () => {
    const people = await shownPeople(page)
    return people.filter(({ media, speaking }) => media && speaking).length === 2
  })
  await look(page, LAPTOP, 'light')
  await take(page, 'page')
  await look(page, DESKTOP, 'dark')
  await take(page, 'page-wide-dark')
  await look(page, PHONE, 'dark')
  await take(page, 'page-narrow-dark')
  await look(page, PHONE, 'light')
  await take(page, 'walk-3-talk')

  const person = await page.waitForSelector('[data-testid=participant] [data-testid=person]')
  await person?.evaluate((button) => (button as HTMLElement).click())
  await page.waitForSelector('[data-testid=person-card]')
  await look(page, PHONE, 'light')
  await take(page, 'walk-4-person')
  await page.keyboard.press('Escape')

  await clickIn(page, '[data-testid=settings]')
  await page.waitForSelector('[data-testid=settings-panel]')
  await look(page, PHONE, 'light')
  await take(page, 'settings')
  await clickIn(page, '[data-testid=settings]')
  await clickIn(page, '[data-testid=checks]')
  await page.waitForSelector('[data-testid=check-range]:not([data-state=running])')
  await look(page, PHONE, 'light')
  await take(page, 'checks')
  await clickIn(page, '[data-testid=checks]')

  const other = await others.browser.newPage()
  await joinVoice(other, service.url + (await region.link(caller)))
  const found = `[data-testid=participant][data-agent-id="${listener.id}"] [data-testid=person]`
  await clickIn(other, found)
  await clickIn(other, '[data-testid=person-card] [data-testid=call-button]')
  await page.waitForSelector('[data-testid=incoming-call]')
  await look(page, PHONE, 'light')
  await take(page, 'walk-5-ring')
  await clickIn(page, '[data-testid=call-accept]')
  await page.waitForSelector('[data-testid=call][data-state=active]')
  await look(page, PHONE, 'light')
  await take(page, 'walk-6-call')
}
