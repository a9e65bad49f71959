/** The page's audio output: opened when it is needed, set as the resident chose, and kept running. */

import { effect, untracked } from '@preact/signals-core'
import type { PageBrowser } from '../page/page-browser.js'
import type { VoiceState } from '../page/voice-state.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Devices } from '../speaking/devices.js'
import { mayPlay } from './autoplay.js'
import { createFirstVoices } from './first-voices.js'
import { createOutputWatch, OUTPUT_TICK_MS } from './output-watch.js'
import type { VoicePlacement } from './placed-sound.js'
import type { VoiceRoom } from './room-mixer.js'
import { createSpatialMixer, type SpatialMixer } from './spatial-mixer.js'

export interface Playback {
  /**
   * Somebody's voice begins, or takes another way. The output is opened for it when there is time.
   * @param placement asked when the voice is added
   */
  add(voice: PlayedVoice, placement: () => VoicePlacement): void
  remove(voice: Pick<PlayedVoice, 'room' | 'agentId'>): void
  /** Opens the output only when it is needed or there is time: opening delays everything that connects. */
  open(): SpatialMixer
  /** `undefined` until the output is open. */
  mixer(): SpatialMixer | undefined
  /** Starts playing where the browser allows it now; best called in a gesture. */
  unblock(): void
  /** Plays nobody, or follows the settings again. */
  setDeafened(deafened: boolean): void
  /** How loud the place is as a whole, linear: softer behind a call. */
  setPlaceVolume(volume: number): void
  close(): void
}

export interface PlayedVoice {
  readonly room: VoiceRoom
  readonly agentId: string
  readonly stream: MediaStream
  readonly stereo: boolean
}

export interface PlaybackEvents {
  /** The output runs: everything else that needs its context can then run as well. */
  onPlaying(context: AudioContext): void
  /** Somebody is to be heard, and the output is not open. @param open to be called once, soon */
  onFirstVoice(open: () => void): void
}

/** What browsers take for a gesture, and clicks that a program makes. */
const GESTURES = ['pointerdown', 'pointerup', 'touchend', 'keydown', 'click'] as const

export function createPlayback(
  { createAudioContext, time, window }: Pick<PageBrowser, 'createAudioContext' | 'time' | 'window'>,
  settings: SettingsStore,
  devices: Devices,
  { output, outputFailed }: Pick<VoiceState, 'output' | 'outputFailed'>,
  { onPlaying, onFirstVoice }: PlaybackEvents,
): Playback {
  let mixer: SpatialMixer | undefined
  let outputInUse = ''
  let deafened = false
  let placeVolume = 1
  let endTicks = () => {}
  const voices = createFirstVoices(() => mixer !== undefined, onFirstVoice)

  const watch = createOutputWatch(time.now, {
    onState(state) {
      output.value = state
      if (state === 'running' && mixer) {
        mixer.replay()
        onPlaying(mixer.context)
      }
    },
    mayPlay: async () => !mixer || mayPlay(mixer.context),
    onDead: replace,
  })
  for (const kind of GESTURES) window.addEventListener(kind, watch.gesture, { capture: true, passive: true })

  function make(): SpatialMixer {
    const made = createSpatialMixer(createAudioContext())
    mixer = made
    outputInUse = ''
    made.context.addEventListener('statechange', () => made === mixer && watch.look())
    // The device it played through is gone; without another attempt the output stays silent.
    made.context.addEventListener('error', () => made === mixer && useOutput(made, outputInUse))
    applySettings()
    watch.watch(made.context)
    return made
  }

  /** The new output takes over every voice; the connections do not notice. */
  function replace(): void {
    const older = mixer
    const made = make()
    if (!older) return
    for (const room of ['place', 'call'] as const) {
      for (const { agentId, stream, stereo, placement } of older.rooms[room].voices())
        made.rooms[room].add(agentId, stream, placement, stereo)
    }
    older.close()
  }

  function applySettings(): void {
    const { headphones, masterVolume, outputDevice } = settings.values.value
    mixer?.setHeadphones(headphones)
    mixer?.setVolume(deafened ? 0 : masterVolume)
    mixer?.rooms.place.setVolume(placeVolume)
    if (mixer && outputDevice !== outputInUse) useOutput(mixer, outputDevice)
  }
  effect(applySettings)

  async function useOutput(target: SpatialMixer, deviceId: string): Promise<void> {
    outputInUse = deviceId
    // Asked for the device that it had last, the browser would not check whether that device is still there.
    const done = isListed(deviceId) && (await target.setOutputDevice(deviceId))
    if (target !== mixer || settings.values.value.outputDevice !== deviceId) return
    outputFailed.value = !done
    if (!done) await target.setOutputDevice('')
    // Losing its device may have stopped the output.
    watch.look()
  }

  const isListed = (deviceId: string) =>
    deviceId === '' || (devices.outputs.value?.some(({ id }) => id === deviceId) ?? true)

  /** A loudspeaker that is unplugged gives way to the browser's choice; plugged in again, it is used again. */
  function review(): void {
    const { outputDevice } = settings.values.value
    if (!mixer || outputDevice === '') return
    if (isListed(outputDevice) === outputFailed.value) useOutput(mixer, outputDevice)
  }
  effect(() => {
    if (devices.outputs.value) untracked(review)
  })

  function open(): SpatialMixer {
    if (mixer) return mixer
    endTicks = time.every(OUTPUT_TICK_MS, () => {
      watch.tick()
      mixer?.replay()
    })
    return make()
  }

  return {
    open,
    add({ room, agentId, stream, stereo }, placement) {
      voices.add(`${room} ${agentId}`, () => open().rooms[room].add(agentId, stream, placement(), stereo))
    },
    remove({ room, agentId }) {
      voices.remove(`${room} ${agentId}`)
      mixer?.rooms[room].remove(agentId)
    },
    mixer: () => mixer,
    unblock() {
      watch.gesture()
      mixer?.replay()
    },
    setDeafened(next) {
      deafened = next
      untracked(applySettings)
    },
    setPlaceVolume(next) {
      placeVolume = next
      untracked(applySettings)
    },
    close() {
      endTicks()
      watch.close()
      mixer?.close()
      mixer = undefined
      outputInUse = ''
    },
  }
}
