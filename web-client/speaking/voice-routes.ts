/**
 * Which room hears the resident: the place or the call, never both. Each room is sent a track of its own, so that
 * nothing goes for a moment into the room that is not meant.
 */

import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { VoiceRoom } from '../hearing/room-mixer.js'
import type { SettingsStore } from '../settings/settings.js'

/** The page's part in a call, as far as the resident's voice is concerned. */
export type CallVoice =
  | 'none'
  /** The call's connections may be made; nobody talks there yet. */
  | 'waiting'
  | 'talking'

export interface RouteFacts {
  /** The resident takes part in the room of the place. */
  readonly inPlace: boolean
  readonly call: CallVoice
  /** Where the voice goes during a call. */
  readonly chosen: VoiceRoom
  /** The key for the other room is held. */
  readonly other: boolean
}

/** The room that hears the resident. */
export function routeOf({ inPlace, call, chosen, other }: RouteFacts): VoiceRoom {
  if (call === 'none') return 'place'
  if (!inPlace) return 'call'
  if (call === 'waiting') return 'place'
  return other ? otherThan(chosen) : chosen
}

const otherThan = (room: VoiceRoom): VoiceRoom => (room === 'call' ? 'place' : 'call')

export interface VoiceRoutes {
  /** The room that hears the resident if anybody does. */
  readonly room: ReadonlySignal<VoiceRoom>
  readonly call: ReadonlySignal<CallVoice>
  /** Whether there are two rooms to choose from. */
  readonly hasOther: ReadonlySignal<boolean>
  setInPlace(inPlace: boolean): void
  setCall(call: CallVoice): void
  /** The microphone, or none; the place is sent this very track, the call a copy. */
  useTrack(track: MediaStreamTrack | undefined, performer: boolean): void
  /** Lets the voice through into its room, or into none. */
  pass(sends: boolean): void
}

/** @param onTrack the track that everybody in that room is sent from now on */
export function createVoiceRoutes(
  settings: Pick<SettingsStore, 'values'>,
  other: ReadonlySignal<boolean>,
  onTrack: (room: VoiceRoom, track: MediaStreamTrack | null, performer: boolean) => void,
): VoiceRoutes {
  const inPlace = signal(false)
  const call = signal<CallVoice>('none')
  let microphone: MediaStreamTrack | undefined
  let isPerformer = false
  let copy: MediaStreamTrack | undefined
  let sending = false

  const room = computed(() =>
    routeOf({
      inPlace: inPlace.value,
      call: call.value,
      chosen: settings.values.value.callVoiceTo === 'place' ? 'place' : 'call',
      other: other.value,
    }),
  )

  function dropCopy(): void {
    if (!copy) return
    copy.stop()
    copy = undefined
    onTrack('call', null, isPerformer)
  }

  /** The call has its copy for as long as there is a call and a microphone. */
  function review(): void {
    if (call.value === 'none' || !microphone) return dropCopy()
    if (copy) return
    copy = microphone.clone()
    copy.enabled = false
    onTrack('call', copy, isPerformer)
  }

  function pass(sends: boolean): void {
    sending = sends
    const wanted = { place: sends && room.value === 'place', call: sends && room.value === 'call' }
    const tracks = { place: microphone, call: copy }
    // What closes comes first.
    for (const open of [false, true]) {
      for (const one of ['place', 'call'] as const) {
        const track = tracks[one]
        if (track && wanted[one] === open && track.enabled !== open) track.enabled = open
      }
    }
  }

  return {
    room,
    call,
    hasOther: computed(() => inPlace.value && call.value === 'talking'),
    setInPlace(next) {
      inPlace.value = next
    },
    setCall(next) {
      call.value = next
      review()
      pass(sending)
    },
    useTrack(track, performer) {
      dropCopy()
      microphone = track
      isPerformer = performer
      // Closed until it is let through.
      pass(false)
      review()
      onTrack('place', track ?? null, performer)
    },
    pass,
  }
}
