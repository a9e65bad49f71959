/** Limits on what can be guessed or used to pester somebody: they hold for all nodes of the service together. */

import type { Stopwatch } from '../ports.js'
import { createRequestLimit } from './rates.js'

/** How many requests may be made within a time. */
export interface LimitRule {
  /** Tells the limit from all others. */
  readonly name: string
  readonly count: number
  readonly windowMs: number
}

export interface SharedLimit {
  /** Counts one more request if it is within the limit; false if it is not. */
  take(key: string): Promise<boolean>
  /** Takes the newest request back: it was not one of those that are limited. */
  giveBack(key: string): Promise<void>
}

/** Makes limits. Two of one name count together, on whichever nodes they are. */
export type MakeLimit = (rule: LimitRule) => SharedLimit

/** The limits of a node that is the only one. */
export function limitsOfOneNode(stopwatch: Stopwatch): MakeLimit {
  return ({ count, windowMs }) => {
    const limit = createRequestLimit(stopwatch, count, windowMs)
    return { take: async (key) => limit.take(key), giveBack: async (key) => limit.giveBack(key) }
  }
}
