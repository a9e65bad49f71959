/** Turns for each of many: at once as long as its bucket lasts, then one after the other as it fills. */

import type { Timers } from '../ports.js'
import { createTokenBuckets, type Rate } from './token-bucket.js'

export interface TurnsOptions {
  readonly timers: Timers
  readonly rate: Rate
  /** Of one key; beyond so many nobody waits. */
  readonly maxWaiting: number
}

export interface Turns {
  /** Begins now, or when its turn comes. @returns whether it does; not where too many wait already */
  take(key: string, begin: () => void): boolean
  /** Whether nobody waits, and it would begin now. */
  isFree(key: string): boolean
  /** Counts what was let in without a turn. */
  count(key: string): void
}

/** Nobody is asked more often: a few go at once. */
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
