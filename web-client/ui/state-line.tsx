/** The resident's state in one sentence; a screen reader announces each change, but not who comes and goes. */

import type { RefObject } from 'preact'
import { pageStateOf } from '../page/phase.js'
import { isolated } from '../texts/isolated.js'
import { moment } from '../texts/moment.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { Said } from './parts/said.js'
import { EndingPicture } from './start/ending.js'

export function StateLine({
  client,
  line,
}: {
  client: VoiceClient
  line: RefObject<HTMLParagraphElement | null>
}) {
  const { phase, people } = client
  const state = pageStateOf(phase.value)
  return (
    // In small letters, like the first screen's: otherwise it is removed before it is set, and the focus is lost.
    <p class={`status ${state}`} data-testid="status" data-state={state} ref={line} tabindex={-1}>
      {phase.value.name === 'over' && state === 'over' && (
        <span class="sign">
          <EndingPicture reason={phase.value.reason} />
        </span>
      )}
      <span role="status">
        <Said text={sentence(client)} />
      </span>
      {state === 'connected' && ` ${texts.others(people.value.length)}`}
    </p>
  )
}

function sentence({ phase, channel, expulsion }: VoiceClient): string {
  const { value } = phase
  if (value.name === 'connected') return texts.connectedTo(isolated(channel.value?.name ?? ''))
  if (value.name !== 'over') return texts[value.name]
  if (value.reason !== 'kicked') return texts.over[value.reason]
  const { until, explanation } = expulsion.value
  const why = explanation === undefined ? '' : ` ${texts.moderatorSays(isolated(explanation))}`
  return (until === undefined ? texts.over.kicked : texts.banned(moment(new Date(until)))) + why
}
