/** The console in a browser: signed in to, and clicked through. */

import type { Page } from 'puppeteer-core'
import type { Service } from '../service.js'
import { clickIn } from './browser.js'

/** Opens the console and signs in, as the first admin. */
export async function signInToConsole(
  page: Page,
  service: Pick<Service, 'url' | 'secrets'>,
  password = service.secrets.adminPassword,
): Promise<void> {
  await page.goto(`${service.url}/admin`)
  await page.waitForSelector('[data-testid=admin-user]')
  await page.type('[data-testid=admin-user]', 'admin')
  await page.type('[data-testid=admin-password]', password)
  await page.click('[data-testid=admin-sign-in]')
  await page.waitForSelector('nav')
}

/** Opens what is folded away on a page. */
export async function openDetails(page: Page): Promise<void> {
  await page.$$eval('details', (all) => {
    for (const one of all) one.open = true
  })
}

/** Opens one of the console's pages by its name in the address. */
export async function openConsolePage(
  page: Page,
  { url }: Pick<Service, 'url'>,
  name: string,
): Promise<void> {
  await page.goto(`${url}/admin#${name}`)
}

/** Somebody's line in the list of a room. */
export const personLine = (agentId: string) => `[data-testid=console-person][data-agent-id="${agentId}"]`

/** Opens somebody's line in the list of a room: why they are silent, and what can be done. */
export async function openPerson(page: Page, agentId: string): Promise<void> {
  await page.waitForSelector(personLine(agentId))
  const line = `${personLine(agentId)} [data-testid=console-open]`
  if (!(await page.$(`${line}[aria-expanded=true]`))) await clickIn(page, line)
  await page.waitForSelector(`${line}[aria-expanded=true]`)
}

/** Does something to somebody that asks before. */
export async function actAndSayYes(page: Page, agentId: string, act: string): Promise<void> {
  await openPerson(page, agentId)
  await clickIn(page, `${personLine(agentId)} [data-testid=act-${act}]`)
  await clickIn(page, '[data-testid=act-yes]')
}
