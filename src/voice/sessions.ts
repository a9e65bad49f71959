/** Sessions: a resident signed in as one avatar, for as long as the session lasts. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../errors.js'
import type { Clock } from './ports.js'

/** Long enough for an evening; a new link or a code renews it. */
export const SESSION_TTL_MS = 12 * 60 * 60 * 1000

export interface Session {
  readonly id: string
  /** The avatar's UUID, lower case. */
  readonly agentId: string
  /** As in-world. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface Sessions {
  issue(avatar: { readonly agentId: string; readonly name: string }): Session
  /** @throws VoiceError `session-expired` when its time is over or it was revoked */
  check(session: Session): void
  revoke(session: Session): void
}

/** Sessions carry themselves (signed, in a cookie); only revoked ones are remembered, until they expire. */
export function createSessions(clock: Clock): Sessions {
  const revoked = new Map<string, number>()

  function forgetExpired(): void {
    for (const [id, expiresAt] of revoked) if (expiresAt <= clock()) revoked.delete(id)
  }

  return {
    issue: ({ agentId, name }) => ({ id: randomUUID(), agentId, name, expiresAt: clock() + SESSION_TTL_MS }),
    check(session) {
      if (session.expiresAt > clock() && !revoked.has(session.id)) return
      throw new VoiceError('session-expired', 'Your session is over: open a new voice link in-world.')
    },
    revoke(session) {
      forgetExpired()
      revoked.set(session.id, session.expiresAt)
    },
  }
}
