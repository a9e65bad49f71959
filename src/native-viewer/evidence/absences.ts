/**
 * Avatars in voice whom no feed lists, though the feed of the region where they claim to be is alive: what their
 * viewers say is borne for a while, for a newcomer may be quicker than a feed, and then their sessions end.
 */

import { VoiceError } from '../../errors.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch, Timers } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Caller } from '../requests/requests.js'
import { createPatience } from './grace-periods.js'

/** So much is borne of one avatar, over all its sessions… */
export const ABSENT_MS = 15_000
/** …and given back so much slower, or whoever connects again each time would be in for good. */
const ABSENT_SLOWNESS = 30

/** More than ever have left at a time; beyond it the oldest may try again. */
const MAX_ABSENT = 10_000

/** What of a session matters here. */
interface Session {
  readonly peerId: string
  readonly agentId: string
  readonly regionId: string
  readonly isCall: boolean
  /** Takes part in the region's rooms, not only listens. */
  readonly isPrimary: boolean
  end(reason: 'refused' | 'closed', cause?: unknown): void
}

export interface AbsencesOptions {
  readonly presence: Pick<Presence, 'find'>
  readonly sessionsIn: (regionId: string) => readonly Session[]
  readonly sessionsOf: (agentId: string) => readonly Session[]
  readonly timers: Timers & Stopwatch
}

export interface Absences {
  /** A region's feed has told who is there. */
  reported(regionId: string): void
  /** Feeds have listed these avatars. */
  seen(agentIds: readonly string[]): void
  /** No feed lists these avatars any more. */
  gone(agentIds: readonly string[]): void
  /** A region's feed has fallen silent: nobody is missing there. */
  feedLost(regionId: string): void
  /** @throws VoiceError `not-allowed` for one whose sessions in that region ended because it is not there */
  check(caller: Caller): void
  /** That session is over. */
  leave(session: Pick<Session, 'agentId' | 'peerId'>): void
  close(): void
}

export function createAbsences({ presence, sessionsIn, sessionsOf, timers }: AbsencesOptions): Absences {
  const patience = createPatience({ stopwatch: timers, limitMs: ABSENT_MS, slowness: ABSENT_SLOWNESS })
  /** In which region each was found missing. */
  const missing = new Map<string, string>()
  const departures = new Map<string, () => void>()

  const refusal = () =>
    new VoiceError('not-allowed', "The region's feed does not list this avatar: it is not in the region.")

  function miss({ agentId, regionId }: Session): void {
    remember(missing, agentId, regionId, MAX_ABSENT)
  }

  /** Who listens from next door has to stand somewhere. */
  function endListening(agentId: string): void {
    const placed = sessionsOf(agentId).filter(({ isCall }) => !isCall)
    if (placed.some(({ isPrimary }) => isPrimary)) return
    for (const session of placed) session.end('closed')
  }

  function stay(agentId: string): void {
    departures.get(agentId)?.()
    departures.delete(agentId)
    missing.delete(agentId)
    patience.renew(agentId)
  }

  return {
    reported(regionId) {
      for (const session of sessionsIn(regionId)) {
        const { agentId, peerId, isCall, isPrimary } = session
        if (isCall || !isPrimary || presence.find(agentId)) continue
        if (!patience.note(agentId, peerId, true)) continue
        miss(session)
        session.end('refused', refusal())
        endListening(agentId)
      }
    },
    seen(agentIds) {
      for (const agentId of agentIds) stay(agentId)
    },
    gone(agentIds) {
      for (const agentId of agentIds) {
        if (departures.has(agentId) || sessionsOf(agentId).length === 0) continue
        const cancel = timers.after(ABSENT_MS, () => {
          departures.delete(agentId)
          endListening(agentId)
        })
        departures.set(agentId, cancel)
      }
    },
    feedLost(regionId) {
      for (const [agentId, missed] of missing) if (missed === regionId) missing.delete(agentId)
    },
    check({ agentId, regionId }) {
      if (missing.get(agentId) === regionId && !presence.find(agentId)) throw refusal()
    },
    leave: ({ agentId, peerId }) => void patience.leave(agentId, peerId),
    close() {
      for (const cancel of departures.values()) cancel()
    },
  }
}
