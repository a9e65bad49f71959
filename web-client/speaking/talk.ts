/** Whether the resident is heard: combines the microphone, its switch, held keys and voice activation. */

import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { RoomSilenceMessage } from '../../src/protocol/messages.js'
import { playCue } from '../hearing/cues.js'
import type { VoiceRoom } from '../hearing/room-mixer.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Devices } from './devices.js'
import { createTalkKeys } from './keys/talk-keys.js'
import { createMeter, type Gauge } from './meter.js'
import { lookOf, type RoomReach } from './microphone-look.js'
import { createMutedSpeech } from './muted-speech.js'
import { createOwnMicrophone } from './own-microphone.js'
import { createOwnSpeech } from './own-speech.js'
import type { RememberedSwitch } from './remembered-switch.js'
import { type CallVoice, createVoiceRoutes } from './voice-routes.js'

export interface TalkEvents {
  /** The track that everybody in a room is sent from now on. */
  onTrack(room: VoiceRoom, track: MediaStreamTrack | null, performer: boolean): void
  /** What the others in a room see: whether this microphone is off for them. */
  onMuted(room: VoiceRoom, muted: boolean): void
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
  /** Whether the room of the place carries the voice to anybody. */
  readonly placeReach: ReadonlySignal<RoomReach>
}

export type Talk = ReturnType<typeof createTalk>

/** Voice activation stays open this long after the last loud moment, because the end of a word is quiet. */
const ACTIVATION_HOLD_MS = 500

export function createTalk(
  { browser, settings, devices, remembered, loadGauge, placeReach }: TalkOptions,
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
  const toldMuted = new Map<VoiceRoom, boolean>()

  const ownSpeech = createOwnSpeech(browser, () => update())
  const microphone = createOwnMicrophone(browser, settings, devices, (voice, performer) => {
    routes.useTrack(voice?.track, performer)
    update()
    ownSpeech.useTrack(voice?.track ?? null, voice?.device)
  })
  const keys = createTalkKeys(browser, settings, {
    hasOther: () => routes.hasOther.value,
    onToggle: toggle,
    onHeld: update,
  })
  const routes = createVoiceRoutes(settings, keys.heldOther, events.onTrack)
  const meter = createMeter(time, loadGauge, hear)
  const mutedSpeech = createMutedSpeech(() => {
    if (settings.values.value.mutedSound && context) playCue(context, 'muted')
  }, time)

  const reach = computed((): RoomReach => {
    if (routes.room.value === 'place') return placeReach.value
    return routes.call.value === 'talking' ? 'open' : 'no-room'
  })
  const look = computed(() =>
    lookOf({
      device: microphone.state.value,
      hasTrack: microphone.hasTrack.value,
      fault: microphone.fault.value,
      on: on.value,
      held: keys.held.value,
      deafened: deafened.value,
      // A moderator of the place does not silence a call.
      roomSilence: routes.room.value === 'place' ? roomSilence.value : undefined,
      reach: reach.value,
      deviceSilent: ownSpeech.deviceSilent.value,
    }),
  )
  const isOff = () => look.value.state === 'off' && look.value.reason === undefined
  const narrows = computed(() => settings.values.value.voiceActivation && !settings.values.value.performer)
  /** Voice activation cannot measure anything, so everything is sent. */
  const activationBroken = computed(() => narrows.value && look.value.open && meter.state.value === 'broken')

  /** What the others see. The service tells them why the room silences somebody. */
  const muted = (room: VoiceRoom) =>
    routes.room.value !== room ||
    microphone.fault.value !== undefined ||
    deafened.value ||
    !(on.value || keys.held.value)

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
    routes.pass(transmitting.value)
    for (const room of ['place', 'call'] as const) {
      if (room === 'call' && routes.call.value === 'none') {
        toldMuted.delete(room)
        continue
      }
      if (toldMuted.get(room) === muted(room)) continue
      toldMuted.set(room, muted(room))
      events.onMuted(room, muted(room))
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

  /** The rooms that want the microphone. */
  const wanting = new Set<VoiceRoom>()

  return {
    on,
    deafened,
    held: keys.held,
    keys,
    look,
    fault: microphone.fault,
    /** The strong noise suppression is chosen but does not work. */
    filterFailed: microphone.filterFailed,
    level: meter.level,
    /** How loud the resident is at this moment for those who hear them, 0..1 (RMS). */
    sentLevel: () => (transmitting.value && look.value.open ? ownSpeech.level() : 0),
    transmitting,
    activationBroken,
    /** The resident tries to speak while muted. */
    mutedSpeech: mutedSpeech.noticed,
    /** Whether the level is shown. */
    metered,
    muted,
    /** Whether the resident speaks and is heard. */
    speaks: () => look.value.open && ownSpeech.speaks(),
    /** The room that hears the resident if anybody does. */
    room: routes.room,
    /** Whether there are two rooms to choose from. */
    hasOther: routes.hasOther,
    /** What part the page has in a call. */
    callVoice: routes.call,
    /** A room wants the microphone; where there is none yet, or a fault, the browser is asked. */
    async open(room: VoiceRoom): Promise<void> {
      wanting.add(room)
      routes.setInPlace(wanting.has('place'))
      keys.start()
      if (microphone.state.value === 'closed' || microphone.fault.value) await microphone.open()
      else update()
    },
    /** The room does not need it any more. @returns whether none does */
    close(room: VoiceRoom): boolean {
      wanting.delete(room)
      routes.setInPlace(wanting.has('place'))
      if (room === 'place') roomSilence.value = undefined
      if (wanting.size > 0) {
        update()
        return false
      }
      keys.stop()
      context = undefined
      microphone.close()
      return true
    },
    setCall(call: CallVoice) {
      // What is held to talk in the call must not go on in the place.
      if (call === 'none') keys.lose()
      routes.setCall(call)
      update()
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
