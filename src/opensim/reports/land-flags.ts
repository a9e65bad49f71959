/** What a pushed report says of the region's land: of voice on it, in words or as the flags that LSL reads, and of its owners. */

import { type Static, Type } from 'typebox'
import { NULL_UUID } from '../../pure/uuid.js'
import type { OwnersReport } from '../../voice/channels/owners.js'
import type { LandReport, ParcelFlags } from '../../voice/presence/land/parcel-flags.js'
import type { OddEntry } from '../../voice/presence/region-report.js'
import { uuidOf } from './avatar-entries.js'

/** `PARCEL_FLAG_ALLOW_VOICE` and `PARCEL_FLAG_USE_ESTATE_VOICE_CHAN` of `llGetParcelFlags`. */
const PARCEL_ALLOWS_VOICE = 0x20000000
const PARCEL_USES_ESTATE_CHANNEL = 0x40000000
/** The estate's switch in `llGetRegionFlags`. */
const REGION_ALLOWS_VOICE = 0x10000000

/** Integers of LSL have 32 bits and a sign; other writers know none. */
const MIN_FLAGS = -(2 ** 31)
const MAX_FLAGS = 2 ** 32 - 1

/** Of the region as a whole; left out: voice is allowed. */
export const RegionWords = Type.Object({
  voice: Type.Optional(Type.Boolean()),
  /** As `llGetRegionFlags` says it. */
  region_flags: Type.Optional(Type.Integer({ minimum: MIN_FLAGS, maximum: MAX_FLAGS })),
  /** Whoever owns the estate, as a UUID; anything else counts as not told. */
  estate_owner: Type.Optional(Type.Unknown()),
})

/**
 * Of the parcel where an avatar stands, beside its other members; left out or `null`: as usual. `voice`: whether one
 * may talk there; `estate_channel`: whether it uses the estate's channel; `parcel_flags`: both at once, as
 * `llGetParcelFlags` says them; `parcel_whole`: whether it is the whole of the region.
 */
interface ParcelWords {
  readonly id?: unknown
  readonly parcel?: unknown
  readonly voice?: unknown
  readonly estate_channel?: unknown
  readonly parcel_flags?: unknown
  /** Whether the parcel is the whole of the region. */
  readonly parcel_whole?: unknown
  /** Whoever owns the parcel, as `PARCEL_DETAILS_OWNER` says it; a group's id is nobody's. */
  readonly parcel_owner?: unknown
}

interface LandWords extends Static<typeof RegionWords> {
  readonly avatars: readonly ParcelWords[]
}

/**
 * What a report says of its region and of every parcel with somebody on it; where it contradicts itself, voice is off.
 * @returns also whose entry has flags that cannot be read
 */
export function readLand({ voice, region_flags: flags, avatars }: LandWords): LandReport & {
  readonly odd: readonly OddEntry[]
} {
  const parcels = new Map<string | null, ParcelFlags>()
  const odd: OddEntry[] = []
  for (const words of avatars) {
    const parcelId = uuidOf(words.parcel) ?? null
    if (isSilent(words)) {
      if (!parcels.has(parcelId)) parcels.set(parcelId, {})
      continue
    }
    const read = readParcel(words)
    parcels.set(parcelId, joined(parcels.get(parcelId) ?? {}, read))
    if (read.odd) odd.push({ agentId: uuidOf(words.id), what: 'voice' })
  }
  return { allowed: both(voice, has(flags, REGION_ALLOWS_VOICE)) ?? true, parcels, odd }
}

/** What a report says of owners; `undefined` if nothing. Anything but a UUID says nothing, and the null key is nobody. */
export function readOwners({ estate_owner, avatars }: LandWords): OwnersReport | undefined {
  const parcels = new Map<string, string>()
  for (const { parcel, parcel_owner } of avatars) {
    if (parcel_owner === undefined) continue
    const [parcelId, owner] = [uuidOf(parcel), uuidOf(parcel_owner)]
    if (parcelId && owner && owner !== NULL_UUID) parcels.set(parcelId, owner)
  }
  const estateOwner = uuidOf(estate_owner)
  if (estateOwner && estateOwner !== NULL_UUID) return { estateOwner, parcels }
  return parcels.size > 0 ? { parcels } : undefined
}

/** Whether nothing is said of the parcel, as in nearly every report. */
const isSilent = (words: ParcelWords): boolean =>
  (words.voice ?? words.estate_channel ?? words.parcel_flags ?? words.parcel_whole ?? null) === null

function readParcel(words: ParcelWords): ParcelFlags & { readonly odd: boolean } {
  const voice = booleanOf(words.voice)
  const estates = booleanOf(words.estate_channel)
  const flags = flagsOf(words.parcel_flags)
  const whole = booleanOf(words.parcel_whole)
  const allowed = both(voice ?? undefined, has(flags ?? undefined, PARCEL_ALLOWS_VOICE))
  const estateChannel = estates ?? has(flags ?? undefined, PARCEL_USES_ESTATE_CHANNEL)
  const odd = [voice, estates, flags, whole].includes(null)
  return { ...parcelFlags(allowed, estateChannel, whole ?? undefined), odd }
}

function joined(one: ParcelFlags, other: ParcelFlags): ParcelFlags {
  const allowed = both(one.allowed, other.allowed)
  return parcelFlags(allowed, one.estateChannel ?? other.estateChannel, both(one.whole, other.whole))
}

function parcelFlags(
  allowed: boolean | undefined,
  estateChannel: boolean | undefined,
  whole: boolean | undefined,
): ParcelFlags {
  return {
    ...(allowed !== undefined && { allowed }),
    ...(estateChannel !== undefined && { estateChannel }),
    ...(whole !== undefined && { whole }),
  }
}

/** LSL knows 0 and 1 only; `null` for what is none. */
function booleanOf(value: unknown): boolean | undefined | null {
  if (value === undefined || value === null) return undefined
  if (value === true || value === 1) return true
  return value === false || value === 0 ? false : null
}

/** `null` for what is none. */
function flagsOf(value: unknown): number | undefined | null {
  if (value === undefined || value === null) return undefined
  const usable = typeof value === 'number' && Number.isInteger(value)
  return usable && value >= MIN_FLAGS && value <= MAX_FLAGS ? value : null
}

function has(flags: number | undefined, bit: number): boolean | undefined {
  return flags === undefined ? undefined : (flags & bit) !== 0
}

function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return one === undefined || other === undefined ? (one ?? other) : one && other
}
