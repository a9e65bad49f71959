/** Avatars in voice that no feed lists: between two regions, out of the world, or in a region that was away itself. */

import type { Timers } from '../ports.js'
import type { Visit } from '../rooms/page-participant.js'
import type { Ending } from '../rooms/room-event.js'
import type { GoneProof } from './avatar-state.js'

/** An avatar that a feed no longer lists may be between two regions for this long. */
export const CROSSING_GRACE_MS = 1000

/** An avatar that has left the world may come back for this long before its voice session ends. */
export const LEFT_WORLD_GRACE_MS = 60_000

/** After an outage of its region nobody knows: people can log in again only minutes after a restart. */
export const REGION_AWAY_GRACE_MS = 10 * 60_000

export interface DeparturesOptions {
  readonly timers: Timers
  readonly visits: () => Iterable<Visit>
  /** Takes it out of its room, and says why. */
  readonly exile: (visit: Visit) => void
  readonly end: (visit: Visit, ending: Ending) => void
}

export type Departures = ReturnType<typeof createDepartures>

export function createDepartures({ timers, visits, exile, end }: DeparturesOptions) {
  function waitForReturn(visit: Visit): void {
    exile(visit)
    const graceMs = visit.regionAway ? REGION_AWAY_GRACE_MS : LEFT_WORLD_GRACE_MS
    visit.cancelDeparture = timers.after(graceMs, () => end(visit, { reason: 'left-world' }))
  }

  return {
    waitForReturn,
    /** No feed lists the avatar any more. */
    begin(visit: Visit, proof: GoneProof): void {
      visit.regionAway = proof === 'outage'
      visit.cancelDeparture = timers.after(CROSSING_GRACE_MS, () => {
        visit.place = undefined
        waitForReturn(visit)
      })
    },
    /** It is listed, in that region. */
    over(visit: Visit, regionId: string): void {
      visit.cancelDeparture?.()
      visit.cancelDeparture = undefined
      visit.regionAway = false
      visit.regionId = regionId
    },
    /** A region that shuts down lists nobody any more before it falls silent: that was no proof either. */
    outage(regionId: string): void {
      for (const visit of visits()) {
        if (!visit.cancelDeparture || visit.regionAway || visit.regionId !== regionId) continue
        visit.regionAway = true
        if (visit.place !== undefined) continue
        visit.cancelDeparture()
        waitForReturn(visit)
      }
    },
  }
}
