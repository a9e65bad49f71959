/**
 * Avatars in voice that no feed lists, although the feed of the region where they claim to be is alive. They have a grace
 * period, because an arriving avatar may be quicker than a feed; then their sessions end.
 */

import { VoiceError } from '../../errors.js'
import { type Avatar, avatarKey, isSameRegion, type Region } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch, Timers } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Caller } from '../requests/requests.js'
import { createGracePeriods } from './grace-periods.js'

/** How long an avatar that no feed lists may stay, over all its sessions. */
export const ABSENT_MS = 15_000
/** The grace period is restored this many times slower than it is spent; otherwise reconnecting would defeat it. */
const ABSENT_SLOWNESS = 30

/** More than are ever absent at a time; beyond it the oldest may come in again. */
const MAX_ABSENT = 10_000

/** The part of a session that matters here. */
interface AbsentSession extends Avatar, Region {
  readonly peerId: string
  readonly isCall: boolean
  /** Whether it takes part rather than only listens. */
  readonly isPrimary: boolean
  end(reason: 'refused' | 'closed', cause?: unknown): void
}

export interface AbsencesOptions {
  readonly presence: Pick<Presence, 'find'>
  readonly sessionsIn: (region: Region) => readonly AbsentSession[]
  readonly sessionsOf: (avatar: Avatar) => readonly AbsentSession[]
  readonly timers: Timers & Stopwatch
}

export interface Absences {
  /** To be called when a region's feed has reported. */
  reported(region: Region): void
  /** To be called when feeds have listed these avatars. */
  seen(avatars: readonly Avatar[]): void
  /** To be called when no feed lists these avatars any more. */
  gone(avatars: readonly Avatar[]): void
  /** To be called when a region's feed has fallen silent: nobody counts as absent there. */
  feedLost(region: Region): void
  /** @throws VoiceError `not-allowed` for an avatar whose sessions in that region ended because it was absent */
  check(caller: Caller): void
  /** To be called when a session has ended. */
  leave(session: Pick<AbsentSession, 'grid' | 'agentId' | 'peerId'>): void
  close(): void
}

export function createAbsences({ presence, sessionsIn, sessionsOf, timers }: AbsencesOptions): Absences {
  const gracePeriods = createGracePeriods({
    stopwatch: timers,
    limitMs: ABSENT_MS,
    slowness: ABSENT_SLOWNESS,
  })
  /** The region in which each avatar was found absent. */
  const missing = new Map<string, Region>()
  const departures = new Map<string, () => void>()

  const refusal = () =>
    new VoiceError('not-allowed', "The region's feed does not list this avatar: it is not in the region.")

  function miss(session: AbsentSession): void {
    const { grid, regionId } = session
    remember(missing, avatarKey(session), { grid, regionId }, MAX_ABSENT)
  }

  /** An avatar that listens from a neighbour must stand in some region. */
  function endListening(avatar: Avatar): void {
    const placed = sessionsOf(avatar).filter(({ isCall }) => !isCall)
    if (placed.some(({ isPrimary }) => isPrimary)) return
    for (const session of placed) session.end('closed')
  }

  function stay(avatar: Avatar): void {
    const key = avatarKey(avatar)
    departures.get(key)?.()
    departures.delete(key)
    missing.delete(key)
    gracePeriods.renew(avatar)
  }

  return {
    reported(region) {
      for (const session of sessionsIn(region)) {
        const { isCall, isPrimary } = session
        if (isCall || !isPrimary || presence.find(session)) continue
        if (!gracePeriods.note(session, true)) continue
        miss(session)
        session.end('refused', refusal())
        endListening(session)
      }
    },
    seen(avatars) {
      for (const avatar of avatars) stay(avatar)
    },
    gone(avatars) {
      for (const avatar of avatars) {
        const key = avatarKey(avatar)
        if (departures.has(key) || sessionsOf(avatar).length === 0) continue
        const cancel = timers.after(ABSENT_MS, () => {
          departures.delete(key)
          endListening(avatar)
        })
        departures.set(key, cancel)
      }
    },
    feedLost(region) {
      for (const [key, missed] of missing) if (isSameRegion(missed, region)) missing.delete(key)
    },
    check(caller) {
      const missed = missing.get(avatarKey(caller))
      if (missed && isSameRegion(missed, caller) && !presence.find(caller)) throw refusal()
    },
    leave: (session) => void gracePeriods.leave(session),
    close() {
      for (const cancel of departures.values()) cancel()
    },
  }
}
