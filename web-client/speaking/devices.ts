/** The microphones and loudspeakers that the browser lets one choose from. */

import { type ReadonlySignal, signal } from '@preact/signals'
import type { PageBrowser } from '../page/page-browser.js'

export interface Device {
  readonly id: string
  /** '' until the microphone was allowed. */
  readonly name: string
}

export interface Devices {
  /** `undefined` until somebody watched. */
  readonly inputs: ReadonlySignal<readonly Device[] | undefined>
  readonly outputs: ReadonlySignal<readonly Device[] | undefined>
  /** This browser can play through another device than its own choice. */
  readonly canChooseOutput: boolean
  /** From now on the lists stay true while devices come and go. */
  watch(): void
}

/** Chromium on Linux tells of no device that udev does not know, though it lists it when asked. */
const POLL_MS = 4000

export function createDevices({
  mediaDevices: media,
  canChooseOutput,
  time,
}: Pick<PageBrowser, 'mediaDevices' | 'canChooseOutput' | 'time'>): Devices {
  const inputs = signal<readonly Device[] | undefined>(undefined)
  const outputs = signal<readonly Device[] | undefined>(undefined)
  let listed = ''
  let watching = false

  async function list(): Promise<void> {
    const all = (await media?.enumerateDevices()) ?? []
    const of = (kind: MediaDeviceKind) =>
      all
        // The default is the first choice already.
        .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
        .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
    const now = { inputs: of('audioinput'), outputs: of('audiooutput') }
    const text = JSON.stringify(now)
    if (text === listed) return
    listed = text
    inputs.value = now.inputs
    outputs.value = now.outputs
  }

  return {
    inputs,
    outputs,
    canChooseOutput,
    watch() {
      if (watching) return
      watching = true
      list()
      media?.addEventListener('devicechange', list)
      time.every(POLL_MS, list)
    },
  }
}
