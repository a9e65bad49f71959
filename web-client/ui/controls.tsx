/** What the resident does with the own voice: switch it, hold it on, leave. */

import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { keyName } from './key-name.js'

export function Controls({ client, leave }: { client: VoiceClient; leave: () => void }) {
  const { talk, settings } = client
  const fault = talk.fault.value
  const on = talk.on.value && !fault
  const { state, reason } = talk.look.value
  const label =
    reason === 'asking'
      ? texts.microphoneAsked
      : fault
        ? texts.microphoneRetry
        : on
          ? texts.microphoneOn
          : texts.microphoneOff
  return (
    <div class="controls">
      <button
        type="button"
        class={`microphone ${talk.transmitting.value ? 'heard' : ''}`}
        data-testid="mic"
        data-state={state}
        data-reason={reason}
        aria-pressed={on}
        onClick={talk.toggle}
      >
        {label}
      </button>
      <HoldButton client={client} keyLabel={keyName(settings.values.value.talkKey)} />
      <button type="button" data-testid="leave" onClick={leave}>
        {texts.leave}
      </button>
    </div>
  )
}

/** Heard while it is held, by finger, mouse or key. */
function HoldButton({ client: { talk }, keyLabel }: { client: VoiceClient; keyLabel: string }) {
  const { keys } = talk
  const isButtonKey = ({ code }: KeyboardEvent) => code === 'Space' || code === 'Enter'
  return (
    <button
      type="button"
      class="hold"
      data-testid="ptt"
      aria-pressed={talk.held.value}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        keys.press()
      }}
      onPointerMove={(event) => {
        if (!isOn(event.currentTarget, event)) keys.release()
      }}
      onPointerUp={keys.release}
      onPointerCancel={keys.release}
      onLostPointerCapture={keys.release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isButtonKey(event) && !event.repeat) keys.press()
      }}
      onKeyUp={(event) => {
        if (isButtonKey(event)) keys.release()
      }}
      onBlur={keys.release}
    >
      {texts.hold} <small>{texts.holdKey(keyLabel)}</small>
    </button>
  )
}

/** A finger rolls a little. */
const FINGER_PIXELS = 8

/** Whether a pointer that the button has captured is still on it. */
function isOn(button: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const { left, right, top, bottom } = button.getBoundingClientRect()
  return (
    clientX >= left - FINGER_PIXELS &&
    clientX <= right + FINGER_PIXELS &&
    clientY >= top - FINGER_PIXELS &&
    clientY <= bottom + FINGER_PIXELS
  )
}
