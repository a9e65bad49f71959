/** A cluster that was opened: who stands there, each with the way to their card. */

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CloseButton } from '../parts/close-button.js'
import { dismissable } from '../parts/dismissable.js'
import { PersonDisc } from '../people/person-disc.js'
import { personWords } from '../people/person-words.js'

interface ClusterCardProps {
  readonly client: VoiceClient
  /** Who stood there when it was opened; who has left is not shown. */
  readonly agentIds: readonly string[]
  readonly close: () => void
}

export function ClusterCard({ client, agentIds, close }: ClusterCardProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const closing = useRef(close)
  closing.current = close
  const people = client.people.value.filter(({ agentId }) => agentIds.includes(agentId))
  useLayoutEffect(() => {
    const opener = document.activeElement
    const end = dismissable(() => closing.current())
    return () => {
      end()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [agentIds])
  useEffect(() => {
    if (people.length === 0) closing.current()
  }, [people.length === 0])
  return (
    <div class="cluster-card" role="dialog" aria-labelledby="cluster-title" data-testid="cluster-card">
      <div class="card-head">
        <h2 id="cluster-title" ref={heading} tabIndex={-1}>
          {panelTexts.cluster(people.length)}
        </h2>
        <CloseButton testId="cluster-close" close={close} />
      </div>
      <ul class="people">
        {people.map((person) => (
          <li key={person.agentId} class={`person ${person.speaking ? 'speaking' : ''}`}>
            <button
              type="button"
              class="who"
              data-testid="cluster-person"
              data-agent-id={person.agentId}
              onClick={() => client.panel.showPerson(person.agentId)}
            >
              <PersonDisc {...person} heardBy={person.media && client} />
              <bdi class="name">{person.name}</bdi>
              <span class="state">{personWords(person, false)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
