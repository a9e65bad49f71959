/** The page's audio output: opened when it is needed, and as the resident's settings say. */

import { effect, untracked } from '@preact/signals'
import type { Devices } from './devices.js'
import type { SettingsStore } from './settings.js'
import { createSpatialMixer, type SpatialMixer } from './spatial-mixer.js'
import type { VoiceState } from './voice-state.js'

export interface Playback {
  /** Not before it is needed or there is time: starting the browser's audio output delays what connects. */
  open(): SpatialMixer
  /** `undefined` until it is open. */
  mixer(): SpatialMixer | undefined
  /** Plays, where the browser lets it by now; best in a gesture. */
  unblock(): Promise<void>
  close(): void
}

/** @param onPlaying the output runs, and so can what else needs its context */
export function createPlayback(
  settings: SettingsStore,
  devices: Devices,
  { playbackBlocked, outputFailed }: Pick<VoiceState, 'playbackBlocked' | 'outputFailed'>,
  onPlaying: (context: AudioContext) => void,
): Playback {
  let mixer: SpatialMixer | undefined
  let outputInUse = ''

  function applySettings(): void {
    const { headphones, masterVolume, outputDevice } = settings.values.value
    mixer?.setHeadphones(headphones)
    mixer?.setVolume(masterVolume)
    if (mixer && outputDevice !== outputInUse) useOutput(mixer, outputDevice)
  }
  effect(applySettings)

  async function useOutput(target: SpatialMixer, deviceId: string): Promise<void> {
    outputInUse = deviceId
    // Asked for the device that it last had, the browser would not look whether it is still there.
    const done = isListed(deviceId) && (await target.setOutputDevice(deviceId))
    if (target !== mixer || settings.values.value.outputDevice !== deviceId) return
    outputFailed.value = !done
    if (!done) await target.setOutputDevice('')
    // Losing its device may have stopped it.
    await unblock()
  }

  const isListed = (deviceId: string) =>
    deviceId === '' || (devices.outputs.value?.some(({ id }) => id === deviceId) ?? true)

  /** A loudspeaker that is pulled gives way to the browser's choice; put back, it is the resident's again. */
  function review(): void {
    const { outputDevice } = settings.values.value
    if (!mixer || outputDevice === '') return
    if (isListed(outputDevice) === outputFailed.value) useOutput(mixer, outputDevice)
  }
  effect(() => {
    if (devices.outputs.value) untracked(review)
  })

  async function unblock(): Promise<void> {
    const playing = await mixer?.resume()
    playbackBlocked.value = playing === false
    if (playing && mixer) onPlaying(mixer.context)
  }

  return {
    open() {
      if (!mixer) {
        mixer = createSpatialMixer(new AudioContext({ latencyHint: 'interactive' }))
        // What it played through is gone; without another try it stays silent.
        mixer.context.addEventListener('error', () => mixer && useOutput(mixer, outputInUse))
        applySettings()
        unblock()
      }
      return mixer
    },
    mixer: () => mixer,
    unblock,
    close() {
      mixer?.close()
      mixer = undefined
      outputInUse = ''
    },
  }
}
