/** An entry of the audit log: the act, who did it and when, the reason, and what changed. */

import type { AuditView } from '../../../src/protocol/admin-api.js'
import type { PersonAct } from '../../../src/protocol/admin-people.js'
import { format, moment, texts } from '../../texts/texts.js'
import { actWords, changeLines, reasonOf, subjectParts } from './audit-words.js'

const SHOWN = 4

interface EntryLinesProps {
  readonly entry: PersonAct & Partial<Pick<AuditView, 'links'>>
  readonly nameOf: (agentId: string) => string
  /** What else is known, such as an address. */
  readonly told?: string
}

export function EntryLines({ entry, nameOf, told = '' }: EntryLinesProps) {
  const { at, actor } = entry
  const language = { texts, format, moment: (time: number) => moment(time), nameOf }
  const lines = changeLines(entry, language)
  const reason = reasonOf(entry)
  return (
    <div class="entry">
      <strong>
        {actWords(entry, language)}{' '}
        {subjectParts(entry).map(({ text, href }) =>
          href ? (
            <a key={href} class="person-link" href={href}>
              {text}
            </a>
          ) : (
            text
          ),
        )}
      </strong>
      <span class="hint">
        {moment(at)}, {actor}
        {told && `, ${told}`}
      </span>
      {reason && <blockquote dir="auto">{reason}</blockquote>}
      {lines.length > 0 && (
        <ul class="plain changes" data-testid="changes">
          {lines.slice(0, SHOWN).map(({ what, before, after }) => (
            <li key={what}>
              <span class="hint">{what}:</span>{' '}
              {before !== texts.unknown && (
                <>
                  <del>{before}</del> <span aria-hidden="true">→</span>{' '}
                </>
              )}
              <ins>{after}</ins>
            </li>
          ))}
          {lines.length > SHOWN && <li class="hint">{texts.moreChanges(lines.length - SHOWN)}</li>}
        </ul>
      )}
    </div>
  )
}
