/** Keeps the resident's microphone: opened as chosen, and opened again when the device or its permission returns. */

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { createMachine, type PageTransitions } from '../page/machine.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Device, Devices } from './devices.js'
import {
  type MicrophoneFault,
  type MicrophoneSettings,
  openMicrophone,
  watchMicrophonePermission,
} from './microphone.js'

export interface OwnMicrophone {
  /** Why there is no microphone; `undefined` while there is one, or none is wanted. */
  readonly fault: ReadonlySignal<MicrophoneFault | undefined>
  readonly state: ReadonlySignal<DeviceState>
  track(): MediaStreamTrack | undefined
  /** Asks the browser for the microphone; also used again after a fault. */
  open(): Promise<void>
  close(): void
}

export type DeviceState =
  /** No microphone is wanted. */
  | 'closed'
  /** There is no microphone yet, and the browser has not said whether there will be: it may be asking the resident. */
  | 'asking'
  | 'open'
  /** Another microphone is asked for while one is open. */
  | 'changing'
  /** There is no microphone; the fault says why. */
  | 'failed'

export type DeviceEvent = 'ask' | 'opened' | 'failed' | 'close'

/** The browser's answer to a question that no longer counts is illegal in all other states. */
export const deviceTransitions: PageTransitions<DeviceState, DeviceEvent> = {
  closed: { ask: 'asking' },
  asking: { ask: 'asking', opened: 'open', failed: 'failed', close: 'closed' },
  open: { ask: 'changing', close: 'closed' },
  changing: { ask: 'changing', opened: 'open', failed: 'failed', close: 'closed' },
  failed: { ask: 'asking', close: 'closed' },
}

/** Asking the browser about devices takes time that connecting needs first. */
const WATCH_DELAY_MS = 2000

/** @param onOpened another track, or none, is the microphone from now on */
export function createOwnMicrophone(
  { mediaDevices, permissions, time }: Pick<PageBrowser, 'mediaDevices' | 'permissions' | 'time'>,
  settings: SettingsStore,
  devices: Pick<Devices, 'inputs' | 'watch'>,
  onOpened: (track: MediaStreamTrack | undefined, performer: boolean) => void,
): OwnMicrophone {
  const state = signal<DeviceState>('closed')
  const fault = signal<MicrophoneFault | undefined>(undefined)
  const machine = createMachine(deviceTransitions, 'closed', (next) => {
    state.value = next
  })
  let track: MediaStreamTrack | undefined
  let openedFor: MicrophoneSettings | undefined
  let attempts = 0
  let watching = false

  const isWanted = () => machine.state() !== 'closed'

  async function open(): Promise<void> {
    machine.tell('ask')
    if (!watching) time.after(WATCH_DELAY_MS, watch)
    watching = true
    attempts += 1
    const attempt = attempts
    const chosen = choiceOf(settings)
    // Chromium returns an open microphone with its present processing, whatever processing is asked for.
    if (track && openedFor && processingIn(openedFor) !== processingIn(chosen)) letGo()
    openedFor = chosen
    const result = await openMicrophone(mediaDevices, chosen)
    const opened = 'track' in result ? result.track : undefined
    // Another question was asked meanwhile, or no microphone is wanted any more: the track that came is not used.
    if (attempt !== attempts || !machine.tell(opened ? 'opened' : 'failed')) return opened?.stop()
    track?.stop()
    track = opened
    fault.value = 'fault' in result ? result.fault : undefined
    if (opened) {
      // The device was unplugged, or the permission revoked: another microphone may work.
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
    watchMicrophonePermission(permissions, (permission) => {
      if (isWanted() && (permission === 'denied' || fault.value === 'denied')) open()
    })
  }

  /** Devices came or went: is there a better one than the open one? */
  function review(before: readonly Device[], now: readonly Device[]): void {
    if (!isWanted()) return
    const { inputDevice } = settings.values.value
    const used = track?.getSettings().deviceId
    const has = (list: readonly Device[], wantedId: string | undefined) =>
      list.some(({ id }) => id === wantedId)
    // A sound server may replace an unplugged device by something silent, without ending the track.
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
    if (isWanted() && chosen !== JSON.stringify(openedFor)) untracked(open)
  })

  return {
    state,
    fault,
    track: () => track,
    open,
    close() {
      if (!machine.tell('close')) return
      attempts += 1
      fault.value = undefined
      letGo()
    },
  }
}

/** The processing of a voice, in a form that can be compared. */
function processingIn({ inputDevice, ...processing }: MicrophoneSettings): string {
  return JSON.stringify(processing)
}

function choiceOf({ values }: SettingsStore): MicrophoneSettings {
  const { inputDevice, echoCancellation, noiseSuppression, autoGain, performer } = values.value
  return { inputDevice, echoCancellation, noiseSuppression, autoGain, performer }
}
