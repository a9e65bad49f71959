/** Avatars whose viewers are in a parcel's channel although they stand outside: their grace period, and what follows. */

import { type Avatar, avatarKey } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import { createGracePeriods } from './grace-periods.js'

/**
 * The grace period: a feed is up to a second late, and after a border a viewer takes one or two seconds to ask for the
 * other channel.
 */
export const OUT_OF_PARCEL_MS = 5000

/** If the period were restored faster, a viewer could listen in most of the time. */
export const RECOVERY_SLOWNESS = 30

/** An avatar that has used it up is mistrusted for this long: the feed counts at once, whatever parcel its viewer names. */
export const MISTRUSTED_MS = 10 * 60_000

/** A session of an avatar. */
interface OutsideSession extends Avatar {
  readonly peerId: string
}

export interface OutOfParcel {
  /** To be called when the feed has told where an avatar is. @returns whether the session must end */
  note(session: OutsideSession, isOutside: boolean): boolean
  /** To be called when a session has ended. */
  leave(session: OutsideSession): void
  isMistrusted(avatar: Avatar): boolean
}

export function createOutOfParcel(stopwatch: Stopwatch): OutOfParcel {
  const gracePeriods = createGracePeriods({
    stopwatch,
    limitMs: OUT_OF_PARCEL_MS,
    slowness: RECOVERY_SLOWNESS,
  })
  /** Until when an avatar is mistrusted; the first to end comes first. */
  const mistrusted = new Map<string, number>()

  function isMistrusted(avatar: Avatar): boolean {
    return (mistrusted.get(avatarKey(avatar)) ?? Number.NEGATIVE_INFINITY) > stopwatch.now()
  }

  function mistrust(avatar: Avatar): void {
    const key = avatarKey(avatar)
    gracePeriods.renew(avatar)
    for (const [other, until] of mistrusted) {
      if (until > stopwatch.now()) break
      mistrusted.delete(other)
    }
    mistrusted.delete(key)
    mistrusted.set(key, stopwatch.now() + MISTRUSTED_MS)
  }

  return {
    isMistrusted,
    note(session, isOutside) {
      if (gracePeriods.note(session, isOutside)) mistrust(session)
      return isOutside && isMistrusted(session)
    },
    leave(session) {
      if (gracePeriods.leave(session)) mistrust(session)
    },
  }
}
