/** Runs axe-core on a page as it is now. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

export type ColourScheme = 'light' | 'dark'

/** The rules that depend on colours; all other rules find the same in either scheme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * Every finding of any weight: what is wrong, and in which elements.
 * @param schemes all rules run in the first one, only the colour rules in the others
 */
export async function axeFindings(
  page: Page,
  schemes: readonly ColourScheme[] = ['light', 'dark'],
): Promise<string[]> {
  await page.evaluate(axe)
  const findings: string[] = []
  for (const [index, value] of schemes.entries()) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    // Nobody reads which elements pass, and finding their selectors takes most of the time.
    const options = { resultTypes: ['violations'], ...(index > 0 && { runOnly: COLOUR_RULES }) }
    const found = (await page.evaluate(
      `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations)`,
    )) as Violation[]
    for (const { id, impact, nodes } of found) {
      const where = nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)
      findings.push(`${value}: ${impact} ${id}: ${where.join(' ')}`)
    }
  }
  return findings
}
