/** Complaints, each with the ways to both residents, and the button that says it is dealt with. */

import type { ComplaintView } from '../../../src/protocol/admin-people.js'
import { post } from '../../api.js'
import { attempt } from '../../console-state.js'
import { moment, texts } from '../../texts/texts.js'
import { PersonLink } from './person-name.js'

interface ComplaintLinesProps {
  readonly complaints: readonly ComplaintView[]
  readonly askAgain: () => void
}

export function ComplaintLines({ complaints, askAgain }: ComplaintLinesProps) {
  return (
    <ul class="plain">
      {complaints.map(({ id, agentId, name, aboutId, aboutName, place, words, at, closed }) => (
        <li key={id} class="line person" data-testid="complaint" data-closed={closed !== undefined}>
          <PersonLink agentId={agentId} name={name} />
          <span aria-hidden="true">→</span>
          <PersonLink agentId={aboutId} name={aboutName} />
          <span class="unseen">{texts.complains(name, aboutName)}</span>
          <span class="hint">
            {moment(at)}
            {place && `, ${place}`}
            {closed && `, ${texts.closedBy(closed.by, moment(closed.at))}`}
          </span>
          {!closed && (
            <span class="acts">
              <button
                type="button"
                data-testid="complaint-done"
                onClick={() => attempt(() => post(`/complaints/${id}/close`)).then(askAgain)}
              >
                {texts.complaintDone}
              </button>
            </span>
          )}
          <blockquote dir="auto">{words}</blockquote>
        </li>
      ))}
    </ul>
  )
}
