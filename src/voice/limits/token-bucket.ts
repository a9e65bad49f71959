/** Token buckets: a burst, then a steady rate; a single bucket, or one for each key. */

import type { Stopwatch } from '../ports.js'
import { remember } from './remember.js'

export interface Rate {
  /** How many tokens a full bucket holds. */
  readonly burst: number
  /** How many tokens are added a second. */
  readonly perSecond: number
}

export interface TokenBucket {
  /** Takes tokens, one by default; false, and takes none, when fewer are left. */
  spend(amount?: number): boolean
  /** Whether that many tokens are left, one by default. */
  has(amount?: number): boolean
  /** Milliseconds until there is a token. */
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

/** Bounds the memory that strangers can fill; the bucket unused for longest goes first, being most likely full again. */
const MAX_KEYS = 10_000

/** A bucket for each key, such as an address or a region. */
export function createTokenBuckets(stopwatch: Stopwatch, rate: Rate): (key: string) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  return (key) => {
    const bucket = buckets.get(key) ?? createTokenBucket(stopwatch, rate)
    remember(buckets, key, bucket, MAX_KEYS)
    return bucket
  }
}
