/** Whose viewers are in the channel of a parcel without standing there: for how long that is borne, and what then. */

import { type Avatar, avatarKey } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import { createPatience } from './grace-periods.js'

/**
 * So much is borne: a feed is up to a second late, and a viewer takes one or two after a border to ask for the
 * other channel.
 */
export const ASTRAY_MS = 5000

/** Given back any faster, one could listen in most of the time, by turns. */
export const FORGIVEN_SLOWER = 30

/** Who has spent it is mistrusted for so long: the feed's word counts at once, whatever number its viewer names. */
export const MISTRUSTED_MS = 10 * 60_000

/** A session of an avatar. */
interface Session extends Avatar {
  readonly peerId: string
}

export interface Strays {
  /** The feed has told where an avatar is. @returns whether the session is to end */
  note(session: Session, astray: boolean): boolean
  /** That session is over. */
  leave(session: Session): void
  isMistrusted(avatar: Avatar): boolean
}

export function createStrays(stopwatch: Stopwatch): Strays {
  const patience = createPatience({ stopwatch, limitMs: ASTRAY_MS, slowness: FORGIVEN_SLOWER })
  /** Until when, by avatar; the first to end comes first. */
  const mistrusted = new Map<string, number>()

  function isMistrusted(avatar: Avatar): boolean {
    return (mistrusted.get(avatarKey(avatar)) ?? Number.NEGATIVE_INFINITY) > stopwatch.now()
  }

  function mistrust(avatar: Avatar): void {
    const key = avatarKey(avatar)
    patience.renew(avatar)
    for (const [other, until] of mistrusted) {
      if (until > stopwatch.now()) break
      mistrusted.delete(other)
    }
    mistrusted.delete(key)
    mistrusted.set(key, stopwatch.now() + MISTRUSTED_MS)
  }

  return {
    isMistrusted,
    note(session, astray) {
      if (patience.note(session, astray)) mistrust(session)
      return astray && isMistrusted(session)
    },
    leave(session) {
      if (patience.leave(session)) mistrust(session)
    },
  }
}
