/** The resident's microphone, kept: opened as chosen, and got back when it or its permission returns. */

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { createMachine, type Transitions } from '../page/machine.js'
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
  /** Why there is none; `undefined` while there is one, or nobody wants one. */
  readonly fault: ReadonlySignal<MicrophoneFault | undefined>
  readonly state: ReadonlySignal<DeviceState>
  track(): MediaStreamTrack | undefined
  /** Asks the browser for it; also again, after a fault. */
  open(): Promise<void>
  close(): void
}

export type DeviceState =
  /** Nobody wants one. */
  | 'closed'
  /** There is none yet, and the browser has not said whether there will be: it may be asking the resident. */
  | 'asking'
  | 'open'
  /** Another one is asked for while there is one. */
  | 'changing'
  /** There is none; the fault says why. */
  | 'failed'

export type DeviceEvent = 'ask' | 'opened' | 'failed' | 'close'

/** What the browser says to a question that is no longer asked is illegal everywhere else. */
export const deviceTransitions: Transitions<DeviceState, DeviceEvent> = {
  closed: { ask: 'asking' },
  asking: { ask: 'asking', opened: 'open', failed: 'failed', close: 'closed' },
  open: { ask: 'changing', close: 'closed' },
  changing: { ask: 'changing', opened: 'open', failed: 'failed', close: 'closed' },
  failed: { ask: 'asking', close: 'closed' },
}

/** Asking the browser about devices costs time that connecting needs first. */
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
    // Chromium gives a microphone that is open already as it is, whatever processing is asked for this time.
    if (track && openedFor && processingIn(openedFor) !== processingIn(chosen)) letGo()
    openedFor = chosen
    const result = await openMicrophone(mediaDevices, chosen)
    const opened = 'track' in result ? result.track : undefined
    // Asked again meanwhile, or wanted no more: what came is nobody's.
    if (attempt !== attempts || !machine.tell(opened ? 'opened' : 'failed')) return opened?.stop()
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
    watchMicrophonePermission(permissions, (permission) => {
      if (isWanted() && (permission === 'denied' || fault.value === 'denied')) open()
    })
  }

  /** Devices came or went: is there a better one than what is open? */
  function review(before: readonly Device[], now: readonly Device[]): void {
    if (!isWanted()) return
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

/** What a browser does to a voice, in a form that can be compared. */
function processingIn({ inputDevice, ...processing }: MicrophoneSettings): string {
  return JSON.stringify(processing)
}

function choiceOf({ values }: SettingsStore): MicrophoneSettings {
  const { inputDevice, echoCancellation, noiseSuppression, autoGain, performer } = values.value
  return { inputDevice, echoCancellation, noiseSuppression, autoGain, performer }
}
