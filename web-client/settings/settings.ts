/** What the resident has chosen, remembered by this browser. DOM-free except for the storage that it is given. */

import { type ReadonlySignal, signal } from '@preact/signals-core'

/** Who takes noise out of the voice: nobody, the browser, or a filter of the page. */
export const NOISE_SUPPRESSIONS = ['off', 'browser', 'strong'] as const
export type NoiseSuppression = (typeof NOISE_SUPPRESSIONS)[number]

export interface Settings {
  /** Directions as two ears hear them (HRTF); off: plain left and right. */
  readonly headphones: boolean
  /** 0..2; 1 leaves the volume as it is. */
  readonly masterVolume: number
  /** Device ids; '' is the browser's own choice. */
  readonly outputDevice: string
  readonly inputDevice: string
  readonly noiseSuppression: NoiseSuppression
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
  /** `KeyboardEvent.code` of the key that is held during a call to talk to the other room; '' for none. */
  readonly otherRoomKey: string
  /** During a call the voice goes to the 'call' or to the 'place'. */
  readonly callVoiceTo: string
  /** Device id of the camera; '' is the browser's own choice. */
  readonly cameraDevice: string
  /** In a call of two the other one may show pictures. */
  readonly takePictures: boolean
  /** During a call the place is heard softly; off: not at all. */
  readonly placeBehindCall: boolean
  /** No calls, no sounds. */
  readonly doNotDisturb: boolean
  /** Plays a sound when somebody comes into a small room, or leaves it. */
  readonly comingSounds: boolean
  /** Plays a sound when the resident tries to speak while muted. */
  readonly mutedSound: boolean
  /** Connects through the operator's relay only, so that nobody learns this computer's network address. */
  readonly hideAddress: boolean
  /** The radar turns with the avatar; off: north is up. */
  readonly facingUp: boolean
  /** '' as the system has it, 'light' or 'dark'. */
  readonly theme: string
  /** The code of a language; '' as the browser prefers. */
  readonly language: string
}

export const DEFAULT_SETTINGS: Settings = {
  headphones: true,
  masterVolume: 1,
  outputDevice: '',
  inputDevice: '',
  noiseSuppression: 'browser',
  echoCancellation: true,
  autoGain: true,
  performer: false,
  voiceActivation: false,
  activationThreshold: 0.01,
  startMuted: false,
  talkKey: 'Space',
  toggleKey: 'KeyM',
  otherRoomKey: 'KeyO',
  callVoiceTo: 'call',
  cameraDevice: '',
  takePictures: true,
  placeBehindCall: true,
  doNotDisturb: false,
  comingSounds: true,
  mutedSound: true,
  hideAddress: false,
  facingUp: true,
  theme: '',
  language: '',
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
  const known = Object.entries(withNamedSuppression(stored)).filter(([key, value]) =>
    key === 'noiseSuppression'
      ? NOISE_SUPPRESSIONS.some((name) => name === value)
      : typeof value === typeof DEFAULT_SETTINGS[key as keyof Settings],
  )
  return withoutConflict({ ...DEFAULT_SETTINGS, ...Object.fromEntries(known) })
}

/** Settings stored when noise suppression was only the browser's, on or off. */
function withNamedSuppression(stored: object): object {
  if (!('noiseSuppression' in stored) || typeof stored.noiseSuppression !== 'boolean') return stored
  return { ...stored, noiseSuppression: stored.noiseSuppression ? 'browser' : 'off' }
}

/** Settings stored before there were several keys: the key that is held is kept, and of the others the older one. */
function withoutConflict(settings: Settings): Settings {
  const { talkKey, toggleKey, otherRoomKey } = settings
  const toggles = toggleKey === talkKey ? '' : toggleKey
  const isTaken = otherRoomKey === talkKey || otherRoomKey === toggles
  return { ...settings, toggleKey: toggles, otherRoomKey: isTaken ? '' : otherRoomKey }
}

/** The value stored under a key; `undefined` where there is none, or no valid JSON. */
export function readJson(storage: TextStorage | undefined, key: string): unknown {
  try {
    return JSON.parse(storage?.getItem(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
