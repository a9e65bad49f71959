/** A resident's name with their disc: wherever one is shown, it leads to the resident's own page. */

import { initialsOf, personColour } from '../../../web-client/person-look.js'
import { mayOpen } from '../../console-state.js'

interface PersonProps {
  readonly agentId: string
  readonly name: string
}

export function PersonDisc({
  agentId,
  name,
  speaking = false,
}: PersonProps & { readonly speaking?: boolean }) {
  return (
    <bdi
      class={`disc ${speaking ? 'speaking' : ''}`}
      style={{ '--person': personColour(agentId) }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </bdi>
  )
}

/** For those who may open it; for all others just the name. */
export function PersonLink({ agentId, name }: PersonProps) {
  if (!mayOpen('person')) {
    return (
      <span class="person-link">
        <PersonDisc agentId={agentId} name={name} />
        <bdi>{name}</bdi>
      </span>
    )
  }
  return (
    <a class="person-link" href={`#person/${agentId}`} data-testid="person-link">
      <PersonDisc agentId={agentId} name={name} />
      <bdi>{name}</bdi>
    </a>
  )
}
