/** Whether the resident is heard: the microphone, its switch, the held key and voice activation together. */

import { effect, signal } from '@preact/signals'
import type { Devices } from './devices.js'
import { createMutedSpeech, playMutedSound } from './muted-speech.js'
import { createOwnMicrophone } from './own-microphone.js'
import type { SettingsStore } from './settings.js'

export interface TalkEvents {
  /** What is sent to everybody from now on. */
  onTrack(track: MediaStreamTrack | null, performer: boolean): void
  /** What the others should see: whether this microphone is off. */
  onMuted(muted: boolean): void
}

export type Talk = ReturnType<typeof createTalk>

/** Voice activation stays open for so long after the last loud moment: the end of a word is quiet. */
const ACTIVATION_HOLD_MS = 500

export function createTalk(settings: SettingsStore, devices: Devices, events: TalkEvents) {
  const on = signal(!settings.values.value.startMuted)
  const held = signal(false)
  const level = signal(0)
  const transmitting = signal(false)
  const metered = signal(false)

  let context: AudioContext | undefined
  let endMeter: (() => void) | undefined
  let meterOf: MediaStreamTrack | undefined
  let loudAt = 0
  let toldMuted: boolean | undefined

  const microphone = createOwnMicrophone(settings, devices, (track, performer) => {
    apply()
    events.onTrack(track ?? null, performer)
  })
  const { fault, asking } = microphone
  const mutedSpeech = createMutedSpeech(() => {
    if (settings.values.value.mutedSound && context) playMutedSound(context)
  })

  const muted = () => fault.value !== undefined || !(on.value || held.value)

  function apply(): void {
    const { voiceActivation, performer } = settings.values.value
    const track = microphone.track()
    const active = !voiceActivation || performer || performance.now() - loudAt < ACTIVATION_HOLD_MS
    transmitting.value = track !== undefined && (held.value || (on.value && active))
    if (track && track.enabled !== transmitting.value) track.enabled = transmitting.value
    if (toldMuted !== muted()) {
      toldMuted = muted()
      events.onMuted(toldMuted)
    }
    if (!muted()) mutedSpeech.forget()
    meter()
  }

  /** Runs the meter while somebody needs it: it costs a little. */
  async function meter(): Promise<void> {
    const needed = metered.value || settings.values.value.voiceActivation || !on.value
    const target = needed && context?.state === 'running' ? microphone.track() : undefined
    if (target === meterOf) return
    meterOf = target
    endMeter?.()
    endMeter = undefined
    level.value = 0
    if (!target || !context) return
    const { measureLevel } = await import('./level-meter.js')
    const end = await measureLevel(context, target, hear)
    if (meterOf === target) endMeter = end
    else end()
  }

  function hear(loudness: number): void {
    level.value = loudness
    const { voiceActivation, activationThreshold } = settings.values.value
    if (loudness >= activationThreshold) loudAt = performance.now()
    if (voiceActivation) apply()
    if (muted() && !fault.value) mutedSpeech.hear(loudness)
  }

  effect(() => {
    const { voiceActivation } = settings.values.value
    if (voiceActivation !== undefined && metered.value !== undefined && microphone.track()) apply()
  })

  return {
    on,
    held,
    asking,
    fault,
    level,
    transmitting,
    /** Somebody muted tries to speak. */
    mutedSpeech: mutedSpeech.noticed,
    /** Whether somebody looks at the level. */
    metered,
    muted,
    open: microphone.open,
    close() {
      context = undefined
      held.value = false
      microphone.close()
    },
    /** The audio output is there: the meter can run. */
    useContext(next: AudioContext) {
      context = next
      apply()
    },
    toggle() {
      if (fault.value) {
        microphone.open()
        return
      }
      on.value = !on.value
      apply()
    },
    /** While held, the resident is heard even with the microphone off. */
    hold(pressed: boolean) {
      if (held.value === pressed) return
      held.value = pressed
      apply()
    },
  }
}
