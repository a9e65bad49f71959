/** Token buckets: so many at once, and then so many a second; one of them, or one for each of many. */

import type { Stopwatch } from './ports.js'

export interface Rate {
  /** So many at once… */
  readonly burst: number
  /** …and then so many a second. */
  readonly perSecond: number
}

export interface TokenBucket {
  /** Takes one; false when there is none left. */
  spend(): boolean
  /** Whether there is one. */
  has(): boolean
}

export function createTokenBucket(stopwatch: Stopwatch, { burst, perSecond }: Rate): TokenBucket {
  let left = burst
  let filledAt = stopwatch.now()
  function has(): boolean {
    const now = stopwatch.now()
    left = Math.min(burst, left + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
    return left >= 1
  }
  return {
    has,
    spend() {
      if (!has()) return false
      left -= 1
      return true
    },
  }
}

/** Bounds the memory that strangers can fill; the longest unused goes first, and is most likely full again. */
const MAX_KEYS = 10_000

/** A bucket for each key: an address, a region. */
export function createTokenBuckets(stopwatch: Stopwatch, rate: Rate): (key: string) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  return (key) => {
    const bucket = buckets.get(key) ?? createTokenBucket(stopwatch, rate)
    buckets.delete(key)
    const [oldest] = buckets.size >= MAX_KEYS ? buckets.keys() : []
    if (oldest !== undefined) buckets.delete(oldest)
    buckets.set(key, bucket)
    return bucket
  }
}
