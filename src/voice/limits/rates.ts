/**
 * How often something may be done, for each key: an address, an avatar, a name. Token buckets (a burst, then a steady
 * rate), turns for those who may wait, and a number of requests within a time.
 */

import type { Stopwatch, Timers } from '../ports.js'
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
  /** From now on; what is in the bucket stays, as far as it holds it. */
  setRate(rate: Rate): void
}

export function createTokenBucket(stopwatch: Stopwatch, first: Rate): TokenBucket {
  let { burst, perSecond } = first
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
    setRate(rate) {
      fill()
      burst = rate.burst
      perSecond = rate.perSecond
      fill()
    },
    waitMs: () => Math.max(0, Math.ceil(((1 - fill()) / perSecond) * 1000)),
  }
}

/** Bounds the memory that strangers can fill; the key unused for longest goes first: its bucket is most likely full again. */
const MAX_KEYS = 10_000

/** A bucket for each key, such as an address or a region. */
export function createTokenBuckets(stopwatch: Stopwatch, rate: Rate): (key: string) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  let newest: { readonly key: string; readonly bucket: TokenBucket } | undefined
  return (key) => {
    // Most requests come in a row from one address.
    if (newest?.key === key) return newest.bucket
    const bucket = buckets.get(key) ?? createTokenBucket(stopwatch, rate)
    remember(buckets, key, bucket, MAX_KEYS)
    newest = { key, bucket }
    return bucket
  }
}

export interface TurnsOptions {
  readonly timers: Timers
  readonly rate: Rate
  /** How many may wait for one key; more are refused. */
  readonly maxWaiting: number
}

export interface Turns {
  /** Begins now or when the turn comes. @returns false if too many wait already */
  take(key: string, begin: () => void): boolean
  /** Whether nobody waits for that key and a turn would begin at once. */
  isFree(key: string): boolean
  /** Counts something that was let in without a turn. */
  count(key: string): void
}

/** The line is not looked at more often than this: a few then go at once. */
const SHORTEST_PAUSE_MS = 20

export function createTurns({ timers, rate, maxWaiting }: TurnsOptions): Turns {
  const buckets = createTokenBuckets(timers, rate)
  const lines = new Map<string, (() => void)[]>()

  function goOn(key: string, line: (() => void)[]): void {
    const bucket = buckets(key)
    while (line.length > 0 && bucket.spend()) line.shift()?.()
    if (line.length === 0) lines.delete(key)
    else timers.after(Math.max(SHORTEST_PAUSE_MS, bucket.waitMs()), () => goOn(key, line))
  }

  return {
    isFree: (key) => !lines.has(key) && buckets(key).has(),
    count: (key) => void buckets(key).spend(),
    take(key, begin) {
      const line = lines.get(key)
      if (line) {
        if (line.length >= maxWaiting) return false
        line.push(begin)
      } else if (buckets(key).spend()) begin()
      else {
        const fresh = [begin]
        lines.set(key, fresh)
        goOn(key, fresh)
      }
      return true
    },
  }
}

export interface RequestLimit {
  /** Counts one more request if it is within the limit; false if it is not. */
  take(key: string): boolean
  /** Whether one more request would be within the limit. */
  allows(key: string): boolean
  /** Takes the newest request back. */
  giveBack(key: string): void
}

/**
 * @param count how many requests are allowed
 * @param windowMs within this time
 */
export function createRequestLimit(stopwatch: Stopwatch, count: number, windowMs: number): RequestLimit {
  const taken = new Map<string, readonly number[]>()

  /** The times of requests within the window. */
  function recent(key: string): readonly number[] {
    const now = stopwatch.now()
    return (taken.get(key) ?? []).filter((at) => now - at < windowMs)
  }

  return {
    allows: (key) => recent(key).length < count,
    giveBack(key) {
      const left = recent(key).slice(0, -1)
      if (left.length > 0) remember(taken, key, left, MAX_KEYS)
      else taken.delete(key)
    },
    take(key) {
      const before = recent(key)
      if (before.length >= count) return false
      remember(taken, key, [...before, stopwatch.now()], MAX_KEYS)
      return true
    },
  }
}
