/**
 * To which region each parcel belongs: anybody can name any parcel, and whoever stands in a parcel hears its channel. A
 * region whose feed speaks for the whole grid is believed; the holder of a region key gets only what nobody else has.
 */

import { type Bus, createLoopbackBus } from '../../bus.js'
import { forgetGrid, type GridId, gridKey } from '../../grids/grid.js'
import {
  isConfined,
  type RegionAuthority,
  senderOf,
  senderOfKey,
  speaksFor,
} from '../../region-keys/authority.js'
import type { RegionKeyRef } from '../../region-keys/region-key.js'
import { NOTHING_KEPT, type Vouched } from '../../storage/vouched.js'
import type { NamedParcel, ParcelClaim } from './parcel-claim.js'

/** More parcels than a large grid has; the one told longest ago is forgotten first. */
export const MAX_PARCEL_REGIONS = 50_000
/** Parcels of one key: more than its regions have, and no more than that. */
const MAX_PER_KEY = 2000

/** A key has it that speaks for several regions, and none was told. */
const isOfUnnamedKey = ({ regionId, by }: ParcelClaim): boolean => regionId === undefined && by !== ''

export interface ParcelRegions {
  /**
   * What was stored before a restart.
   * @param keys those that are in force: what another one had is free
   */
  load(keys: readonly RegionKeyRef[]): Promise<void>
  /** A key was withdrawn: what it had is free. */
  release(key: RegionKeyRef): void
  /**
   * Somebody names a parcel as theirs.
   * @param authority `undefined`: the service itself asked
   * @returns whether it is
   */
  claim(parcel: NamedParcel, authority: RegionAuthority | undefined): boolean
  /** The region that has named a parcel as its own, as far as somebody may be believed; `undefined`: none has. */
  regionOf(parcel: Pick<NamedParcel, 'grid' | 'parcelId'>): string | undefined
  /** Whether a parcel is theirs already; nothing changes. */
  has(parcel: Omit<NamedParcel, 'regionId'>, authority: RegionAuthority): boolean
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

/** @param vouched stores them over a restart */
export function createParcelRegions(
  bus: Bus = createLoopbackBus(),
  vouched: Vouched = NOTHING_KEPT,
): ParcelRegions {
  const claims = new Map<string, ParcelClaim>()
  const perKey = new Map<string, number>()
  const keyOf = ({ grid, parcelId }: Pick<NamedParcel, 'grid' | 'parcelId'>) => gridKey(grid, parcelId)

  function count(by: string, step: number): void {
    if (by !== '') perKey.set(by, (perKey.get(by) ?? 0) + step)
  }

  function put(claim: ParcelClaim): void {
    const before = claims.get(keyOf(claim))
    if (before) count(before.by, -1)
    count(claim.by, 1)
    claims.delete(keyOf(claim))
    claims.set(keyOf(claim), claim)
    const [oldest] = claims.size > MAX_PARCEL_REGIONS ? claims : []
    if (!oldest) return
    claims.delete(oldest[0])
    count(oldest[1].by, -1)
  }
  bus.subscribe('parcel-claimed', put)

  function take(parcel: NamedParcel, by: string): true {
    const { grid, regionId, parcelId } = parcel
    bus.publish('parcel-claimed', { grid, parcelId, regionId, by })
    if (regionId !== undefined) vouched.add({ grid, agentId: parcelId, value: `${regionId} ${by}` })
    return true
  }

  function isTheirs({ regionId, by }: ParcelClaim, authority: RegionAuthority): boolean {
    if (regionId !== undefined) return speaksFor(authority, regionId)
    return by !== '' && by === senderOf(authority, '')
  }

  return {
    async load(keys) {
      const holders = new Set(['', ...keys.map(senderOfKey)])
      const stored = (await vouched.load()).map(({ grid, agentId: parcelId, value }) => {
        const [regionId, ...by] = value.split(' ')
        return { grid, parcelId, regionId, by: by.join(' ') }
      })
      const told = new Set(claims.keys())
      for (const claim of stored) if (!told.has(keyOf(claim)) && holders.has(claim.by)) put(claim)
    },
    release(key) {
      const by = senderOfKey(key)
      for (const [name, claim] of claims) if (claim.by === by) claims.delete(name)
      perKey.delete(by)
    },
    claim(parcel, authority) {
      const known = claims.get(keyOf(parcel))
      const by = authority ? senderOf(authority, '') : ''
      if (!authority || !isConfined(authority)) {
        // Two of the grid's own regions may name one parcel, again and again: the first keeps it. A Vivox module names none.
        const isNews = parcel.regionId !== undefined && parcel.regionId !== known?.regionId
        const isOurs = known !== undefined && known.by === '' && known.regionId !== undefined
        return !known || (isNews && !isOurs) || isOfUnnamedKey(known) ? take(parcel, by) : true
      }
      if (known && !isTheirs(known, authority)) return false
      if (known && (known.regionId !== undefined || parcel.regionId === undefined)) {
        return parcel.regionId === undefined || known.regionId === parcel.regionId
      }
      if (!known && (perKey.get(by) ?? 0) >= MAX_PER_KEY) return false
      return take(parcel, by)
    },
    regionOf: (parcel) => claims.get(keyOf(parcel))?.regionId,
    has(parcel, authority) {
      if (!isConfined(authority)) return true
      const known = claims.get(keyOf(parcel))
      return known !== undefined && isTheirs(known, authority)
    },
    forgetGrid(grid) {
      forgetGrid(claims, grid)
      perKey.clear()
      for (const { by } of claims.values()) count(by, 1)
    },
  }
}
