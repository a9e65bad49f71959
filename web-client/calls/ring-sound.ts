/** The sound of a call that rings at this page. */

import { playCue } from '../hearing/cues.js'
import type { PageBrowser } from '../page/page-browser.js'

export interface RingSound {
  /** Rings until it is stopped. A second start changes nothing. */
  start(): void
  /** Sounds a single time, for a resident who talks already. */
  once(): void
  stop(): void
}

const RING_MS = 3000
const CLOSE_MS = 2000

/** The page may not hear anything else, so the ring has an output of its own, for as long as it rings. */
export function createRingSound({
  createAudioContext,
  time,
}: Pick<PageBrowser, 'createAudioContext' | 'time'>): RingSound {
  let context: AudioContext | undefined
  let endRounds: (() => void) | undefined

  function play(): void {
    try {
      context ??= createAudioContext()
      playCue(context, 'ring')
    } catch {
      // A browser without an output shows the call all the same.
    }
  }

  return {
    start() {
      if (endRounds) return
      endRounds = time.every(RING_MS, play)
      play()
    },
    once: play,
    stop() {
      endRounds?.()
      endRounds = undefined
      const older = context
      context = undefined
      if (!older) return
      older.suspend().catch(() => undefined)
      // Closing takes time that an answered call needs first.
      time.after(CLOSE_MS, () => older.close().catch(() => undefined))
    },
  }
}
