/** The microphones and loudspeakers that the browser lets one choose from. */

import { type ReadonlySignal, signal } from '@preact/signals'

export interface Device {
  readonly id: string
  /** '' until the microphone was allowed. */
  readonly name: string
}

export interface Devices {
  readonly inputs: ReadonlySignal<readonly Device[]>
  readonly outputs: ReadonlySignal<readonly Device[]>
  /** This browser can play through another device than its own choice. */
  readonly canChooseOutput: boolean
  close(): void
}

/** The lists stay true while devices come and go. */
export function watchDevices(): Devices {
  const inputs = signal<readonly Device[]>([])
  const outputs = signal<readonly Device[]>([])
  const media = navigator.mediaDevices

  async function list(): Promise<void> {
    const all = (await media?.enumerateDevices()) ?? []
    const of = (kind: MediaDeviceKind) =>
      all
        // The default is the first choice already.
        .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
        .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
    inputs.value = of('audioinput')
    outputs.value = of('audiooutput')
  }

  list()
  media?.addEventListener('devicechange', list)
  return {
    inputs,
    outputs,
    canChooseOutput: 'setSinkId' in AudioContext.prototype,
    close: () => media?.removeEventListener('devicechange', list),
  }
}
