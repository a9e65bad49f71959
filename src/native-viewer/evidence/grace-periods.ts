/**
 * Grace periods of avatars whose viewers contradict the feed. A period counts over all sessions of an avatar, and is
 * restored more slowly than it is spent: otherwise a viewer that lies now and then, or reconnects, would defeat it.
 */

import { type Avatar, avatarKey } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch } from '../../voice/ports.js'

/** More avatars than ever use their grace period at a time; beyond it the oldest are forgotten. */
const MAX_KEPT = 10_000

export interface GracePeriodsOptions {
  readonly stopwatch: Stopwatch
  readonly limitMs: number
  /** How many times more slowly the period is restored than it is spent. */
  readonly slowness: number
}

/** A session of an avatar. */
interface TimedSession extends Avatar {
  readonly peerId: string
}

export interface GracePeriods {
  /** Notes whether something is amiss with a session. @returns whether something is, and the grace period is used up */
  note(session: TimedSession, amiss: boolean): boolean
  /** To be called when a session has ended. @returns whether the grace period was used up */
  leave(session: TimedSession): boolean
  /** Restores the whole period. */
  renew(avatar: Avatar): void
}

interface GraceAccount {
  readonly amiss: Set<string>
  spentMs: number
  settledAt: number
}

export function createGracePeriods({ stopwatch, limitMs, slowness }: GracePeriodsOptions): GracePeriods {
  const accounts = new Map<string, GraceAccount>()

  /** @param known whether the last note held all the time since then */
  function settle(account: GraceAccount, known: boolean): void {
    const elapsed = stopwatch.now() - account.settledAt
    account.settledAt = stopwatch.now()
    if (account.amiss.size === 0) account.spentMs = Math.max(0, account.spentMs - elapsed / slowness)
    else if (known) account.spentMs = Math.min(limitMs, account.spentMs + elapsed)
  }

  function open(key: string): GraceAccount {
    const account = { amiss: new Set<string>(), spentMs: 0, settledAt: stopwatch.now() }
    remember(accounts, key, account, MAX_KEPT)
    return account
  }

  function part(session: TimedSession, known: boolean): boolean {
    const { peerId } = session
    const account = accounts.get(avatarKey(session))
    if (!account) return false
    const others = account.amiss.size > (account.amiss.has(peerId) ? 1 : 0)
    settle(account, known || others)
    account.amiss.delete(peerId)
    if (account.amiss.size === 0 && account.spentMs === 0) accounts.delete(avatarKey(session))
    return account.spentMs >= limitMs
  }

  return {
    leave: (session) => part(session, true),
    note(session, amiss) {
      if (!amiss) {
        // It is not known since when all is well.
        part(session, false)
        return false
      }
      const key = avatarKey(session)
      const account = accounts.get(key) ?? open(key)
      settle(account, true)
      account.amiss.add(session.peerId)
      return account.spentMs >= limitMs
    },
    renew: (avatar) => void accounts.delete(avatarKey(avatar)),
  }
}
