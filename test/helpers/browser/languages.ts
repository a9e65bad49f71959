/** A page in one language after another, and the controls whose words do not fit into them. */

import type { Page } from 'puppeteer-core'
import { LANGUAGE_CODES, type Language } from '../../../src/pure/languages.js'

/** Controls, and what names them. */
const CONTROLS = 'button, a, label, legend, summary, [role=tab], h1, h2, h3, th'

async function nextPicture(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** Runs in the page: what does not fit on the screen, or into its control. */
function clippedHere(controls: string): string[] {
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
  const found: string[] = []
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element),
    )
    const names = wide.slice(-3).map(({ localName, className }) => `${localName}.${className}`)
    found.push(`the page is too wide: ${names.join(', ')}`)
  }
  for (const element of document.querySelectorAll<HTMLElement>(controls)) {
    const { width, right } = element.getBoundingClientRect()
    // Names of people and places may be cut; what is said to screen readers alone has no size; a slider has margins.
    const isFree =
      element.querySelector('bdi, input[type=range]') ?? element.closest('.unseen, [data-testid=channel-row]')
    if (width <= 1 || isFree || !element.checkVisibility()) continue
    const words = (element.textContent ?? '').trim().slice(0, 60)
    if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${words}`)
    else if (right > innerWidth + 1 && !scrolls(element)) found.push(`beside the screen: ${words}`)
  }
  return found
}

/** A page's faults in letters twice as large, at its width. */
export async function clippedInLargeLetters(page: Page): Promise<string[]> {
  const size = (percent: string) =>
    page.evaluate((percent) => {
      document.documentElement.style.fontSize = percent
    }, percent)
  await size('200%')
  await nextPicture(page)
  const found = await page.evaluate(clippedHere, CONTROLS)
  await size('')
  return found
}

/** Every language's faults of a page at its width: as if the resident changed the browser's language again and again. */
export function clippedInLanguages(
  page: Page,
  languages: readonly Language[] = LANGUAGE_CODES,
): Promise<string[]> {
  // All of them in one go: the way to the page and back costs more than the look. As a text, for a page may not make one a function.
  const given = [JSON.stringify(languages), JSON.stringify(CONTROLS), String(clippedHere)]
  return page.evaluate(`(${clippedOneByOne})(${given.join(', ')})`) as Promise<string[]>
}

/** Runs in the page. */
async function clippedOneByOne(
  languages: readonly Language[],
  controls: string,
  clipped: typeof clippedHere,
): Promise<string[]> {
  const found: string[] = []
  for (const language of languages) {
    Object.defineProperty(navigator, 'languages', { value: [language], configurable: true })
    dispatchEvent(new Event('languagechange'))
    const until = performance.now() + 30_000
    do await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    while (document.documentElement.lang !== language && performance.now() < until)
    if (document.documentElement.lang !== language) found.push(`${language}: not spoken`)
    found.push(...clipped(controls).map((fault) => `${language}: ${fault}`))
  }
  return found
}
