/** Sessions: a resident signed in as one avatar, for as long as the session lasts. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import { type Bus, createLoopbackBus } from '../bus.js'
import { type Avatar, type GridId, gridKey } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import type { Clock, Revocation, RevocationStore } from '../ports.js'
import type { RegionKeyRef } from '../region-keys/region-key.js'

/** Long enough for an evening; the page renews it while it is open. */
export const SESSION_TTL_MS = 12 * 60 * 60 * 1000

/** More than begin by links of region keys within a session's time. */
const MAX_VOUCHED = 50_000

export interface Session extends Avatar {
  readonly id: string
  /** The avatar's name in-world. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Hash of the ticket that began the session: opening the same link again is no fault. */
  readonly ticketHash?: string
  /** The region key that alone vouches for the avatar; without one the grid does. */
  readonly keyId?: string
}

export interface Sessions {
  issue(beginning: Pick<Session, 'grid' | 'agentId' | 'name' | 'ticketHash' | 'keyId'>): Session
  /** @throws VoiceError `session-expired` when its time is over, it was revoked, or its region key was withdrawn */
  check(session: Session): void
  /**
   * The same session with a later end; holders of the old session, such as an open socket, go on with it.
   * @throws VoiceError `session-expired`
   */
  renew(session: Session): Session
  /** The grid itself vouches for the avatar of this session from now on, whatever becomes of its region key. */
  vouch(session: Session): void
  /** The region key that alone vouches for the avatar; `undefined`: the grid does. */
  keyOf(session: Session): RegionKeyRef | undefined
  /** Messages of other nodes were lost: revocations are read again. */
  loadAnew(): Promise<void>
  /** Ends a session at once; resolves when that is stored, too. */
  revoke(session: Session): Promise<void>
  /** Another node could not write that down: it is told and stored. */
  revokeAgain(revocation: Revocation): Promise<void>
  /** Ends every session of an avatar, in all its browsers; it may sign in again. */
  revokeAllOf(avatar: Avatar): Promise<void>
}

/**
 * A session is a signed cookie, and the service keeps no list of them. It only remembers renewals and revocations, for
 * as long as a cookie of such a session could still count.
 * @param servedSince when a grid was made, in milliseconds since 1970; `undefined`: it is not served
 */
export async function createSessions(
  clock: Clock,
  revocations: RevocationStore,
  bus: Bus = createLoopbackBus(),
  isKeyInForce: (key: RegionKeyRef) => boolean = () => true,
  servedSince: (grid: GridId) => number | undefined = () => Number.NEGATIVE_INFINITY,
): Promise<Sessions> {
  /** Sessions for which the grid vouches since they began. The page has that in its cookie when it renews the session. */
  const vouched = new Map<string, true>()
  /** When revoked entries may be forgotten: single sessions, and avatars all of whose sessions were ended. */
  const revoked = new Map<string, number>()
  const renewed = new Map<string, number>()
  /** The latest end of any session seen so far. */
  let latest = 0

  function end({ grid, sessionId, until }: Revocation): void {
    const key = gridKey(grid, sessionId)
    revoked.set(key, Math.max(until, revoked.get(key) ?? 0))
    renewed.delete(sessionId)
  }
  bus.subscribe('session-revoked', end)
  bus.subscribe('session-vouched', ({ sessionId }) => remember(vouched, sessionId, true, MAX_VOUCHED))
  bus.subscribe('session-renewed', ({ sessionId, until }) => renewed.set(sessionId, until))
  async function loadAnew(): Promise<void> {
    for (const revocation of await revocations.load(clock())) end(revocation)
  }
  await loadAnew()

  function tellAndWrite(revocation: Revocation): Promise<void> {
    bus.publish('session-revoked', revocation)
    return revocations.add(revocation)
  }

  function forgetExpired(remembered: Map<string, number>): void {
    for (const [id, until] of remembered) if (until <= clock()) remembered.delete(id)
  }

  /** The latest end a session can have. If the clock was set back, older sessions end later than new ones. */
  function latestEnd(): number {
    latest = Math.max(latest, clock() + SESSION_TTL_MS)
    return latest
  }

  /** The end of a new session: after the end of all revoked sessions of the avatar, or it would be taken for one of them. */
  function endFor({ grid, agentId }: Avatar): number {
    const revokedUntil = revoked.get(gridKey(grid, allOf(agentId))) ?? 0
    const begun = Math.max(clock(), servedSince(grid) ?? clock())
    const end = Math.max(begun + SESSION_TTL_MS, revokedUntil + 1)
    latest = Math.max(latest, end)
    return end
  }

  function keyOf({ grid, id, keyId }: Session): RegionKeyRef | undefined {
    return keyId === undefined || vouched.has(id) ? undefined : { grid, id: keyId }
  }

  function check(session: Session): void {
    const { grid, id, agentId, expiresAt } = session
    const key = keyOf(session)
    latest = Math.max(latest, expiresAt)
    const endedForAgent = expiresAt <= (revoked.get(gridKey(grid, allOf(agentId))) ?? 0)
    const since = servedSince(grid)
    // Another grid may have had that id before.
    const isAlien = since === undefined || expiresAt - SESSION_TTL_MS < since
    const isRevoked =
      isAlien || endedForAgent || revoked.has(gridKey(grid, id)) || (key && !isKeyInForce(key))
    if (!isRevoked && Math.max(expiresAt, renewed.get(id) ?? 0) > clock()) return
    throw new VoiceError('session-expired', 'Your session is over: open a new voice link in-world.')
  }

  return {
    check,
    loadAnew,
    revokeAgain: tellAndWrite,
    keyOf,
    vouch: ({ id }) => bus.publish('session-vouched', { sessionId: id }),
    issue: ({ grid, agentId, name, ticketHash, keyId }) => ({
      id: randomUUID(),
      grid,
      agentId,
      name,
      expiresAt: endFor({ grid, agentId }),
      ...(ticketHash !== undefined && { ticketHash }),
      ...(keyId !== undefined && { keyId }),
    }),
    renew(session) {
      check(session)
      forgetExpired(renewed)
      const expiresAt = endFor(session)
      bus.publish('session-renewed', { sessionId: session.id, until: expiresAt })
      const { keyId, ...own } = session
      return { ...own, expiresAt, ...(keyId !== undefined && keyOf(session) && { keyId }) }
    },
    revoke({ grid, id }) {
      forgetExpired(revoked)
      // Another copy of the session may have been renewed a moment ago.
      return tellAndWrite({ grid, sessionId: id, until: latestEnd() })
    },
    async revokeAllOf({ grid, agentId }) {
      forgetExpired(revoked)
      // Every session begun or renewed so far ends by then; later ones end later.
      await tellAndWrite({ grid, sessionId: allOf(agentId), until: latestEnd() })
    },
  }
}

/** The revocation entry that stands for all sessions of an avatar. */
function allOf(agentId: string): string {
  return `agent:${agentId}`
}
