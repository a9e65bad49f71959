/** Page and console stay as small as a page is that one waits for on a phone. */

import t from 'tap'
import { scriptsOfDocument, WEIGHT_BUDGETS, weighBuiltPages } from '../helpers/page-weights.js'

t.test('the built pages are within their budgets', async (t) => {
  const weights = weighBuiltPages()
  for (const [what, budget] of Object.entries(WEIGHT_BUDGETS)) {
    const weight = weights[what as keyof typeof WEIGHT_BUDGETS]
    t.ok(weight <= budget, `${what}: ${weight.toFixed(1)} kB of ${budget}`)
    t.ok(weight > budget / 4, 'what was weighed is really it')
  }
})

t.test('the start waits for no other file', async (t) => {
  for (const script of scriptsOfDocument()) t.notMatch(script, /\bimport\s*[{"'`]|\bfrom\s*["'`]/)
})
