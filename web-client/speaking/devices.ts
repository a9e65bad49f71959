/** The microphones, loudspeakers and cameras that the browser offers. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { PageBrowser } from '../page/page-browser.js'

export interface Device {
  readonly id: string
  /** '' until the resident has allowed the microphone, or the camera. */
  readonly name: string
}

export interface Devices {
  /** `undefined` until the lists are watched. */
  readonly inputs: ReadonlySignal<readonly Device[] | undefined>
  readonly outputs: ReadonlySignal<readonly Device[] | undefined>
  readonly cameras: ReadonlySignal<readonly Device[] | undefined>
  /** Whether this browser can play through a device other than its own choice. */
  readonly canChooseOutput: boolean
  /** From now on the lists follow devices that come and go. */
  watch(): void
}

/** Chromium on Linux sends no event for a device that udev does not know, though it lists the device when asked. */
const POLL_MS = 4000

export function createDevices({
  mediaDevices: media,
  canChooseOutput,
  time,
}: Pick<PageBrowser, 'mediaDevices' | 'canChooseOutput' | 'time'>): Devices {
  const inputs = signal<readonly Device[] | undefined>(undefined)
  const outputs = signal<readonly Device[] | undefined>(undefined)
  const cameras = signal<readonly Device[] | undefined>(undefined)
  let listed = ''
  let watching = false

  async function list(): Promise<void> {
    const all = (await media?.enumerateDevices()) ?? []
    const of = (kind: MediaDeviceKind) =>
      all
        // The default device is the first choice already.
        .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
        .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
    const now = { inputs: of('audioinput'), outputs: of('audiooutput'), cameras: of('videoinput') }
    const text = JSON.stringify(now)
    if (text === listed) return
    listed = text
    inputs.value = now.inputs
    outputs.value = now.outputs
    cameras.value = now.cameras
  }

  return {
    inputs,
    outputs,
    cameras,
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
