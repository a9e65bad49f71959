/** Says by a sound that somebody comes into the room or leaves it. */

import type { CueName } from '../hearing/cues.js'
import type { PageTime } from '../page/page-time.js'

export interface ComingsOptions {
  /** The resident wants to hear it, and hears anything. */
  readonly isWanted: () => boolean
  readonly play: (cue: CueName) => void
  readonly time: Pick<PageTime, 'now'>
}

export interface Comings {
  /** The page has entered a room: who is there already did not come. */
  entered(): void
  /** @param others in the room beside the resident, the one who comes or leaves included */
  came(others: number): void
  left(others: number): void
}

/** In a larger room somebody comes or goes all the time. */
const MOST_PEOPLE = 10
/** After a restart of the service everybody comes back, one after the other. */
const SETTLE_MS = 3000
/** A group that comes together is one sound. */
const PAUSE_MS = 500

export function createComings({ isWanted, play, time }: ComingsOptions): Comings {
  let enteredAt = 0
  let playedAt = Number.NEGATIVE_INFINITY

  function say(cue: CueName, others: number): void {
    const now = time.now()
    if (others + 1 > MOST_PEOPLE || now - enteredAt < SETTLE_MS || now - playedAt < PAUSE_MS) return
    if (!isWanted()) return
    playedAt = now
    play(cue)
  }

  return {
    entered() {
      enteredAt = time.now()
    },
    came: (others) => say('come', others),
    left: (others) => say('go', others),
  }
}
