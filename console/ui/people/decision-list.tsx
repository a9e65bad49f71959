/** Mutes and bans in force, each with who decided it, why and until when, and the button that ends it. */

import type { DecisionView } from '../../../src/protocol/admin-people.js'
import { may } from '../../console-state.js'
import { format, moment, texts } from '../../texts/texts.js'
import { actOn } from '../acts/perform.js'
import { usePolled } from '../use-polled.js'
import { PersonLink } from './person-name.js'

/** Those of everybody; nothing where there are none, and for those who may not see them. */
export function DecisionList() {
  const path = may('GET /decisions') ? '/decisions' : undefined
  const [decisions, askAgain] = usePolled<DecisionView[]>(path, 5000)
  if (!decisions || decisions.length === 0) return null
  return (
    <section class="card" data-testid="decisions">
      <h2>{texts.mutesAndBans}</h2>
      <DecisionLines decisions={decisions} withNames={true} askAgain={askAgain} />
    </section>
  )
}

interface DecisionLinesProps {
  readonly decisions: readonly DecisionView[]
  readonly withNames: boolean
  readonly askAgain: () => void
}

const ENDING = {
  muted: 'unmute',
  'writing-muted': 'unmute-writing',
  floor: 'take-floor',
  banned: 'unban',
} as const

export function DecisionLines({ decisions, withNames, askAgain }: DecisionLinesProps) {
  return (
    <ul class="plain">
      {decisions.map((one) => {
        const { kind, channelId, channel, agentId, name, decision } = one
        const act = ENDING[kind]
        return (
          <li
            key={`${kind}${channelId}${agentId}`}
            class="line person"
            data-testid="decision"
            data-kind={kind}
          >
            {withNames && <PersonLink agentId={agentId} name={name} />}
            <span>{texts.inChannelOf(texts.kinds[kind], channel)}</span>
            <span class="hint">{wordsOf(one)}</span>
            <span class="acts">
              <button
                type="button"
                data-testid={`end-${kind}`}
                onClick={() => actOn([{ agentId, name, channelId }], { act }, askAgain)}
              >
                {texts.act[act]}
              </button>
            </span>
            {decision.explanation && <blockquote dir="auto">{decision.explanation}</blockquote>}
          </li>
        )
      })}
    </ul>
  )
}

function wordsOf({ decision: { by, at, until } }: DecisionView): string {
  return [
    by !== '' && texts.by(by),
    at > 0 && texts.decidedSince(format.ago((Date.now() - at) / 1000)),
    until !== undefined && texts.until(moment(until)),
  ]
    .filter(Boolean)
    .join(', ')
}
