/** The console in a browser: signed in to, and clicked through. */

import type { Page } from 'puppeteer-core'
import type { Service } from '../service.js'

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

/** Opens one of the console's pages by its name in the address. */
export async function openConsolePage(
  page: Page,
  { url }: Pick<Service, 'url'>,
  name: string,
): Promise<void> {
  await page.goto(`${url}/admin#${name}`)
}
