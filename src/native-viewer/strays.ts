/** Whose viewers are in the channel of a parcel without standing there: for how long that is borne, and what then. */

import type { Clock } from '../voice/ports.js'

/**
 * So much is borne: a feed is up to a second late, and a viewer takes one or two after a border to ask for the
 * other channel.
 */
export const ASTRAY_MS = 5000

/** It is forgiven this many times slower than it is spent, or one could listen in most of the time, by turns. */
export const FORGIVEN_SLOWER = 30

/** Who has spent it is mistrusted for so long: the feed's word counts at once, whatever number its viewer names. */
export const MISTRUSTED_MS = 10 * 60_000

/** More avatars than ever go astray at a time; beyond it the oldest are forgotten. */
const MAX_KEPT = 10_000

export interface Strays {
  /** The feed has told where an avatar is. @returns whether the session is to end */
  note(agentId: string, peerId: string, astray: boolean): boolean
  /** That session is over. */
  leave(agentId: string, peerId: string): void
  isMistrusted(agentId: string): boolean
}

interface Account {
  readonly astray: Set<string>
  spentMs: number
  settledAt: number
  mistrustedUntil: number
}

export function createStrays(clock: Clock): Strays {
  const accounts = new Map<string, Account>()

  /** @param known whether what was last noted held all the time since */
  function settle(account: Account, known: boolean): void {
    // A clock that was set back takes nothing from anybody.
    const elapsed = Math.max(0, clock() - account.settledAt)
    account.settledAt = clock()
    if (account.astray.size === 0) account.spentMs = Math.max(0, account.spentMs - elapsed / FORGIVEN_SLOWER)
    else if (known) account.spentMs += elapsed
    if (account.spentMs < ASTRAY_MS) return
    account.spentMs = 0
    account.mistrustedUntil = clock() + MISTRUSTED_MS
  }

  function open(agentId: string): Account {
    const account = { astray: new Set<string>(), spentMs: 0, settledAt: clock(), mistrustedUntil: 0 }
    accounts.set(agentId, account)
    const [oldest] = accounts.keys()
    if (accounts.size > MAX_KEPT && oldest !== undefined) accounts.delete(oldest)
    return account
  }

  const isMistrusted = (agentId: string) => (accounts.get(agentId)?.mistrustedUntil ?? 0) > clock()

  function part(agentId: string, peerId: string, known: boolean): void {
    const account = accounts.get(agentId)
    if (!account) return
    const others = account.astray.size > (account.astray.has(peerId) ? 1 : 0)
    settle(account, known || others)
    account.astray.delete(peerId)
    const idle = account.astray.size === 0 && account.spentMs === 0
    if (idle && !isMistrusted(agentId)) accounts.delete(agentId)
  }

  return {
    isMistrusted,
    leave: (agentId, peerId) => part(agentId, peerId, true),
    note(agentId, peerId, astray) {
      if (!astray) {
        // Since when it has been where it belongs is not known.
        part(agentId, peerId, false)
        return false
      }
      const account = accounts.get(agentId) ?? open(agentId)
      settle(account, true)
      account.astray.add(peerId)
      return isMistrusted(agentId)
    },
  }
}
