/** How much a page may send: a burst when it connects to many, then a steady rate. */

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

/** Whoever talks by holding a key presses it a few times a second; everybody in the room is told. */
export const MICROPHONE_CHANGES: Rate = { burst: 20, perSecond: 5 }

/** Everybody in the room is told, and connections are made anew. */
export const JOINS: Rate = { burst: 10, perSecond: 0.5 }

export interface MessageBudget {
  affords(amount: number): boolean
  /** Takes one, or as many as are said; false when there are not so many left, and none is taken. */
  spend(amount?: number): boolean
  /** Nothing of it is spent. */
  isFull(): boolean
  /** Milliseconds until there is one. */
  waitMs(): number
}

/** A token bucket. */
export function createMessageBudget(stopwatch: Stopwatch, { burst, perSecond }: Rate): MessageBudget {
  let left = burst
  let filledAt = stopwatch.now()

  function fill(): number {
    const now = stopwatch.now()
    left = Math.min(burst, left + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
    return left
  }

  return {
    affords: (amount) => fill() >= amount,
    spend(amount = 1) {
      if (fill() < amount) return false
      left -= amount
      return true
    },
    isFull: () => fill() >= burst,
    waitMs: () => Math.max(0, Math.ceil(((1 - fill()) / perSecond) * 1000)),
  }
}
