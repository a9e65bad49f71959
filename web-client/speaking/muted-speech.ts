/** Notices that the resident speaks with the microphone off, and plays a sound. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { PageTime } from '../page/page-time.js'

/** A muted resident who is louder than this for that many reports of the meter is trying to speak. */
const SPEECH_LEVEL = 0.03
const SPEECH_REPORTS = 8
const HINT_MS = 5000

export interface MutedSpeech {
  /** True while the resident does so, and for a moment afterwards. */
  readonly noticed: ReadonlySignal<boolean>
  /** @param level of the microphone, 0..1, while it is off */
  hear(level: number): void
  /** The microphone is on. */
  forget(): void
}

/** @param sound plays the hint's sound */
export function createMutedSpeech(sound: () => void, time: Pick<PageTime, 'after'>): MutedSpeech {
  const noticed = signal(false)
  let loudReports = 0
  let cancelTimer = () => {}

  return {
    noticed,
    hear(level) {
      loudReports = level > SPEECH_LEVEL ? loudReports + 1 : Math.max(0, loudReports - 1)
      if (loudReports < SPEECH_REPORTS || noticed.value) return
      loudReports = 0
      noticed.value = true
      sound()
      cancelTimer()
      cancelTimer = time.after(HINT_MS, () => {
        noticed.value = false
      })
    },
    forget() {
      noticed.value = false
    },
  }
}
