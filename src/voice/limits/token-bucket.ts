/** Token buckets: so many at once, and then so many a second; one of them, or one for each of many. */

import type { Stopwatch } from '../ports.js'
import { remember } from './remember.js'

export interface Rate {
  /** So many at once… */
  readonly burst: number
  /** …and then so many a second. */
  readonly perSecond: number
}

export interface TokenBucket {
  /** Takes one, or as many as are said; false when there are not so many left, and none is taken. */
  spend(amount?: number): boolean
  /** Whether there are so many. */
  has(amount?: number): boolean
  /** Milliseconds until there is one. */
  waitMs(): number
}

export function createTokenBucket(stopwatch: Stopwatch, { burst, perSecond }: Rate): TokenBucket {
  let left = burst
  let filledAt = stopwatch.now()
  function fill(): number {
    const now = stopwatch.now()
    left = Math.min(burst, left + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
    return left
  }
  return {
    has: (amount = 1) => fill() >= amount,
    spend(amount = 1) {
      if (fill() < amount) return false
      left -= amount
      return true
    },
    waitMs: () => Math.max(0, Math.ceil(((1 - fill()) / perSecond) * 1000)),
  }
}

/** Bounds the memory that strangers can fill; the longest unused goes first, and is most likely full again. */
const MAX_KEYS = 10_000

/** A bucket for each key: an address, a region. */
export function createTokenBuckets(stopwatch: Stopwatch, rate: Rate): (key: string) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  return (key) => {
    const bucket = buckets.get(key) ?? createTokenBucket(stopwatch, rate)
    remember(buckets, key, bucket, MAX_KEYS)
    return bucket
  }
}
