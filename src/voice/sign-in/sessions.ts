/** Sessions: a resident signed in as one avatar, for as long as the session lasts. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import type { Clock, RevocationStore } from '../ports.js'

/** Long enough for an evening; the page renews it while it is open. */
export const SESSION_TTL_MS = 12 * 60 * 60 * 1000

export interface Session {
  readonly id: string
  /** The avatar's UUID, lower case. */
  readonly agentId: string
  /** As in-world. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Of the ticket that it began with: the same link opened again is no fault. */
  readonly ticketHash?: string
}

export interface Sessions {
  issue(beginning: Pick<Session, 'agentId' | 'name' | 'ticketHash'>): Session
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
  revokeAllOf(agentId: string): Promise<void>
}

/**
 * Sessions carry themselves (signed, in a cookie); only renewed and revoked ones are remembered, for as
 * long as any cookie of theirs could still count.
 */
export async function createSessions(clock: Clock, revocations: RevocationStore): Promise<Sessions> {
  const known = await revocations.load(clock())
  const revoked = new Map(known.map(({ sessionId, until }) => [sessionId, until]))
  const renewed = new Map<string, number>()
  /** When the last of all sessions that were seen ends. */
  let latest = 0

  function forgetExpired(remembered: Map<string, number>): void {
    for (const [id, until] of remembered) if (until <= clock()) remembered.delete(id)
  }

  /** Where the clock was set back meanwhile, what was begun before it ends later than what begins now. */
  function latestEnd(): number {
    latest = Math.max(latest, clock() + SESSION_TTL_MS)
    return latest
  }

  /** After the end of all that was revoked, or a new session would be taken for one of those. */
  function endFor(agentId: string): number {
    const end = Math.max(clock() + SESSION_TTL_MS, (revoked.get(agentKey(agentId)) ?? 0) + 1)
    latest = Math.max(latest, end)
    return end
  }

  function check({ id, agentId, expiresAt }: Session): void {
    latest = Math.max(latest, expiresAt)
    const endedForAgent = expiresAt <= (revoked.get(agentKey(agentId)) ?? 0)
    if (!endedForAgent && Math.max(expiresAt, renewed.get(id) ?? 0) > clock() && !revoked.has(id)) return
    throw new VoiceError('session-expired', 'Your session is over: open a new voice link in-world.')
  }

  return {
    check,
    issue: ({ agentId, name, ticketHash }) => ({
      id: randomUUID(),
      agentId,
      name,
      expiresAt: endFor(agentId),
      ...(ticketHash !== undefined && { ticketHash }),
    }),
    renew(session) {
      check(session)
      forgetExpired(renewed)
      const expiresAt = endFor(session.agentId)
      renewed.set(session.id, expiresAt)
      return { ...session, expiresAt }
    },
    revoke({ id }) {
      forgetExpired(revoked)
      renewed.delete(id)
      // Another copy of it may have been renewed a moment ago.
      const until = latestEnd()
      revoked.set(id, until)
      return revocations.add(id, until)
    },
    async revokeAllOf(agentId) {
      forgetExpired(revoked)
      // Every session that was begun or renewed until now ends by then; a later one ends later.
      const until = latestEnd()
      revoked.set(agentKey(agentId), until)
      await revocations.add(agentKey(agentId), until)
    },
  }
}

function agentKey(agentId: string): string {
  return `agent:${agentId}`
}
