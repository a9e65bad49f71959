/** How many messages a page may send: a burst when it connects to many, then a steady rate. */

import type { Clock } from '../voice/ports.js'

/** Twelve peers at once, an offer and a score of candidates each. */
const BURST = 400
const PER_SECOND = 50

export interface MessageBudget {
  /** Takes one; false when there is none left. */
  spend(): boolean
}

/** A token bucket. */
export function createMessageBudget(clock: Clock): MessageBudget {
  let left = BURST
  let filledAt = clock()
  return {
    spend() {
      const now = clock()
      left = Math.min(BURST, left + (Math.max(0, now - filledAt) / 1000) * PER_SECOND)
      filledAt = now
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
