/** Turns for each key: at once while its bucket lasts, then one after the other as the bucket fills. */

import type { Timers } from '../ports.js'
import { createTokenBuckets, type Rate } from './token-bucket.js'

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
