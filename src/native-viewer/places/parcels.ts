/**
 * Which parcel a viewer's number means: viewers number the parcels of a region, the feeds name them. Each parcel's
 * number is what those name who stand in it, so that a viewer that lies speaks for no parcel but its own.
 */

import { type Avatar, avatarKey, type Region, regionKey } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import { createMajorityValues } from '../../voice/presence/majority-values.js'

/** While an avatar crosses a border, viewer and feed may speak of different parcels. */
export const STEADY_MS = 3000

/** What nobody has confirmed for so long does not stand in the way of another parcel with the same number. */
export const CONFIRMED_MS = 60 * 60_000

/** Two who agree are believed before any number of lone ones. */
const ENOUGH_WITNESSES = 2

/** Those who name no number are in the region's channel. */
const NO_NUMBER = 'none'

/** What a viewer calls the place of its avatar, and where the feed says that this is. */
export interface ParcelSighting extends Avatar, Region {
  /** What the viewer numbers the parcel by; `undefined` where it asked for the region's channel. */
  readonly localId: number | undefined
  readonly parcelId: string
}

export interface Parcels {
  /** @returns whether a number may mean another parcel from now on */
  observe(sighting: ParcelSighting): boolean
  /** Whether that parcel has a channel of its own under that number, by the word of those who stand in it. */
  isNumbered(region: Region, parcelId: string, localId: number): boolean
  /** The parcel's UUID, by the most who say so; `undefined`: not known (yet). */
  parcelOf(region: Region, localId: number): string | undefined
  /** That avatar says nothing more. */
  forget(avatar: Avatar): void
}

interface ParcelClaim {
  /** How many said so at the same time, at most; counted up to `ENOUGH_WITNESSES`. */
  readonly witnesses: number
  /** When somebody said so last. */
  readonly at: number
}

export function createParcels(stopwatch: Stopwatch): Parcels {
  const numbers = createMajorityValues()
  const sightings = new Map<string, { readonly key: string; readonly said: string; readonly since: number }>()
  /** Parcels by the number that they go by; honest regions have one for each. */
  const claims = new Map<string, Map<string, ParcelClaim>>()
  const parcelKey = (region: Region, parcelId: string) => `${regionKey(region)} ${parcelId}`
  const numberKey = (region: Region, localId: number | string) => `${regionKey(region)} ${localId}`

  function unclaim(number: string, parcelId: string): void {
    const rivals = claims.get(number)
    if (rivals?.delete(parcelId) && rivals.size === 0) claims.delete(number)
  }

  function claim(number: string, parcelId: string, said: number): boolean {
    const rivals = claims.get(number) ?? new Map<string, ParcelClaim>()
    claims.set(number, rivals)
    const before = rivals.get(parcelId)?.witnesses ?? 0
    const witnesses = Math.max(before, Math.min(said, ENOUGH_WITNESSES))
    rivals.set(parcelId, { witnesses, at: stopwatch.now() })
    return witnesses > before
  }

  const weight = ({ witnesses, at }: ParcelClaim) => (stopwatch.now() - at < CONFIRMED_MS ? witnesses : 0)

  return {
    observe(sighting) {
      const { localId, parcelId } = sighting
      const avatar = avatarKey(sighting)
      const key = parcelKey(sighting, parcelId)
      const said = localId === undefined ? NO_NUMBER : String(localId)
      const before = sightings.get(avatar)
      if (before?.key !== key || before.said !== said) {
        if (before) numbers.withdraw(avatar, before.key)
        sightings.set(avatar, { key, said, since: stopwatch.now() })
        return false
      }
      if (stopwatch.now() - before.since < STEADY_MS) return false
      const counted = numbers.get(key)
      const changed = numbers.say(key, avatar, said)
      if (changed && counted !== undefined) unclaim(numberKey(sighting, counted), parcelId)
      if (numbers.get(key) !== said || localId === undefined) return changed
      return claim(numberKey(sighting, localId), parcelId, numbers.supporters(key)) || changed
    },
    isNumbered(region, parcelId, localId) {
      const rivals = claims.get(numberKey(region, localId))
      const own = rivals?.get(parcelId)
      if (!rivals || !own) return false
      return [...rivals.values()].every((rival) => weight(rival) <= own.witnesses)
    },
    parcelOf(region, localId) {
      const rivals = [...(claims.get(numberKey(region, localId)) ?? [])]
      // The sort is stable: of equals the one that was said first.
      return rivals.sort(([, a], [, b]) => weight(b) - weight(a))[0]?.[0]
    },
    forget(avatar) {
      sightings.delete(avatarKey(avatar))
      numbers.withdraw(avatarKey(avatar))
    },
  }
}
