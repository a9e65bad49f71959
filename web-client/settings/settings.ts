/** What the resident has chosen, remembered by this browser. DOM-free except for the storage that it is given. */

import { type ReadonlySignal, signal } from '@preact/signals'

export interface Settings {
  /** Directions as two ears hear them (HRTF); off: plain left and right. */
  readonly headphones: boolean
  /** 0..2; 1 leaves the volume as it is. */
  readonly masterVolume: number
  /** Device ids; '' is the browser's own choice. */
  readonly outputDevice: string
  readonly inputDevice: string
  readonly noiseSuppression: boolean
  readonly echoCancellation: boolean
  readonly autoGain: boolean
  /** Stereo and unprocessed, for music: overrules the three settings above. */
  readonly performer: boolean
  /** Sends only sound that is louder than the threshold. */
  readonly voiceActivation: boolean
  /** The level, 0..1 (RMS), above which sound is speech. */
  readonly activationThreshold: number
  /** Joins with the microphone off: the resident holds a key to talk. */
  readonly startMuted: boolean
  /** `KeyboardEvent.code` of the key that is held to talk; '' for none: Space then presses the focused element. */
  readonly talkKey: string
  /** `KeyboardEvent.code` of the key that toggles the microphone; '' for none. */
  readonly toggleKey: string
  /** Plays a sound when the resident tries to speak while muted. */
  readonly mutedSound: boolean
  /** Connects through the operator's relay only, so that nobody learns this computer's network address. */
  readonly hideAddress: boolean
  /** The radar turns with the avatar; off: north is up. */
  readonly facingUp: boolean
}

export const DEFAULT_SETTINGS: Settings = {
  headphones: true,
  masterVolume: 1,
  outputDevice: '',
  inputDevice: '',
  noiseSuppression: true,
  echoCancellation: true,
  autoGain: true,
  performer: false,
  voiceActivation: false,
  activationThreshold: 0.01,
  startMuted: false,
  talkKey: 'Space',
  toggleKey: 'KeyM',
  mutedSound: true,
  hideAddress: false,
  facingUp: true,
}

/** The part of `localStorage` that is used. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface SettingsStore {
  readonly values: ReadonlySignal<Settings>
  change(changes: Partial<Settings>): void
}

const KEY = 'voice-settings'

/** @param storage may be absent or throw (a browser that forbids it): then nothing is remembered */
export function createSettings(storage: TextStorage | undefined): SettingsStore {
  const values = signal(readSettings(storage))
  return {
    values,
    change(changes) {
      values.value = { ...values.value, ...changes }
      try {
        storage?.setItem(KEY, JSON.stringify(values.value))
      } catch {
        // The storage is full or forbidden: the settings hold until the page is closed.
      }
    },
  }
}

/** Every stored field of the right type; defaults for the rest. */
function readSettings(storage: TextStorage | undefined): Settings {
  const stored = readJson(storage, KEY)
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS
  const known = Object.entries(stored).filter(
    ([key, value]) => typeof value === typeof DEFAULT_SETTINGS[key as keyof Settings],
  )
  return withoutConflict({ ...DEFAULT_SETTINGS, ...Object.fromEntries(known) })
}

/** Settings stored before there were two keys: the key that is held is kept. */
function withoutConflict(settings: Settings): Settings {
  return settings.talkKey !== '' && settings.talkKey === settings.toggleKey
    ? { ...settings, toggleKey: '' }
    : settings
}

/** The value stored under a key; `undefined` where there is none, or no valid JSON. */
export function readJson(storage: TextStorage | undefined, key: string): unknown {
  try {
    return JSON.parse(storage?.getItem(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
