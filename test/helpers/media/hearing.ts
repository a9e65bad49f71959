/** What a media peer hears of one voice: since when, and its longest silence. */

import type { Heard } from './media-peer.js'

export interface Hearing {
  /** Takes what has arrived since the last call. */
  note(heard: Heard): void
  /** Whether the voice was heard within the last moments. */
  isHeard(): boolean
  /** The longest time without the voice since `forget`, in milliseconds: the present silence counts. */
  longestSilenceMs(): number
  /** Since when it has been heard again after that silence, by the stopwatch; `undefined` while it is silent. */
  heardAgainAt(): number | undefined
  /** Counts silences anew, from now on. */
  forget(): void
}

/** Much softer than any voice of the tests. */
const LEAST = 0.01
const RECENT_MS = 200

export function createHearing(toneHz: number): Hearing {
  let heardAt = Number.NEGATIVE_INFINITY
  let longest = 0
  let againAt: number | undefined
  return {
    note(heard) {
      if (heard.seconds === 0 || heard.tone(toneHz).left + heard.tone(toneHz).right < LEAST) return
      const now = performance.now()
      if (now - heardAt > longest) {
        longest = now - heardAt
        againAt = now
      }
      heardAt = now
    },
    isHeard: () => performance.now() - heardAt < RECENT_MS,
    longestSilenceMs: () => Math.max(longest, performance.now() - heardAt),
    heardAgainAt: () => (performance.now() - heardAt > longest ? undefined : againAt),
    forget() {
      heardAt = performance.now()
      longest = 0
      againAt = undefined
    },
  }
}
