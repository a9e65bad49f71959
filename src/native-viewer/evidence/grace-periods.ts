/**
 * How long something amiss is borne of an avatar. Counted over all its sessions, and given back slower than it is spent:
 * else a viewer that lies by turns, or comes again in time, would get away with it.
 */

import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch } from '../../voice/ports.js'

/** More avatars than ever have something amiss at a time; beyond it the oldest are forgotten. */
const MAX_KEPT = 10_000

export interface PatienceOptions {
  readonly stopwatch: Stopwatch
  readonly limitMs: number
  /** It is given back so many times slower than it is spent. */
  readonly slowness: number
}

export interface Patience {
  /** Notes whether something is amiss with a session. @returns whether it is, and the patience is spent */
  note(agentId: string, peerId: string, amiss: boolean): boolean
  /** That session is over. @returns whether that was too late */
  leave(agentId: string, peerId: string): boolean
  /** All is forgiven. */
  renew(agentId: string): void
}

interface Account {
  readonly amiss: Set<string>
  spentMs: number
  settledAt: number
}

export function createPatience({ stopwatch, limitMs, slowness }: PatienceOptions): Patience {
  const accounts = new Map<string, Account>()

  /** @param known whether what was last noted held all the time since */
  function settle(account: Account, known: boolean): void {
    const elapsed = stopwatch.now() - account.settledAt
    account.settledAt = stopwatch.now()
    if (account.amiss.size === 0) account.spentMs = Math.max(0, account.spentMs - elapsed / slowness)
    else if (known) account.spentMs = Math.min(limitMs, account.spentMs + elapsed)
  }

  function open(agentId: string): Account {
    const account = { amiss: new Set<string>(), spentMs: 0, settledAt: stopwatch.now() }
    remember(accounts, agentId, account, MAX_KEPT)
    return account
  }

  function part(agentId: string, peerId: string, known: boolean): boolean {
    const account = accounts.get(agentId)
    if (!account) return false
    const others = account.amiss.size > (account.amiss.has(peerId) ? 1 : 0)
    settle(account, known || others)
    account.amiss.delete(peerId)
    if (account.amiss.size === 0 && account.spentMs === 0) accounts.delete(agentId)
    return account.spentMs >= limitMs
  }

  return {
    leave: (agentId, peerId) => part(agentId, peerId, true),
    note(agentId, peerId, amiss) {
      if (!amiss) {
        // Since when all is well is not known.
        part(agentId, peerId, false)
        return false
      }
      const account = accounts.get(agentId) ?? open(agentId)
      settle(account, true)
      account.amiss.add(peerId)
      return account.spentMs >= limitMs
    },
    renew: (agentId) => void accounts.delete(agentId),
  }
}
