/** Slows the guessing of passwords per address and account, and locks nobody out. */

import { VoiceError } from '../../errors.js'
import { type GridId, gridKey } from '../grids/grid.js'
import { limitsOfOneNode, type MakeLimit } from '../limits/limits.js'
import { networkOf } from '../limits/network-of.js'
import { remember } from '../limits/remember.js'
import type { Timers } from '../ports.js'

/** Failures that cost nothing: a person mistypes, a region has an old password. */
const FREE_FAILURES = 10

/** After those, attempts on the same account from the same address pass one by one, this far apart. */
const SPACING_MS = 20

/** Attempts that would wait longer are refused unchecked: a region waits with a lock held. */
const MAX_WAIT_MS = 2000

/**
 * On all nodes together no more pass than on one. Timers are not exact, and nobody is to be refused for that.
 */
const IN_ALL = { name: 'voice-account-passwords', count: 120, windowMs: MAX_WAIT_MS }

/** Failures are forgotten after this time without attempts. */
const FORGET_AFTER_MS = 60_000

/** Bounds the memory that strangers can fill; the entry unused for longest goes first. */
const MAX_ENTRIES = 10_000

interface FailureRecord {
  failures: number
  waiting: number
  /** By the stopwatch, like `lastAt`. */
  nextAt: number
  lastAt: number
}

/** The account that somebody tries to sign in to, and from where. */
export interface SignInAttempt {
  /** `null` for an admin, who belongs to no grid. */
  readonly grid: GridId | null
  readonly address: string
  readonly account: string
}

export interface SignInThrottle {
  /**
   * Runs a check of a password, after a wait if there were many failures. A check that throws counts as a
   * failure, except `too-busy`; a success clears all failures of that address and account.
   *
   * @throws VoiceError `rate-limited` when too many wait already, else whatever the check throws
   */
  attempt<T>(who: SignInAttempt, check: () => Promise<T>): Promise<T>
}

export interface SignInThrottleOptions {
  /** Sleeps for a number of milliseconds; tests pass their own. */
  readonly wait?: (milliseconds: number) => Promise<void>
  readonly makeLimit?: MakeLimit
}

export function createSignInThrottle(
  timers: Timers,
  {
    wait = (milliseconds) => sleep(timers, milliseconds),
    makeLimit = limitsOfOneNode(timers),
  }: SignInThrottleOptions = {},
): SignInThrottle {
  const inAll = makeLimit(IN_ALL)
  const entries = new Map<string, FailureRecord>()

  function entryOf(key: string): FailureRecord {
    const known = entries.get(key)
    const fresh = !known || timers.now() - known.lastAt > FORGET_AFTER_MS
    const entry = fresh
      ? { failures: 0, waiting: 0, nextAt: Number.NEGATIVE_INFINITY, lastAt: timers.now() }
      : known
    remember(entries, key, entry, MAX_ENTRIES)
    return entry
  }

  async function turn(key: string, entry: FailureRecord): Promise<void> {
    if (entry.failures === 0 || entry.failures + entry.waiting < FREE_FAILURES) return
    const now = timers.now()
    const slot = Math.max(now, entry.nextAt)
    if (slot - now > MAX_WAIT_MS) throw tooMany()
    entry.nextAt = slot + SPACING_MS
    if (slot > now) await wait(slot - now)
    if (!(await inAll.take(key))) throw tooMany()
  }

  return {
    async attempt({ grid, address, account }, check) {
      const key = `${networkOf(address)} ${gridKey(grid ?? '', account)}`
      const entry = entryOf(key)
      await turn(key, entry)
      entry.waiting += 1
      try {
        const result = await check()
        entry.failures = 0
        entry.nextAt = Number.NEGATIVE_INFINITY
        return result
      } catch (error) {
        if (!(error instanceof VoiceError && error.code === 'too-busy')) {
          entry.failures += 1
          entry.lastAt = timers.now()
        }
        throw error
      } finally {
        entry.waiting -= 1
        if (entry.failures === 0 && entry.waiting === 0) entries.delete(key)
      }
    },
  }
}

function tooMany(): VoiceError {
  return new VoiceError('rate-limited', 'Too many wrong sign-ins: wait a few seconds.', {
    retryAfterSeconds: MAX_WAIT_MS / 1000,
  })
}

function sleep(timers: Timers, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(milliseconds, resolve)
  })
}
