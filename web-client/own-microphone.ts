/** The resident's microphone, kept: opened as chosen, and got back when it or its permission returns. */

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Device, Devices } from './devices.js'
import {
  type MicrophoneFault,
  type MicrophoneSettings,
  openMicrophone,
  watchMicrophonePermission,
} from './microphone.js'
import type { SettingsStore } from './settings.js'

export interface OwnMicrophone {
  /** Why there is none; `undefined` while there is one, or nobody wants one. */
  readonly fault: ReadonlySignal<MicrophoneFault | undefined>
  /** There is none yet, and the browser has not said whether there will be: it may be asking the resident. */
  readonly asking: ReadonlySignal<boolean>
  track(): MediaStreamTrack | undefined
  /** Asks the browser for it; also again, after a fault. */
  open(): Promise<void>
  close(): void
}

/** Asking the browser about devices costs time that connecting needs first. */
const WATCH_DELAY_MS = 2000

/** @param onOpened another track, or none, is the microphone from now on */
export function createOwnMicrophone(
  settings: SettingsStore,
  devices: Devices,
  onOpened: (track: MediaStreamTrack | undefined, performer: boolean) => void,
): OwnMicrophone {
  const fault = signal<MicrophoneFault | undefined>(undefined)
  const asking = signal(false)
  let wanted = false
  let track: MediaStreamTrack | undefined
  let openedFor: MicrophoneSettings | undefined
  let opening = 0
  let watching = false

  async function open(): Promise<void> {
    wanted = true
    if (!watching) setTimeout(watch, WATCH_DELAY_MS)
    watching = true
    opening += 1
    const attempt = opening
    const chosen = choiceOf(settings)
    asking.value = track === undefined
    // Chromium gives a microphone that is open already as it is, whatever processing is asked for this time.
    if (track && openedFor && processingIn(openedFor) !== processingIn(chosen)) letGo()
    openedFor = chosen
    const result = await openMicrophone(chosen)
    if (attempt === opening) asking.value = false
    const opened = 'track' in result ? result.track : undefined
    if (!wanted || attempt !== opening) return opened?.stop()
    track?.stop()
    track = opened
    fault.value = 'fault' in result ? result.fault : undefined
    if (opened) {
      // Unplugged, or the permission was taken back: another microphone may do.
      opened.onended = () => {
        if (track === opened) open()
      }
    }
    onOpened(opened, chosen.performer)
  }

  function letGo(): void {
    track?.stop()
    track = undefined
    onOpened(undefined, false)
  }

  function watch(): void {
    devices.watch()
    watchMicrophonePermission((state) => {
      if (wanted && (state === 'denied' || fault.value === 'denied')) open()
    })
  }

  /** Devices came or went: is there a better one than what is open? */
  function review(before: readonly Device[], now: readonly Device[]): void {
    if (!wanted) return
    const { inputDevice } = settings.values.value
    const used = track?.getSettings().deviceId
    const has = (list: readonly Device[], wantedId: string | undefined) =>
      list.some(({ id }) => id === wantedId)
    // A sound server may hand the page something silent in place of what was pulled, and end nothing.
    const isGone = track !== undefined && (now.length === 0 || (has(before, used) && !has(now, used)))
    const isBack = track !== undefined && used !== inputDevice && has(now, inputDevice)
    if (isGone || isBack || fault.value === 'missing' || fault.value === 'busy') open()
  }

  let known: readonly Device[] = []
  effect(() => {
    const { inputs } = devices
    const now = inputs.value
    if (!now) return
    const before = known
    known = now
    untracked(() => review(before, now))
  })
  effect(() => {
    const chosen = JSON.stringify(choiceOf(settings))
    if (wanted && chosen !== JSON.stringify(openedFor)) untracked(open)
  })

  return {
    fault,
    asking,
    track: () => track,
    open,
    close() {
      wanted = false
      letGo()
    },
  }
}

/** What a browser does to a voice, in a form that can be compared. */
function processingIn({ inputDevice, ...processing }: MicrophoneSettings): string {
  return JSON.stringify(processing)
}

function choiceOf({ values }: SettingsStore): MicrophoneSettings {
  const { inputDevice, echoCancellation, noiseSuppression, autoGain, performer } = values.value
  return { inputDevice, echoCancellation, noiseSuppression, autoGain, performer }
}
