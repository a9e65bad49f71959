/** A limited number of requests within a time window, for each key: an address, an avatar, a name. */

import type { Stopwatch } from '../ports.js'
import { remember } from './remember.js'

/** Bounds the memory that strangers can fill; the key unused for longest goes first. */
const MAX_KEYS = 10_000

export interface RequestLimit {
  /** Counts one more request if it is within the limit; false if it is not. */
  take(key: string): boolean
  /** Whether one more request would be within the limit. */
  allows(key: string): boolean
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
    take(key) {
      const before = recent(key)
      if (before.length >= count) return false
      remember(taken, key, [...before, stopwatch.now()], MAX_KEYS)
      return true
    },
  }
}
