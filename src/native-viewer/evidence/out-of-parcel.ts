/** Whose viewers are in the channel of a parcel without standing there: for how long that is borne, and what then. */

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

export interface Strays {
  /** The feed has told where an avatar is. @returns whether the session is to end */
  note(agentId: string, peerId: string, astray: boolean): boolean
  /** That session is over. */
  leave(agentId: string, peerId: string): void
  isMistrusted(agentId: string): boolean
}

export function createStrays(stopwatch: Stopwatch): Strays {
  const patience = createPatience({ stopwatch, limitMs: ASTRAY_MS, slowness: FORGIVEN_SLOWER })
  /** Until when, by avatar; the first to end comes first. */
  const mistrusted = new Map<string, number>()

  function isMistrusted(agentId: string): boolean {
    return (mistrusted.get(agentId) ?? Number.NEGATIVE_INFINITY) > stopwatch.now()
  }

  function mistrust(agentId: string): void {
    patience.renew(agentId)
    for (const [other, until] of mistrusted) {
      if (until > stopwatch.now()) break
      mistrusted.delete(other)
    }
    mistrusted.delete(agentId)
    mistrusted.set(agentId, stopwatch.now() + MISTRUSTED_MS)
  }

  return {
    isMistrusted,
    note(agentId, peerId, astray) {
      if (patience.note(agentId, peerId, astray)) mistrust(agentId)
      return astray && isMistrusted(agentId)
    },
    leave(agentId, peerId) {
      if (patience.leave(agentId, peerId)) mistrust(agentId)
    },
  }
}
