/** What a pushed report says of voice on the region's land: in words, or as the flags that LSL reads. */

import { type Static, Type } from 'typebox'
import type { LandReport, ParcelFlags } from '../voice/parcel-voice.js'

/** `PARCEL_FLAG_ALLOW_VOICE` and `PARCEL_FLAG_USE_ESTATE_VOICE_CHAN` of `llGetParcelFlags`. */
const PARCEL_ALLOWS_VOICE = 0x20000000
const PARCEL_USES_ESTATE_CHANNEL = 0x40000000
/** The estate's switch in `llGetRegionFlags`. */
const REGION_ALLOWS_VOICE = 0x10000000

/** Integers of LSL have 32 bits and a sign; other writers know none. */
const Flags = Type.Integer({ minimum: -(2 ** 31), maximum: 2 ** 32 - 1 })

/** Of the parcel where an avatar stands; left out: as usual. */
export const ParcelWords = Type.Object({
  /** Whether one may talk there. */
  voice: Type.Optional(Type.Boolean()),
  /** Whether the parcel uses the estate's channel. */
  estate_channel: Type.Optional(Type.Boolean()),
  /** Both at once, as `llGetParcelFlags` says them. */
  parcel_flags: Type.Optional(Flags),
})

/** Of the region as a whole; left out: voice is allowed. */
export const RegionWords = Type.Object({
  voice: Type.Optional(Type.Boolean()),
  /** As `llGetRegionFlags` says it. */
  region_flags: Type.Optional(Flags),
})

interface LandWords extends Static<typeof RegionWords> {
  readonly avatars: readonly (Static<typeof ParcelWords> & { readonly parcel?: string | null })[]
}

/** What a report says of its region and of every parcel with somebody on it; where it contradicts itself, voice is off. */
export function readLand({ voice, region_flags: flags, avatars }: LandWords): LandReport {
  const parcels = new Map<string | null, ParcelFlags>()
  for (const { parcel, ...words } of avatars) {
    const parcelId = parcel?.toLowerCase() ?? null
    parcels.set(parcelId, joined(parcels.get(parcelId) ?? {}, readParcel(words)))
  }
  return { allowed: both(voice, has(flags, REGION_ALLOWS_VOICE)) ?? true, parcels }
}

function readParcel({ voice, estate_channel, parcel_flags: flags }: Static<typeof ParcelWords>): ParcelFlags {
  return flagsOf(
    both(voice, has(flags, PARCEL_ALLOWS_VOICE)),
    estate_channel ?? has(flags, PARCEL_USES_ESTATE_CHANNEL),
  )
}

function joined(one: ParcelFlags, other: ParcelFlags): ParcelFlags {
  return flagsOf(both(one.allowed, other.allowed), one.estateChannel ?? other.estateChannel)
}

function flagsOf(allowed: boolean | undefined, estateChannel: boolean | undefined): ParcelFlags {
  return { ...(allowed !== undefined && { allowed }), ...(estateChannel !== undefined && { estateChannel }) }
}

function has(flags: number | undefined, bit: number): boolean | undefined {
  return flags === undefined ? undefined : (flags & bit) !== 0
}

function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return one === undefined || other === undefined ? (one ?? other) : one && other
}
