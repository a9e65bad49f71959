/** The page's audio output: opened when it is needed, and as the resident's settings say. */

import { effect } from '@preact/signals'
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
  { playbackBlocked, outputFailed }: Pick<VoiceState, 'playbackBlocked' | 'outputFailed'>,
  onPlaying: (context: AudioContext) => void,
): Playback {
  let mixer: SpatialMixer | undefined
  let outputInUse = ''

  function applySettings(): void {
    const { headphones, masterVolume, outputDevice } = settings.values.value
    mixer?.setHeadphones(headphones)
    mixer?.setVolume(masterVolume)
    if (mixer && outputDevice !== outputInUse) {
      outputInUse = outputDevice
      mixer.setOutputDevice(outputDevice).then((done) => {
        outputFailed.value = !done
      })
    }
  }
  effect(applySettings)

  async function unblock(): Promise<void> {
    const playing = await mixer?.resume()
    playbackBlocked.value = playing === false
    if (playing && mixer) onPlaying(mixer.context)
  }

  return {
    open() {
      if (!mixer) {
        mixer = createSpatialMixer(new AudioContext({ latencyHint: 'interactive' }))
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
