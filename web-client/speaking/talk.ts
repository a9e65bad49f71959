/** Whether the resident is heard: the microphone, its switch, what is held and voice activation together. */

import { computed, effect, signal, untracked } from '@preact/signals'
import type { Devices } from '../devices.js'
import type { PageBrowser } from '../page-browser.js'
import type { SettingsStore } from '../settings.js'
import { lookOf, type RoomSilence } from './microphone-look.js'
import { createMutedSpeech, playMutedSound } from './muted-speech.js'
import { createOwnMicrophone } from './own-microphone.js'
import { createTalkKeys } from './talk-keys.js'

export interface TalkEvents {
  /** What is sent to everybody from now on. */
  onTrack(track: MediaStreamTrack | null, performer: boolean): void
  /** What the others should see: whether this microphone is off. */
  onMuted(muted: boolean): void
}

export type Talk = ReturnType<typeof createTalk>

/** Voice activation stays open for so long after the last loud moment: the end of a word is quiet. */
const ACTIVATION_HOLD_MS = 500

export function createTalk(
  browser: PageBrowser,
  settings: SettingsStore,
  devices: Devices,
  events: TalkEvents,
) {
  const { time } = browser
  const on = signal(!settings.values.value.startMuted)
  const deafened = signal(false)
  const roomSilence = signal<RoomSilence | undefined>(undefined)
  const deviceSilent = signal(false)
  const level = signal(0)
  const metered = signal(false)
  const transmitting = signal(false)

  let context: AudioContext | undefined
  let endMeter: (() => void) | undefined
  let meterOf: MediaStreamTrack | undefined
  let loudAt = Number.NEGATIVE_INFINITY
  let toldMuted: boolean | undefined

  const microphone = createOwnMicrophone(browser, settings, devices, (track, performer) => {
    update()
    events.onTrack(track ?? null, performer)
  })
  const keys = createTalkKeys(browser, settings, { onToggle: toggle, onHeld: update })
  const mutedSpeech = createMutedSpeech(() => {
    if (settings.values.value.mutedSound && context) playMutedSound(context)
  }, time)

  const look = computed(() =>
    lookOf({
      device: microphone.state.value,
      fault: microphone.fault.value,
      on: on.value,
      held: keys.held.value,
      deafened: deafened.value,
      roomSilence: roomSilence.value,
      deviceSilent: deviceSilent.value,
    }),
  )
  const isOff = () => look.value.state === 'off' && look.value.reason === undefined

  /** As the others should see it; why the room silences somebody they learn from the service. */
  const muted = () => microphone.fault.value !== undefined || deafened.value || !(on.value || keys.held.value)

  /**
   * Sees to it that what may be sent is sent, and nothing else. Called at each change, and not left to an effect:
   * one that is caused within another comes late.
   */
  function update(): void {
    const { voiceActivation, performer } = settings.values.value
    const track = microphone.track()
    const active =
      keys.held.value || !voiceActivation || performer || time.now() - loudAt < ACTIVATION_HOLD_MS
    transmitting.value = track !== undefined && look.value.open && active
    if (track && track.enabled !== transmitting.value) track.enabled = transmitting.value
    if (toldMuted !== muted()) {
      toldMuted = muted()
      events.onMuted(toldMuted)
    }
    if (!isOff()) mutedSpeech.forget()
    meter()
  }

  /** Runs the meter while somebody needs it: it costs a little. */
  async function meter(): Promise<void> {
    const needed = metered.value || settings.values.value.voiceActivation || isOff()
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
    if (loudness >= activationThreshold) loudAt = time.now()
    if (voiceActivation) update()
    if (isOff()) mutedSpeech.hear(loudness)
  }

  function toggle(): void {
    if (microphone.fault.value) microphone.open()
    else {
      on.value = !on.value
      update()
    }
  }

  effect(() => {
    // Read, so that this runs when one of them changes.
    if (settings.values.value && microphone.state.value && metered.value !== undefined) untracked(update)
  })

  return {
    on,
    deafened,
    held: keys.held,
    keys,
    look,
    fault: microphone.fault,
    level,
    transmitting,
    /** Somebody muted tries to speak. */
    mutedSpeech: mutedSpeech.noticed,
    /** Whether somebody looks at the level. */
    metered,
    muted,
    open() {
      keys.start()
      return microphone.open()
    },
    close() {
      keys.stop()
      context = undefined
      roomSilence.value = undefined
      microphone.close()
    },
    /** The room lets the resident be heard, or says why not. */
    setRoomSilence(reason: RoomSilence | undefined) {
      roomSilence.value = reason
      update()
    },
    /** The audio output is there: the meter can run. */
    useContext(next: AudioContext) {
      context = next
      update()
    },
    toggle,
  }
}
