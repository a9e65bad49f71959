/** What is bad now, each with its cure and the way there: the first thing on the overview. */

import type { Problem } from '../../../src/protocol/admin-api.js'
import { mayOpen } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { findingWords } from '../service-words.js'

export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) {
    return (
      <section class="card well" data-testid="all-well">
        <span aria-hidden="true">✓</span> {texts.overview.allWell}
      </section>
    )
  }
  return (
    <section class="card problems">
      <h2>{texts.overview.problems}</h2>
      <ul class="plain">
        {problems.map(({ code, findings, page }) => (
          <li key={code} class="line" data-testid="problem" data-code={code}>
            <span class="sign" aria-hidden="true">
              !
            </span>
            <div>
              {texts.overview.problem[code] ?? texts.checks[code]?.bad ?? code}
              {code === 'store' && <p class="hint">{texts.storeCure}</p>}
              {findings.length > 0 && <p class="hint">{findings.map(findingWords).join(' · ')}</p>}
            </div>
            {page && mayOpen(page) && <a href={`#${page}`}>{texts.overview.goTo[page]}</a>}
          </li>
        ))}
      </ul>
    </section>
  )
}
