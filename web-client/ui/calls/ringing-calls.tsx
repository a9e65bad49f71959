/** The calls that ring: over everything else, in the title, and as a notice of the browser while nobody looks. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { RingingCall } from '../../calls/calls.js'
import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CallIcon, HangUpIcon } from '../parts/icons.js'
import { Said } from '../parts/said.js'
import { PersonDisc } from '../people/person-disc.js'

/** The protocol's own limit. */
const MOST_LETTERS = 200

export function RingingCalls({ client }: { client: VoiceClient }) {
  const ringing = client.calls.ringing.value
  const [first] = ringing
  const title = first && `☎ ${panelTexts.calls.callsYou(first.from.name)}`
  useEffect(() => {
    if (title === undefined) return undefined
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div class="ringing-calls">
      {ringing.map((call) => (
        <Ringing key={call.id} client={client} call={call} />
      ))}
    </div>
  )
}

interface RingingProps {
  readonly client: VoiceClient
  readonly call: RingingCall
}

function Ringing({ client, call }: RingingProps) {
  const { calls, talk } = client
  const { id, from, others } = call
  const box = useRef<HTMLDivElement>(null)
  const worded = useSignal(false)
  const heading = `call-${id}`
  useEffect(() => {
    const before = document.activeElement
    // Whoever holds a key to talk, or types, goes on; the alert is read out all the same.
    if (!talk.held.value && !isTyping(before)) box.current?.focus()
    const closeNotice = showNotice(panelTexts.calls.callsYou(from.name), id)
    return () => {
      closeNotice()
      if (before instanceof HTMLElement && box.current?.contains(document.activeElement)) before.focus()
    }
  }, [])
  return (
    <div
      class="ringing-call"
      role="alertdialog"
      aria-labelledby={heading}
      tabIndex={-1}
      ref={box}
      data-testid="incoming-call"
      data-call={id}
      data-agent-id={from.agentId}
    >
      <div class="caller">
        <PersonDisc agentId={from.agentId} name={from.name} speaking={true} />
        <p id={heading} class="who-calls" role="alert">
          <Said text={panelTexts.calls.callsYou(isolated(from.name))} />
          {others.length > 1 && <small> {panelTexts.calls.withOthers(others.length - 1)}</small>}
        </p>
      </div>
      <div class="call-answers">
        <button type="button" class="accept" data-testid="call-accept" onClick={() => calls.accept(id)}>
          <CallIcon />
          {calls.takesPart() ? panelTexts.calls.acceptInstead : panelTexts.calls.accept}
        </button>
        <button type="button" class="hang-up" data-testid="call-decline" onClick={() => calls.decline(id)}>
          <HangUpIcon />
          {panelTexts.calls.decline}
        </button>
        <button
          type="button"
          class="words"
          data-testid="call-words"
          aria-expanded={worded.value}
          onClick={() => {
            worded.value = !worded.value
          }}
        >
          {panelTexts.calls.declineWithWords}
        </button>
      </div>
      {worded.value && <Answers say={(words) => calls.decline(id, words)} />}
    </div>
  )
}

function Answers({ say }: { say: (words: string) => void }) {
  const words = useSignal('')
  return (
    <form
      class="call-words"
      onSubmit={(event) => {
        event.preventDefault()
        if (words.value.trim() !== '') say(words.value.trim())
      }}
    >
      {panelTexts.calls.answers.map((answer) => (
        <button key={answer} type="button" data-testid="call-answer" onClick={() => say(answer)}>
          {answer}
        </button>
      ))}
      <label>
        {panelTexts.calls.ownWords}
        <input
          maxLength={MOST_LETTERS}
          data-testid="call-own-words"
          value={words.value}
          onInput={(event) => {
            words.value = event.currentTarget.value
          }}
        />
      </label>
      <button type="submit" data-testid="call-say">
        {panelTexts.calls.sendWords}
      </button>
    </form>
  )
}

function isTyping(element: Element | null): boolean {
  return element?.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select') ?? false
}

/** Where the resident has allowed it, and does not look at the page. @returns a function that takes it away */
function showNotice(text: string, tag: string): () => void {
  const allowed = 'Notification' in globalThis && Notification.permission === 'granted'
  if (!allowed || document.visibilityState === 'visible') return () => undefined
  try {
    const notice = new Notification(text, { tag, requireInteraction: true })
    notice.onclick = () => {
      window.focus()
      notice.close()
    }
    return () => notice.close()
  } catch {
    // Chromium on Android shows notices of service workers only.
    return () => undefined
  }
}
