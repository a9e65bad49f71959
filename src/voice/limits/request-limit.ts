/** So many in so much time, for each of many: addresses, avatars, names. */

import type { Stopwatch } from '../ports.js'
import { remember } from './remember.js'

/** Bounds the memory that strangers can fill; the longest unused goes first. */
const MAX_KEYS = 10_000

export interface RequestLimit {
  /** Whether one more is within the limit; it then counts. */
  take(key: string): boolean
  /** Whether one more would be. */
  allows(key: string): boolean
}

/**
 * @param count how many are free
 * @param windowMs within this time
 */
export function createRequestLimit(stopwatch: Stopwatch, count: number, windowMs: number): RequestLimit {
  const taken = new Map<string, readonly number[]>()

  /** What was taken within the window. */
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
