/** Asks why, and for how long, before somebody is taken out or banned; and for a word before a complaint. */

import { useSignal } from '@preact/signals'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Said } from '../parts/said.js'

const MAX_EXPLANATION = 300
const MAX_COMPLAINT = 500
const BAN_MINUTES = [10, 60, 1440, 10_080, 43_200]
const USUAL_MINUTES = 60

export function AskPanel({ client: { floor } }: { client: VoiceClient }) {
  const text = useSignal('')
  const minutes = useSignal(USUAL_MINUTES)
  const asked = floor.asked.value
  if (!asked) return null
  const { what, agentId, name } = asked
  const words = panelTexts.floor
  const close = () => floor.ask(undefined)
  const submit = (event: Event) => {
    event.preventDefault()
    const explanation = text.value.trim()
    if (what === 'complain') floor.complain(agentId, explanation)
    else if (what === 'kick') floor.moderate({ type: 'moderate', act: 'kick', agentId, explanation }, name)
    else floor.moderate({ type: 'moderate', act: 'ban', agentId, minutes: minutes.value, explanation }, name)
    close()
  }
  return (
    <form class="panel" data-testid="ask" data-what={what} onSubmit={submit}>
      <p>
        <Said text={words.ask[what](isolated(name))} />
      </p>
      <label>
        {what === 'complain' ? words.whatHappened : words.why}
        <input
          type="text"
          data-testid="ask-words"
          maxLength={what === 'complain' ? MAX_COMPLAINT : MAX_EXPLANATION}
          required={what === 'complain'}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
        />
      </label>
      {what === 'ban' && (
        <label>
          {words.howLong}
          <select
            data-testid="ask-minutes"
            value={minutes.value}
            onChange={(event) => {
              minutes.value = Number(event.currentTarget.value)
            }}
          >
            {BAN_MINUTES.map((value) => (
              <option key={value} value={value}>
                {format.lasting(value * 60)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p>
        <button type="submit" class={what === 'complain' ? 'primary' : 'danger'} data-testid="ask-do">
          {words.does[what]}
        </button>{' '}
        <button type="button" onClick={close}>
          {words.cancel}
        </button>
      </p>
    </form>
  )
}
