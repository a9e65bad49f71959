/** A page in the colours that its system forces on it, and what cannot be read then. */

import type { CDPSession, Page } from 'puppeteer-core'

/** Kept as long as the page: a session that is detached takes the page's virtual passkeys with it. */
const sessions = new WeakMap<Page, CDPSession>()

async function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? (await page.createCDPSession())
  sessions.set(page, session)
  return session
}

/** Words in buttons and links that have the colour of what is behind them. */
export async function unreadableInForcedColours(page: Page): Promise<string[]> {
  const session = await sessionOf(page)
  const force = (value: 'active' | '') =>
    session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] })
  await force('active')
  const found = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('p'))
    probe.style.backgroundColor = 'Canvas'
    const canvas = getComputedStyle(probe).backgroundColor
    probe.remove()
    const isClear = (colour: string) => /^rgba\(.*, 0\)$/.test(colour)
    /** The browser lays the canvas behind words, but not where an element keeps its own colours. */
    const groundOf = (element: Element | null): string => {
      if (!element) return canvas
      const { backgroundColor, forcedColorAdjust } = getComputedStyle(element)
      if (forcedColorAdjust !== 'none') return canvas
      return isClear(backgroundColor) ? groundOf(element.parentElement) : backgroundColor
    }
    return [...document.querySelectorAll('button, a, .badge, .notice')]
      .filter((element) => element.checkVisibility() && (element.textContent ?? '').trim() !== '')
      .filter((element) => getComputedStyle(element).color === groundOf(element))
      .map((element) => (element.textContent ?? '').trim().slice(0, 60))
  })
  await force('')
  return found
}
