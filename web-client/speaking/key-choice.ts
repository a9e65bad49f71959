/** Which keys belong to the microphone: one to hold and one that toggles, never the same for both. */

import type { SettingsStore } from '../settings/settings.js'

export type MicrophoneKey = 'talkKey' | 'toggleKey'

/** @returns `taken` where the other one uses that key already; then nothing has changed */
export function chooseKey(settings: SettingsStore, which: MicrophoneKey, code: string): 'done' | 'taken' {
  const other = which === 'talkKey' ? 'toggleKey' : 'talkKey'
  if (code === settings.values.value[other]) return 'taken'
  settings.change({ [which]: code })
  return 'done'
}
