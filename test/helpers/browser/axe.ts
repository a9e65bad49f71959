/** axe-core on a page as it is now. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Every finding, whatever its weight, in both colour schemes: what is wrong, with which elements. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const findings: string[] = []
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Violation[]
    for (const { id, impact, nodes } of found)
      findings.push(`${value}: ${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }
  return findings
}
