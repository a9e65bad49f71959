/** How many sessions there may be: of each avatar, and of all, where whoever brings most gives way to others. */

import { VoiceError } from '../../errors.js'
import { createFairSpace, type Holder } from '../../voice/limits/fair-space.js'

/** More than all viewers of a grid's largest node; each session is a connection, so this bounds a broken region. */
const MAX_SESSIONS = 2000
/** One's own region and its eight neighbours, and as many calls, each of them perhaps twice for a moment. */
const MAX_SESSIONS_PER_AGENT = 24

export interface SessionSpace {
  /**
   * Takes a place for a session, which has it until it is released; one of whoever has most may lose its own.
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
  /** Whoever was here first stays. */
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
