/** Sessions: a resident signed in as one avatar, for as long as the session lasts. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import { type Bus, createLoopbackBus } from '../bus.js'
import { type Avatar, gridKey } from '../grids/grid.js'
import type { Clock, Revocation, RevocationStore } from '../ports.js'

/** Long enough for an evening; the page renews it while it is open. */
export const SESSION_TTL_MS = 12 * 60 * 60 * 1000

export interface Session extends Avatar {
  readonly id: string
  /** As in-world. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Of the ticket that it began with: the same link opened again is no fault. */
  readonly ticketHash?: string
}

export interface Sessions {
  issue(beginning: Pick<Session, 'grid' | 'agentId' | 'name' | 'ticketHash'>): Session
  /** @throws VoiceError `session-expired` when its time is over or it was revoked */
  check(session: Session): void
  /**
   * The same session with a new end; who holds the old one, like an open socket, goes on with it.
   * @throws VoiceError `session-expired`
   */
  renew(session: Session): Session
  /** Ends it at once; resolves when that is written down too. */
  revoke(session: Session): Promise<void>
  /** Ends every session of an avatar, in all its browsers; it may sign in again. */
  revokeAllOf(avatar: Avatar): Promise<void>
}

/**
 * Sessions carry themselves (signed, in a cookie); only renewed and revoked ones are remembered, for as
 * long as any cookie of theirs could still count.
 */
export async function createSessions(
  clock: Clock,
  revocations: RevocationStore,
  bus: Bus = createLoopbackBus(),
): Promise<Sessions> {
  /** Sessions, and avatars all of whose sessions until then are ended. */
  const revoked = new Map<string, number>()
  const renewed = new Map<string, number>()
  /** When the last of all sessions that were seen ends. */
  let latest = 0

  function end({ grid, sessionId, until }: Revocation): void {
    const key = gridKey(grid, sessionId)
    revoked.set(key, Math.max(until, revoked.get(key) ?? 0))
    renewed.delete(sessionId)
  }
  bus.subscribe('session-revoked', end)
  for (const revocation of await revocations.load(clock())) end(revocation)

  function tellAndWrite(revocation: Revocation): Promise<void> {
    bus.publish('session-revoked', revocation)
    return revocations.add(revocation)
  }

  function forgetExpired(remembered: Map<string, number>): void {
    for (const [id, until] of remembered) if (until <= clock()) remembered.delete(id)
  }

  /** Where the clock was set back meanwhile, what was begun before it ends later than what begins now. */
  function latestEnd(): number {
    latest = Math.max(latest, clock() + SESSION_TTL_MS)
    return latest
  }

  /** After the end of all that was revoked, or a new session would be taken for one of those. */
  function endFor({ grid, agentId }: Avatar): number {
    const revokedUntil = revoked.get(gridKey(grid, allOf(agentId))) ?? 0
    const end = Math.max(clock() + SESSION_TTL_MS, revokedUntil + 1)
    latest = Math.max(latest, end)
    return end
  }

  function check({ grid, id, agentId, expiresAt }: Session): void {
    latest = Math.max(latest, expiresAt)
    const endedForAgent = expiresAt <= (revoked.get(gridKey(grid, allOf(agentId))) ?? 0)
    const isRevoked = endedForAgent || revoked.has(gridKey(grid, id))
    if (!isRevoked && Math.max(expiresAt, renewed.get(id) ?? 0) > clock()) return
    throw new VoiceError('session-expired', 'Your session is over: open a new voice link in-world.')
  }

  return {
    check,
    issue: ({ grid, agentId, name, ticketHash }) => ({
      id: randomUUID(),
      grid,
      agentId,
      name,
      expiresAt: endFor({ grid, agentId }),
      ...(ticketHash !== undefined && { ticketHash }),
    }),
    renew(session) {
      check(session)
      forgetExpired(renewed)
      const expiresAt = endFor(session)
      renewed.set(session.id, expiresAt)
      return { ...session, expiresAt }
    },
    revoke({ grid, id }) {
      forgetExpired(revoked)
      // Another copy of it may have been renewed a moment ago.
      return tellAndWrite({ grid, sessionId: id, until: latestEnd() })
    },
    async revokeAllOf({ grid, agentId }) {
      forgetExpired(revoked)
      // Every session that was begun or renewed until now ends by then; a later one ends later.
      await tellAndWrite({ grid, sessionId: allOf(agentId), until: latestEnd() })
    },
  }
}

/** Stands for every session of an avatar among those that are revoked. */
function allOf(agentId: string): string {
  return `agent:${agentId}`
}
