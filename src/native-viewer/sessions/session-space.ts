/** Limits the number of sessions: of each avatar, and of all, where the largest holder gives way. */

import { VoiceError } from '../../errors.js'
import { createFairSpace, type Holder } from '../../voice/limits/fair-space.js'

/** More than all viewers of a large grid; each session is a connection, so this bounds a broken region. */
const MAX_SESSIONS = 2000
/** A region with its eight neighbours, and some calls, perhaps twice each for a moment. */
const MAX_SESSIONS_PER_AGENT = 24

export interface SessionSpace {
  /**
   * Takes a place for a session until it is released; a session of the largest holder may have to end for it.
   * @param ownCount how many sessions that avatar has
   * @throws VoiceError `rate-limited`
   */
  take(peerId: string, holder: Holder, ownCount: number): void
  /** Idempotent. */
  release(peerId: string): void
}

/**
 * @param giveUp ends the session of that peer
 * @param max tests take fewer
 */
export function createSessionSpace(
  giveUp: (peerId: string, cause: VoiceError) => void,
  max = MAX_SESSIONS,
): SessionSpace {
  /** Older sessions stay. */
  const space = createFairSpace({ max, givesUp: 'newest' })
  return {
    take(peerId, holder, ownCount) {
      if (ownCount >= MAX_SESSIONS_PER_AGENT) throw tooMany('This avatar has too many voice sessions.')
      const victim = space.victimFor(holder)
      if (victim === 'refused') throw tooMany('There are too many voice sessions.')
      if (victim !== undefined) {
        space.remove(victim)
        giveUp(victim, tooMany('There are too many voice sessions, and most of them are of this region.'))
      }
      space.add(peerId, holder)
    },
    release: space.remove,
  }
}

function tooMany(message: string): VoiceError {
  return new VoiceError('rate-limited', message)
}
