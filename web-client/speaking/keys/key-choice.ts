/** Which keys belong to the microphone: two to hold and one that toggles, never the same for two of them. */

import type { SettingsStore } from '../../settings/settings.js'

export const MICROPHONE_KEYS = ['talkKey', 'toggleKey', 'otherRoomKey'] as const
export type MicrophoneKey = (typeof MICROPHONE_KEYS)[number]

/** @returns `taken` where another one uses that key already; then nothing has changed */
export function chooseKey(settings: SettingsStore, which: MicrophoneKey, code: string): 'done' | 'taken' {
  const taken = MICROPHONE_KEYS.some((other) => other !== which && settings.values.value[other] === code)
  if (taken) return 'taken'
  settings.change({ [which]: code })
  return 'done'
}
