/**
 * The parcel behind a viewer's number: viewers know parcels by number, feeds by UUID. A parcel's number is the one given by
 * viewers whose avatars stand in it, so a lying viewer can only affect the parcel it stands in.
 */

import { type Avatar, avatarKey, type Region, regionKey } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import { createMajorityValues } from '../../voice/presence/regions/majority-values.js'

/** While an avatar crosses a border, viewer and feed may speak of different parcels. */
export const STEADY_MS = 3000

/** A number that nobody has confirmed for this long gives way to another parcel with the same number. */
export const CONFIRMED_MS = 60 * 60_000

/** Two witnesses who agree outweigh any number of single ones. */
const ENOUGH_WITNESSES = 2

/** Viewers that give no number are in the region's channel. */
const NO_NUMBER = 'none'

/** The number that a viewer gives for its avatar's parcel, and the parcel in which the feed sees the avatar. */
export interface ParcelSighting extends Avatar, Region {
  /** The viewer's number; `undefined` if it asked for the region's channel. */
  readonly localId: number | undefined
  readonly parcelId: string
}

export interface Parcels {
  /** @returns whether a number may mean another parcel from now on */
  observe(sighting: ParcelSighting): boolean
  /** Whether that parcel has a channel of its own under that number, according to viewers in it. */
  isNumbered(region: Region, parcelId: string, localId: number): boolean
  /** The parcel's UUID, according to most witnesses; `undefined` while it is not known. */
  parcelOf(region: Region, localId: number): string | undefined
  /** Forgets an avatar as a witness. */
  forget(avatar: Avatar): void
}

interface NumberedParcel {
  /** The most witnesses at one time, counted up to `ENOUGH_WITNESSES`. */
  readonly witnesses: number
  /** When a witness last confirmed it. */
  readonly at: number
}

export function createParcels(stopwatch: Stopwatch): Parcels {
  const numbers = createMajorityValues()
  const sightings = new Map<string, { readonly key: string; readonly said: string; readonly since: number }>()
  /** Parcels by number; an honest region has one for each. */
  const byNumber = new Map<string, Map<string, NumberedParcel>>()
  const parcelKey = (region: Region, parcelId: string) => `${regionKey(region)} ${parcelId}`
  const numberKey = (region: Region, localId: number | string) => `${regionKey(region)} ${localId}`

  function forgetNumber(number: string, parcelId: string): void {
    const rivals = byNumber.get(number)
    if (rivals?.delete(parcelId) && rivals.size === 0) byNumber.delete(number)
  }

  function note(number: string, parcelId: string, said: number): boolean {
    const rivals = byNumber.get(number) ?? new Map<string, NumberedParcel>()
    byNumber.set(number, rivals)
    const before = rivals.get(parcelId)?.witnesses ?? 0
    const witnesses = Math.max(before, Math.min(said, ENOUGH_WITNESSES))
    rivals.set(parcelId, { witnesses, at: stopwatch.now() })
    return witnesses > before
  }

  const weight = ({ witnesses, at }: NumberedParcel) => (stopwatch.now() - at < CONFIRMED_MS ? witnesses : 0)

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
      if (changed && counted !== undefined) forgetNumber(numberKey(sighting, counted), parcelId)
      if (numbers.get(key) !== said || localId === undefined) return changed
      return note(numberKey(sighting, localId), parcelId, numbers.supporters(key)) || changed
    },
    isNumbered(region, parcelId, localId) {
      const rivals = byNumber.get(numberKey(region, localId))
      const own = rivals?.get(parcelId)
      if (!rivals || !own) return false
      return [...rivals.values()].every((rival) => weight(rival) <= own.witnesses)
    },
    parcelOf(region, localId) {
      const rivals = [...(byNumber.get(numberKey(region, localId)) ?? [])]
      // The sort is stable: among equals the oldest one comes first.
      return rivals.sort(([, a], [, b]) => weight(b) - weight(a))[0]?.[0]
    },
    forget(avatar) {
      sightings.delete(avatarKey(avatar))
      numbers.withdraw(avatarKey(avatar))
    },
  }
}
