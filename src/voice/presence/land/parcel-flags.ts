/** What is known about voice on a region's land: whether people may talk, and in whose channel. Types only. */

import type { Region } from '../../grids/grid.js'

/** A feed's flags of one parcel; missing flags have their usual values. */
export interface ParcelFlags {
  /** Whether anybody may talk there. */
  readonly allowed?: boolean
  /** Whether it uses the estate's channel: its avatars are then in the region's room, whatever channel the parcel once had. */
  readonly estateChannel?: boolean
  /** Whether it is the whole of its region. */
  readonly whole?: boolean
}

/** A feed's flags of its whole region. */
export interface LandReport {
  /** Whether the estate allows voice at all. */
  readonly allowed: boolean
  /** By the parcel's UUID, `null` where the feed does not know it; parcels that are not listed keep their flags. */
  readonly parcels: ReadonlyMap<string | null, ParcelFlags>
}

/**
 * What was said of a parcel. Each source replaces only its own flags. Of the feed and the region's answer the newest
 * counts; where the simulator itself was asked, voice must be allowed by its word as well.
 */
export interface KnownFlags {
  readonly feed: ParcelFlags
  /** The simulator's own word, as the grid lists it. */
  readonly simulator?: ParcelFlags | undefined
  /** The region's answer about the parcel, where it gave one. */
  readonly asked?: boolean | undefined
  readonly askedLast: boolean
}

/** Flags that have changed: those of the region, and of the parcels named. */
export interface ChangedFlags extends Region {
  readonly allowed: boolean
  readonly parcels: readonly (KnownFlags & { readonly parcelId: string | null })[]
}
