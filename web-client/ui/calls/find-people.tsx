/** Finds a resident by a part of their name, and calls them. */

import { useId } from 'preact/hooks'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { PersonDisc } from '../people/person-disc.js'

export function FindPeople({ client: { calls }, label }: { client: VoiceClient; label: string }) {
  const { text, people, type } = calls.search
  const found = people.value
  const hint = useId()
  return (
    <section class="find-people">
      <h3>{label}</h3>
      <label>
        {panelTexts.calls.search}
        <input
          type="search"
          data-testid="find-people"
          maxLength={64}
          value={text.value}
          aria-describedby={hint}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <p class="hint" id={hint} role="status">
        {found?.length === 0 ? panelTexts.calls.nobodyFound : panelTexts.calls.searchHint}
      </p>
      <ul class="found">
        {found?.map(({ agentId, name }) => (
          <li key={agentId} data-testid="found-person" data-agent-id={agentId}>
            <PersonDisc agentId={agentId} name={name} />
            <bdi class="name">{name}</bdi>
            <button
              type="button"
              data-testid="call-found"
              aria-label={`${texts.call}: ${isolated(name)}`}
              onClick={() => {
                type('')
                calls.call({ agentId, name })
              }}
            >
              {calls.takesPart() ? texts.addToCall : texts.call}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
