/** Keeps the resident's microphone: opened as chosen, and opened again when the device or its permission returns. */

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import { createMachine, type Transitions } from '../../src/pure/state-machine.js'
import type { PageBrowser } from '../page/page-browser.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Device, Devices } from './devices.js'
import { type MicrophoneFault, type MicrophoneSettings, watchMicrophonePermission } from './microphone.js'
import { type OpenVoice, openVoice, wantsFilter } from './suppression/own-voice.js'

export interface OwnMicrophone {
  /** Why there is no microphone; `undefined` while there is one, or none is wanted. */
  readonly fault: ReadonlySignal<MicrophoneFault | undefined>
  readonly state: ReadonlySignal<DeviceState>
  /** The strong noise suppression is chosen but does not work: the browser's own does. */
  readonly filterFailed: ReadonlySignal<boolean>
  readonly hasTrack: ReadonlySignal<boolean>
  /** What is sent. */
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
export const deviceTransitions: Transitions<DeviceState, DeviceEvent> = {
  closed: { ask: 'asking' },
  asking: { ask: 'asking', opened: 'open', failed: 'failed', close: 'closed' },
  open: { ask: 'changing', close: 'closed' },
  changing: { ask: 'changing', opened: 'open', failed: 'failed', close: 'closed' },
  failed: { ask: 'asking', close: 'closed' },
}

/** Asking the browser about devices takes time that connecting needs first. */
const WATCH_DELAY_MS = 2000

/** @param onOpened another voice, or none, is the resident's from now on */
export function createOwnMicrophone(
  browser: Pick<PageBrowser, 'mediaDevices' | 'loadNoiseFilter' | 'permissions' | 'time'>,
  settings: SettingsStore,
  devices: Pick<Devices, 'inputs' | 'watch'>,
  onOpened: (voice: OpenVoice | undefined, performer: boolean) => void,
): OwnMicrophone {
  const { permissions, time } = browser
  const state = signal<DeviceState>('closed')
  const fault = signal<MicrophoneFault | undefined>(undefined)
  const machine = createMachine(deviceTransitions, 'closed', (next) => {
    state.value = next
  })
  const filterFailed = signal(false)
  const hasTrack = signal(false)
  let voice: OpenVoice | undefined
  /** The filter has stopped once with the present choice. */
  let filterStopped = false
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
    if (openedFor && processingIn(openedFor) !== processingIn(chosen)) {
      filterStopped = false
      if (voice) letGo()
    }
    openedFor = chosen
    const withoutFilter = filterStopped && wantsFilter(chosen)
    const used = withoutFilter ? { ...chosen, noiseSuppression: 'browser' as const } : chosen
    const result = await openVoice(browser, used, () => attempt === attempts && leaveFilter())
    const opened = 'voice' in result ? result.voice : undefined
    // Another question was asked meanwhile, or no microphone is wanted any more: what came is not used.
    if (attempt !== attempts || !machine.tell(opened ? 'opened' : 'failed')) return opened?.close()
    voice?.close()
    voice = opened
    hasTrack.value = opened !== undefined
    filterFailed.value = opened?.filterFailed === true || (opened !== undefined && withoutFilter)
    fault.value = 'fault' in result ? result.fault : undefined
    if (opened) {
      // The device was unplugged, or the permission revoked: another microphone may work.
      opened.device.onended = () => {
        if (voice === opened) open()
      }
    }
    onOpened(opened, chosen.performer)
  }

  function letGo(): void {
    voice?.close()
    voice = undefined
    hasTrack.value = false
    onOpened(undefined, false)
  }

  function leaveFilter(): void {
    filterStopped = true
    // Chromium returns an open microphone with its present processing, which here is none.
    letGo()
    open()
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
    const used = voice?.device.getSettings().deviceId
    const has = (list: readonly Device[], wantedId: string | undefined) =>
      list.some(({ id }) => id === wantedId)
    // A sound server may replace an unplugged device by something silent, without ending the track.
    const isGone = voice !== undefined && (now.length === 0 || (has(before, used) && !has(now, used)))
    const isBack = voice !== undefined && used !== inputDevice && has(now, inputDevice)
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
    filterFailed,
    hasTrack,
    track: () => voice?.track,
    open,
    close() {
      if (!machine.tell('close')) return
      attempts += 1
      fault.value = undefined
      filterFailed.value = false
      filterStopped = false
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
