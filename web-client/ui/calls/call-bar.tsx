/** The call in one line above the dock: with whom, or why not any more, and the way out of it. */

import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Held } from '../controls.js'
import { keyName } from '../panels/key-name.js'
import { CloseButton } from '../parts/close-button.js'
import { CallIcon, HangUpIcon } from '../parts/icons.js'
import { Said } from '../parts/said.js'
import { namesOf, sayCall, shownState, takesPartIn } from './call-words.js'
import { PictureButtons } from './picture-buttons.js'
import { Pictures } from './pictures.js'

export function CallBar({ client }: { client: VoiceClient }) {
  const { calls, talk, settings } = client
  const call = calls.own.value
  if (!call) return <Elsewhere client={client} />
  const state = shownState(call)
  const { otherRoomKey, callVoiceTo } = settings.values.value
  const isOver = state === 'ended'
  return (
    <>
      <Pictures client={client} call={call} />
      {isOver && <Elsewhere client={client} />}
      <section
        class={`call-bar ${state}`}
        aria-label={texts.tabs.call}
        data-testid="call"
        data-state={state}
        data-members={isOver ? 0 : call.others.filter(takesPartIn).length + 1}
        data-reason={call.end?.reason}
      >
        <p class="call-bar-state" role="status" data-testid="call-state">
          <Said text={sayCall(call)} />
        </p>
        {talk.hasOther.value && (
          <Held client={client} other={true} testId="hold-other">
            <span>
              {panelTexts.calls.holdFor[callVoiceTo === 'place' ? 'call' : 'place']}{' '}
              {otherRoomKey && <small>{texts.holdKey(keyName(otherRoomKey))}</small>}
            </span>
          </Held>
        )}
        <div class="call-acts">
          {state === 'active' && <PictureButtons client={client} />}
          {isOver ? (
            <CloseButton testId="call-dismiss" close={calls.dismiss} />
          ) : (
            <button type="button" class="hang-up" data-testid="call-hang-up" onClick={calls.hangUp}>
              <HangUpIcon />
              {panelTexts.calls.hangUp}
            </button>
          )}
        </div>
      </section>
    </>
  )
}

/** A call in another window goes on there until it is taken over. */
function Elsewhere({ client: { calls } }: { client: VoiceClient }) {
  const call = calls.elsewhere.value
  if (!call) return null
  const names = namesOf(call.others.filter(takesPartIn))
  return (
    <section class="call-bar elsewhere" aria-label={texts.tabs.call} data-testid="call-elsewhere">
      <p class="call-bar-state" role="status">
        <Said text={panelTexts.calls.inCallElsewhere(names)} />
      </p>
      <div class="call-acts">
        <button type="button" class="accept" data-testid="call-take" onClick={() => calls.accept(call.id)}>
          <CallIcon />
          {panelTexts.calls.takeHere}
        </button>
      </div>
    </section>
  )
}
