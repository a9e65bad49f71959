/** What the resident does with the own voice: switch it, hold it on, leave. */

import { useEffect } from 'preact/hooks'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { keyName, onTalkKey } from './talk-key.js'

export function Controls({ client, leave }: { client: VoiceClient; leave: () => void }) {
  const { talk, settings } = client
  const fault = talk.fault.value
  const on = talk.on.value && !fault
  const label = fault
    ? texts.microphoneRetry
    : talk.asking.value
      ? texts.microphoneAsked
      : on
        ? texts.microphoneOn
        : texts.microphoneOff
  const talkKey = settings.values.value.talkKey
  useEffect(() => onTalkKey(talkKey, talk.hold), [talkKey])
  return (
    <div class="controls">
      <button
        type="button"
        class={`microphone ${talk.transmitting.value ? 'heard' : ''}`}
        data-testid="mic"
        aria-pressed={on}
        onClick={talk.toggle}
      >
        {label}
      </button>
      <HoldButton client={client} keyLabel={keyName(talkKey)} />
      <button type="button" data-testid="leave" onClick={leave}>
        {texts.leave}
      </button>
    </div>
  )
}

/** Heard while it is held, by finger, mouse or key. */
function HoldButton({ client: { talk }, keyLabel }: { client: VoiceClient; keyLabel: string }) {
  const press = (event: PointerEvent & { currentTarget: HTMLButtonElement }) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    talk.hold(true)
  }
  const release = () => talk.hold(false)
  const isButtonKey = ({ code }: KeyboardEvent) => code === 'Space' || code === 'Enter'
  return (
    <button
      type="button"
      class="hold"
      data-testid="ptt"
      aria-pressed={talk.held.value}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isButtonKey(event)) talk.hold(true)
      }}
      onKeyUp={(event) => {
        if (isButtonKey(event)) talk.hold(false)
      }}
      onBlur={release}
    >
      {texts.hold} <small>{texts.holdKey(keyLabel)}</small>
    </button>
  )
}
