/**
 * Avatars in voice that no feed lists, although the feed of the region where their viewers say they are is alive. They
 * have a grace period, because an arriving avatar may be quicker than a feed; then their sessions end.
 */

import { VoiceError } from '../../errors.js'
import { type Avatar, avatarKey, isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { Stopwatch, Timers } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Requester } from '../requests/requests.js'
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
  readonly presence: Pick<Presence, 'find' | 'watch'>
  readonly sessionsOf: (avatar: Avatar) => readonly AbsentSession[]
  readonly timers: Timers & Stopwatch
}

export interface Absences {
  /** To be called when the feed of a session's region has reported. */
  reported(session: AbsentSession): void
  /** To be called when no feed lists an avatar with sessions any more. */
  gone(avatar: Avatar): void
  /** To be called when a region's feed has fallen silent: nobody counts as absent there. */
  feedLost(region: Region): void
  /** @throws VoiceError `not-allowed` for an avatar whose sessions in that region ended because it was absent */
  check(requester: Requester): void
  /** To be called when a session has ended. */
  leave(session: Pick<AbsentSession, 'grid' | 'agentId' | 'peerId'>): void
  close(): void
}

/** Found absent since a feed last listed the avatar. */
interface Absence {
  /** The region whose sessions ended for that. */
  readonly missed: Region | undefined
  /** Ends the waiting for a feed that lists the avatar. */
  readonly unwatch: () => void
}

export function createAbsences({ presence, sessionsOf, timers }: AbsencesOptions): Absences {
  const gracePeriods = createGracePeriods({
    stopwatch: timers,
    limitMs: ABSENT_MS,
    slowness: ABSENT_SLOWNESS,
  })
  const absent = new Map<string, Absence>()
  /** Of avatars that nothing tells of any more: each ends the waiting. */
  const departures = new Map<string, () => void>()

  const refusal = () =>
    new VoiceError('not-allowed', "The region's feed does not list this avatar: it is not in the region.")

  /** An avatar that listens from a neighbour must stand in some region. */
  function endListening(avatar: Avatar): void {
    const placed = sessionsOf(avatar).filter(({ isCall }) => !isCall)
    if (placed.some(({ isPrimary }) => isPrimary)) return
    for (const session of placed) session.end('closed')
  }

  function setAbsent(avatar: Avatar, missed: Region | undefined): void {
    const key = avatarKey(avatar)
    const seen = () => {
      forget(key)
      gracePeriods.renew(avatar)
    }
    const unwatch = absent.get(key)?.unwatch ?? presence.watch(avatar, { seen })
    absent.delete(key)
    absent.set(key, { missed, unwatch })
    const [oldest] = absent.keys()
    if (absent.size > MAX_ABSENT && oldest !== undefined) forget(oldest)
  }

  function forget(key: string): void {
    absent.get(key)?.unwatch()
    absent.delete(key)
  }

  function endDeparture(key: string): void {
    departures.get(key)?.()
    departures.delete(key)
  }

  return {
    reported(session) {
      const { isCall, isPrimary, grid, agentId, regionId } = session
      if (isCall || !isPrimary || presence.find(session)) return
      const isOver = gracePeriods.note(session, true)
      const avatar = { grid, agentId }
      setAbsent(avatar, isOver ? { grid, regionId } : absent.get(avatarKey(avatar))?.missed)
      if (!isOver) return
      session.end('refused', refusal())
      endListening(session)
    },
    gone({ grid, agentId }) {
      const avatar = { grid, agentId }
      const key = avatarKey(avatar)
      if (departures.has(key) || sessionsOf(avatar).length === 0) return
      const cancel = timers.after(ABSENT_MS, () => {
        endDeparture(key)
        endListening(avatar)
      })
      const unwatch = presence.watch(avatar, { seen: () => endDeparture(key) })
      departures.set(key, () => {
        cancel()
        unwatch()
      })
    },
    feedLost(region) {
      for (const [key, { missed, unwatch }] of absent) {
        if (missed && isSameRegion(missed, region)) absent.set(key, { missed: undefined, unwatch })
      }
    },
    check(requester) {
      const missed = absent.get(avatarKey(requester))?.missed
      if (missed && isSameRegion(missed, requester) && !presence.find(requester)) throw refusal()
    },
    leave: (session) => void gracePeriods.leave(session),
    close() {
      for (const end of departures.values()) end()
      for (const { unwatch } of absent.values()) unwatch()
    },
  }
}
