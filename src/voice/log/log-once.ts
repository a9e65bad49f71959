/** One log line for something that goes on: regions repeat what is odd every few seconds, for ever. */

import { remember } from '../limits/remember.js'
import type { Stopwatch } from '../ports.js'

/** Strangers may invent keys: the one logged longest ago is forgotten, and may be logged again. */
const MAX_REMEMBERED = 10_000

/** Calls back unless it has done so for that key. */
export type LogOnce = (key: string, log: () => void) => void

/** @param again from when on a key is logged again; without it, once is enough */
export function createLogOnce(again?: { readonly stopwatch: Stopwatch; readonly afterMs: number }): LogOnce {
  const loggedAt = new Map<string, number>()
  const now = () => again?.stopwatch.now() ?? 0
  return (key, log) => {
    const last = loggedAt.get(key)
    if (last !== undefined && now() - last < (again?.afterMs ?? Number.POSITIVE_INFINITY)) return
    remember(loggedAt, key, now(), MAX_REMEMBERED)
    log()
  }
}
