/** Whose viewers are in the channel of a parcel without standing there: for how long that is borne, and what then. */

import { type Avatar, avatarKey } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import { createGracePeriods } from './grace-periods.js'

/**
 * So much is borne: a feed is up to a second late, and a viewer takes one or two after a border to ask for the
 * other channel.
 */
export const OUT_OF_PARCEL_MS = 5000

/** Given back any faster, one could listen in most of the time, by turns. */
export const RECOVERY_SLOWNESS = 30

/** Whoever has used it up is mistrusted for so long: the feed's word counts at once, whatever number its viewer names. */
export const MISTRUSTED_MS = 10 * 60_000

/** A session of an avatar. */
interface OutsideSession extends Avatar {
  readonly peerId: string
}

export interface OutOfParcel {
  /** The feed has told where an avatar is. @returns whether the session is to end */
  note(session: OutsideSession, isOutside: boolean): boolean
  /** That session is over. */
  leave(session: OutsideSession): void
  isMistrusted(avatar: Avatar): boolean
}

export function createOutOfParcel(stopwatch: Stopwatch): OutOfParcel {
  const gracePeriods = createGracePeriods({
    stopwatch,
    limitMs: OUT_OF_PARCEL_MS,
    slowness: RECOVERY_SLOWNESS,
  })
  /** Until when, by avatar; the first to end comes first. */
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
