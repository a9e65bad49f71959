/** The controls of the resident's own voice: switch the microphone, hold it on, shut everything off, leave. */

import { useRef } from 'preact/hooks'
import type { MicrophoneLook } from '../speaking/microphone-look.js'
import { isolated } from '../texts/isolated.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { keyName } from './panels/key-name.js'
import { SpeakerIcon } from './parts/icons.js'
import { Said } from './parts/said.js'

export function Controls({ client, leave }: { client: VoiceClient; leave: () => void }) {
  const { talk, settings } = client
  const { talkKey, toggleKey } = settings.values.value
  const { state, reason } = talk.look.value
  return (
    <>
      <div class="controls">
        <button
          type="button"
          class={`microphone ${talk.transmitting.value ? 'heard' : ''}`}
          data-testid="mic"
          data-state={state}
          data-reason={reason}
          aria-pressed={talk.on.value && !talk.fault.value}
          aria-describedby="microphone-reason"
          title={toggleKey && texts.toggleKey(keyName(toggleKey))}
          onClick={talk.toggle}
        >
          {labelOf(talk.look.value)}
        </button>
        <HoldButton client={client} keyLabel={talkKey && keyName(talkKey)} />
        <button
          type="button"
          class="tool deafen"
          data-testid="deafen"
          aria-pressed={talk.deafened.value}
          title={texts.deafen}
          onClick={talk.toggleDeafened}
        >
          <SpeakerIcon silent={talk.deafened.value} />
          <span class="word">{texts.deafen}</span>
        </button>
        <button type="button" data-testid="leave" onClick={leave}>
          {texts.leave}
        </button>
      </div>
      <p class="microphone-reason" id="microphone-reason" role="status" data-testid="mic-reason">
        <Said text={reasonOf(client)} />
        {talk.mutedSpeech.value && (
          <span data-testid="muted-speech">{texts.mutedSpeech(talkKey && keyName(talkKey))}</span>
        )}
      </p>
    </>
  )
}

function labelOf({ state, reason }: MicrophoneLook): string {
  switch (reason) {
    case undefined:
      return texts.microphone[state]
    case 'asking':
      return texts.microphoneAsked
    case 'insecure-page':
    case 'denied':
    case 'missing':
    case 'busy':
      // What a click does now; the notice says why.
      return texts.microphoneRetry
    default:
      return texts.microphone[state]
  }
}

/** Why nobody hears the resident, or what else differs from the settings; '' where nothing does. */
function reasonOf({ talk, channel }: VoiceClient): string {
  const { reason } = talk.look.value
  switch (reason) {
    case 'muted-by-moderator':
    case 'moderators-only':
    case 'floor-needed':
    case 'deafened':
    case 'device-silent':
      return texts.microphoneReason[reason](isolated(channel.value?.name ?? ''))
  }
  return talk.activationBroken.value ? texts.activationBroken : ''
}

/** The resident is heard while this is held by finger, mouse or key. */
function HoldButton({ client: { talk }, keyLabel }: { client: VoiceClient; keyLabel: string }) {
  const { keys } = talk
  /** The button's position when it was pressed: elements drawn above it may push it away from under a finger. */
  const pressed = useRef<DOMRect | undefined>(undefined)
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
        pressed.current = event.currentTarget.getBoundingClientRect()
        keys.press()
      }}
      onPointerMove={(event) => {
        if (pressed.current && !isOn(pressed.current, event)) keys.release()
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
      {texts.hold} {keyLabel && <small>{texts.holdKey(keyLabel)}</small>}
    </button>
  )
}

/** A finger rolls a little. */
const FINGER_PIXELS = 8

/** Whether a pointer that the button has captured is still on the button. */
function isOn({ left, right, top, bottom }: DOMRect, { clientX, clientY }: PointerEvent): boolean {
  return (
    clientX >= left - FINGER_PIXELS &&
    clientX <= right + FINGER_PIXELS &&
    clientY >= top - FINGER_PIXELS &&
    clientY <= bottom + FINGER_PIXELS
  )
}
