/** How many messages a page may send: a burst when it connects to many, then a steady rate. */

import type { Stopwatch } from '../voice/ports.js'

export interface Rate {
  /** So many at once… */
  readonly burst: number
  /** …and then so many a second. */
  readonly perSecond: number
}

/** Twelve peers at once, an offer and a score of candidates each. */
export const ALL_MESSAGES: Rate = { burst: 400, perSecond: 50 }

/** A resident who speaks in short words changes between speech and silence twice a second. */
export const REPORTS: Rate = { burst: 20, perSecond: 5 }

/** A new connection to the hub costs it some milliseconds; nobody changes network more often. */
export const HUB_OFFERS: Rate = { burst: 6, perSecond: 0.5 }

export interface MessageBudget {
  /** Takes one; false when there is none left. */
  spend(): boolean
}

/** A token bucket. */
export function createMessageBudget(stopwatch: Stopwatch, { burst, perSecond }: Rate): MessageBudget {
  let left = burst
  let filledAt = stopwatch.now()
  return {
    spend() {
      const now = stopwatch.now()
      left = Math.min(burst, left + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
