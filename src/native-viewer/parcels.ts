/** Which parcel a viewer's number means: viewers number the parcels of a region, the feeds name them. */

import type { Clock } from '../voice/ports.js'
import { createVotes } from './votes.js'

/** While an avatar crosses a border, viewer and feed may speak of different parcels. */
export const STEADY_MS = 3000

/** A viewer in the channel of a parcel, and where the feed says that its avatar is. */
export interface ParcelSighting {
  readonly agentId: string
  readonly regionId: string
  /** What the region numbers the parcel by. */
  readonly localId: number
  readonly parcelId: string
}

export interface Parcels {
  /** @returns whether that number means another parcel from now on */
  observe(sighting: ParcelSighting): boolean
  /** The parcel's UUID; `undefined`: not known (yet). */
  parcelOf(regionId: string, localId: number): string | undefined
  /** That avatar says nothing more. */
  forget(agentId: string): void
}

export function createParcels(clock: Clock): Parcels {
  const votes = createVotes()
  const sightings = new Map<string, { readonly what: string; readonly since: number }>()
  const keyOf = (regionId: string, localId: number) => `${regionId} ${localId}`

  return {
    observe({ agentId, regionId, localId, parcelId }) {
      const key = keyOf(regionId, localId)
      const what = `${key} ${parcelId}`
      const before = sightings.get(agentId)
      if (before?.what !== what) {
        sightings.set(agentId, { what, since: clock() })
        return false
      }
      if (clock() - before.since < STEADY_MS) return false
      return votes.vote(key, agentId, parcelId)
    },
    parcelOf: (regionId, localId) => votes.get(keyOf(regionId, localId)),
    forget(agentId) {
      sightings.delete(agentId)
      votes.retract(agentId)
    },
  }
}
