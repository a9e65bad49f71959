/** The controls of the resident's own voice: switch the microphone, hold it on, shut everything off, leave. */

import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { MicrophoneLook } from '../speaking/microphone-look.js'
import { isolated } from '../texts/isolated.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { MicrophoneHalo } from './halos/microphone-halo.js'
import { keyName } from './panels/key-name.js'
import { HoldIcon, MicrophoneIcon, SpeakerIcon } from './parts/icons.js'
import { Said } from './parts/said.js'

export function MicrophoneButton({ client: { talk, settings, pulse } }: { client: VoiceClient }) {
  const { toggleKey } = settings.values.value
  const { state, reason } = talk.look.value
  return (
    <button
      type="button"
      class="microphone"
      data-testid="mic"
      data-state={state}
      data-reason={reason}
      data-sending={talk.transmitting.value}
      aria-pressed={talk.on.value && !talk.fault.value}
      aria-describedby="microphone-reason"
      title={toggleKey && texts.toggleKey(keyName(toggleKey))}
      onClick={talk.toggle}
    >
      <span class="picture">
        <MicrophoneHalo pulse={pulse} level={talk.sentLevel} />
        <MicrophoneIcon silent={state === 'off' || state === 'not-heard'} />
      </span>
      <span class="label">{labelOf(talk.look.value)}</span>
    </button>
  )
}

/** During a call: which room hears the resident. */
export function HeardIn({ client: { talk } }: { client: VoiceClient }) {
  if (talk.callVoice.value === 'none') return null
  const room = talk.room.value
  return (
    <p class="heard-in" role="status" data-testid="heard-in" data-room={room}>
      {texts.heardIn[room]}
    </p>
  )
}

export function DeafenButton({ client: { talk } }: { client: VoiceClient }) {
  return (
    <button
      type="button"
      class="tool deafen"
      data-testid="deafen"
      aria-pressed={talk.deafened.value}
      title={texts.deafen}
      onClick={talk.toggleDeafened}
    >
      <SpeakerIcon silent={talk.deafened.value} />
      <span class="label">{texts.deafenShort}</span>
    </button>
  )
}

/** Why nobody hears the resident, right above the microphone. */
export function MicrophoneReason({ client }: { client: VoiceClient }) {
  const { talk, settings } = client
  const { talkKey } = settings.values.value
  return (
    <p class="microphone-reason" id="microphone-reason" role="status" data-testid="mic-reason">
      <Said text={reasonOf(client)} />
      {talk.mutedSpeech.value && (
        <span data-testid="muted-speech">{texts.mutedSpeech(talkKey && keyName(talkKey))}</span>
      )}
    </p>
  )
}

function labelOf({ state, reason }: MicrophoneLook): string {
  switch (reason) {
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
function reasonOf({ talk, channel, phase }: VoiceClient): string {
  const { reason } = talk.look.value
  switch (reason) {
    case 'asking':
      return texts.microphoneAsked
    case 'muted-by-moderator':
    case 'moderators-only':
    case 'floor-needed':
    case 'deafened':
    case 'device-silent':
    case 'service-away':
      return texts.microphoneReason[reason](isolated(channel.value?.name ?? ''))
    case 'no-room':
      // A moment later there is one.
      return phase.value.name === 'joining' ? '' : texts.microphoneReason[reason]()
  }
  return talk.activationBroken.value ? texts.activationBroken : ''
}

/** The resident is heard while this is held by finger, mouse or key. */
export function HoldButton({ client }: { client: VoiceClient }) {
  const { talkKey } = client.settings.values.value
  return (
    <Held client={client} other={false} testId="ptt">
      <HoldIcon />
      <span class="label">
        {texts.hold} {talkKey && <small>{texts.holdKey(keyName(talkKey))}</small>}
      </span>
    </Held>
  )
}

interface HeldProps {
  readonly client: VoiceClient
  /** Talks to the other room: to the place during a call, or to the call. */
  readonly other: boolean
  readonly testId: string
  readonly children: ComponentChildren
}

export function Held({ client: { talk }, other, testId, children }: HeldProps) {
  const { keys } = talk
  /** The button's position when it was pressed: elements drawn above it may push it away from under a finger. */
  const pressed = useRef<DOMRect | undefined>(undefined)
  const isButtonKey = ({ code }: KeyboardEvent) => code === 'Space' || code === 'Enter'
  return (
    <button
      type="button"
      class="tool hold"
      data-testid={testId}
      aria-pressed={talk.held.value && keys.heldOther.value === other}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pressed.current = event.currentTarget.getBoundingClientRect()
        keys.press(other)
      }}
      onPointerMove={(event) => {
        if (pressed.current && !isOn(pressed.current, event)) keys.release()
      }}
      onPointerUp={keys.release}
      onPointerCancel={keys.release}
      onLostPointerCapture={keys.release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isButtonKey(event) && !event.repeat) keys.press(other)
      }}
      onKeyUp={(event) => {
        if (isButtonKey(event)) keys.release()
      }}
      onBlur={keys.release}
    >
      {children}
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
