/** How long a voice was not heard: the longest time between two moments at which it was. */

/** A browser's ear takes shorter pauses for the voice's own. */
const LOOK_INTERVAL_MS = 20

export interface Ear {
  /** Forgets what was before: from now on. */
  reset(): void
  /** The longest silence since then, in milliseconds; one that is not over counts as long as it is now. */
  longestSilence(): number
  /** Since when it has been heard again after that silence, by the stopwatch; `undefined` while it is silent. */
  heardAgainAt(): number | undefined
  isHeard(): boolean
  close(): void
}

/** @param hears whether the voice has been heard since the last call */
export function createEar(hears: () => boolean): Ear {
  let heardAt = performance.now()
  let longest = 0
  let againAt: number | undefined
  const look = () => {
    if (!hears()) return
    const now = performance.now()
    if (now - heardAt > longest) {
      longest = now - heardAt
      againAt = now
    }
    heardAt = now
  }
  const timer = setInterval(look, LOOK_INTERVAL_MS)
  return {
    reset() {
      heardAt = performance.now()
      longest = 0
      againAt = undefined
    },
    longestSilence: () => Math.max(longest, performance.now() - heardAt),
    heardAgainAt: () => againAt,
    isHeard: () => performance.now() - heardAt < 500,
    close: () => clearInterval(timer),
  }
}
