/** Whether the resident is heard: combines the microphone, its switch, held keys and voice activation. */

import { computed, effect, signal, untracked } from '@preact/signals'
import type { RoomSilenceMessage } from '../../src/protocol/messages.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Devices } from './devices.js'
import { createMeter, type Gauge } from './meter.js'
import { lookOf } from './microphone-look.js'
import { createMutedSpeech, playMutedSound } from './muted-speech.js'
import { createOwnMicrophone } from './own-microphone.js'
import { createOwnSpeech } from './own-speech.js'
import type { RememberedSwitch } from './remembered-switch.js'
import { createTalkKeys } from './talk-keys.js'

export interface TalkEvents {
  /** The track that everybody is sent from now on. */
  onTrack(track: MediaStreamTrack | null, performer: boolean): void
  /** What the others see: whether this microphone is off. */
  onMuted(muted: boolean): void
  /** The browser cannot remember that the microphone is off. */
  onForgetful(): void
}

export interface TalkOptions {
  readonly browser: PageBrowser
  readonly settings: SettingsStore
  readonly devices: Devices
  readonly remembered: RememberedSwitch
  /** Loads the code of the level meter. */
  readonly loadGauge: () => Promise<Gauge>
}

export type Talk = ReturnType<typeof createTalk>

/** Voice activation stays open this long after the last loud moment, because the end of a word is quiet. */
const ACTIVATION_HOLD_MS = 500

export function createTalk(
  { browser, settings, devices, remembered, loadGauge }: TalkOptions,
  events: TalkEvents,
) {
  const { time } = browser
  const before = remembered.read()
  const on = signal(!settings.values.value.startMuted && (before?.on ?? true))
  const deafened = signal(before?.deafened ?? false)
  const roomSilence = signal<RoomSilenceMessage | undefined>(undefined)
  const metered = signal(false)
  const transmitting = signal(false)
  let context: AudioContext | undefined
  let loudAt = Number.NEGATIVE_INFINITY
  let toldMuted: boolean | undefined

  const ownSpeech = createOwnSpeech(browser, () => update())
  const microphone = createOwnMicrophone(browser, settings, devices, (track, performer) => {
    update()
    ownSpeech.useTrack(track ?? null)
    events.onTrack(track ?? null, performer)
  })
  const keys = createTalkKeys(browser, settings, { onToggle: toggle, onHeld: update })
  const meter = createMeter(time, loadGauge, hear)
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
      deviceSilent: ownSpeech.deviceSilent.value,
    }),
  )
  const isOff = () => look.value.state === 'off' && look.value.reason === undefined
  const narrows = computed(() => settings.values.value.voiceActivation && !settings.values.value.performer)
  /** Voice activation cannot measure anything, so everything is sent. */
  const activationBroken = computed(() => narrows.value && look.value.open && meter.state.value === 'broken')

  /** What the others see. The service tells them why the room silences somebody. */
  const muted = () => microphone.fault.value !== undefined || deafened.value || !(on.value || keys.held.value)

  /** Voice activation only narrows what is sent: without a level everything is sent. */
  function passesActivation(): boolean {
    if (keys.held.value || !narrows.value || meter.state.value !== 'working') return true
    return time.now() - loudAt < ACTIVATION_HOLD_MS
  }

  /**
   * Makes sure that exactly what may be sent is sent. Called at each change instead of in an effect, because an
   * effect that is caused within another effect runs late.
   */
  function update(): void {
    const track = microphone.track()
    transmitting.value = track !== undefined && look.value.open && passesActivation()
    if (track && track.enabled !== transmitting.value) track.enabled = transmitting.value
    if (toldMuted !== muted()) {
      toldMuted = muted()
      events.onMuted(toldMuted)
    }
    if (!isOff()) mutedSpeech.forget()
    const needed = metered.value || narrows.value || isOff()
    meter.run(needed ? track : undefined, context?.state === 'running' ? context : undefined)
  }

  function hear(level: number | undefined): void {
    if (level !== undefined && level >= settings.values.value.activationThreshold) loudAt = time.now()
    if (narrows.value) update()
    if (level !== undefined && isOff()) mutedSpeech.hear(level)
  }

  function put(position: { readonly on?: boolean; readonly deafened?: boolean }): void {
    on.value = position.on ?? on.value
    deafened.value = position.deafened ?? deafened.value
    update()
    const kept = remembered.write({ on: on.value, deafened: deafened.value })
    if (!kept && (!on.value || deafened.value)) events.onForgetful()
  }

  /** This is the resident's own act: a resident who asks to be heard also hears. */
  function toggle(): void {
    if (deafened.value) put({ deafened: false, on: true })
    else if (microphone.fault.value) microphone.open()
    else put({ on: !on.value })
  }

  effect(() => {
    // Read here so that this effect runs when one of them changes.
    if (settings.values.value && microphone.state.value && metered.value !== undefined) untracked(update)
  })

  return {
    on,
    deafened,
    held: keys.held,
    keys,
    look,
    fault: microphone.fault,
    level: meter.level,
    transmitting,
    activationBroken,
    /** The resident tries to speak while muted. */
    mutedSpeech: mutedSpeech.noticed,
    /** Whether the level is shown. */
    metered,
    muted,
    /** Whether the resident speaks and is heard. */
    speaks: () => look.value.open && ownSpeech.speaks(),
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
    setRoomSilence(reason: RoomSilenceMessage | undefined) {
      if (roomSilence.value === reason) return
      roomSilence.value = reason
      update()
    },
    /** The audio output is there: the meter can run. */
    useContext(next: AudioContext) {
      context = next
      ownSpeech.useContext(next)
      update()
    },
    toggle,
    /** Hears nobody and sends nothing, or does both again. */
    toggleDeafened: () => put({ deafened: !deafened.value }),
  }
}
