/** Regions' voice settings of parcels: where voice is switched off, and which parcels use the estate's channel. */

import { EventEmitter } from 'node:events'
import { type Region, regionKey } from '../grids/grid.js'

/** More parcels than a large grid reports; beyond it the region with most entries forgets its oldest. */
const MAX_PARCELS = 50_000
const FORGOTTEN_AT_ONCE = 1000

/** A parcel of a region; `null` if it is not known which. */
interface Parcel extends Region {
  readonly parcelId: string | null
}

/** A feed's flags of one parcel; missing flags have their usual values. */
export interface ParcelFlags {
  /** Whether anybody may talk there. */
  readonly allowed?: boolean
  /** Whether it uses the estate's channel: its avatars are then in the region's room, whatever channel the parcel once had. */
  readonly estateChannel?: boolean
}

/** A feed's flags of its whole region. */
export interface LandReport {
  /** Whether the estate allows voice at all. */
  readonly allowed: boolean
  /** By the parcel's UUID, `null` where the feed does not know it; parcels that are not listed keep their flags. */
  readonly parcels: ReadonlyMap<string | null, ParcelFlags>
}

export interface ParcelVoice {
  /** The flags in force in a region have changed. */
  readonly events: EventEmitter<{ changed: [region: Region] }>
  /** Whether anybody may talk there. */
  isAllowed(place: Parcel): boolean
  /**
   * The place whose channel is that of everybody there: the one rule, for pages and viewers. On a parcel with the
   * estate's channel it is the region as a whole; `undefined`: voice is switched off.
   */
  roomPlace<P extends Parcel>(place: P): P | undefined
  /** Takes a feed's flags, which replace its earlier ones of the same region and parcels. */
  report(region: Region, report: LandReport): void
  /** Takes a region's answer about one parcel; `undefined` removes an earlier answer. */
  set(place: Parcel, allowed: boolean | undefined): void
  /** To be called when a region's feed has ended: its flags are void. */
  forgetReports(region: Region): void
}

/** Feed and answer each replace only their own flags; if they differ, the newest counts. */
interface Words {
  readonly feed: ParcelFlags
  readonly asked: boolean | undefined
  readonly askedLast: boolean
}

interface Land {
  allowed: boolean
  readonly parcels: Map<string | null, Words>
}

const SILENT: Words = { feed: {}, asked: undefined, askedLast: false }

export function createParcelVoice(): ParcelVoice {
  const events: ParcelVoice['events'] = new EventEmitter()
  /** A region counts for its own parcels only: another one could name them, too. */
  const lands = new Map<string, Land>()
  let parcelCount = 0

  function landOf(region: Region): Land {
    const known = lands.get(regionKey(region))
    if (known) return known
    const land: Land = { allowed: true, parcels: new Map() }
    lands.set(regionKey(region), land)
    return land
  }

  function makeSpace(): void {
    if (parcelCount <= MAX_PARCELS) return
    const sizes = [...lands.values()].map(({ parcels }) => parcels.size)
    const most = Math.max(...sizes)
    const largest = [...lands.values()].find(({ parcels }) => parcels.size === most)
    for (const parcelId of [...(largest?.parcels.keys() ?? [])].slice(0, FORGOTTEN_AT_ONCE)) {
      largest?.parcels.delete(parcelId)
      parcelCount -= 1
    }
  }

  /** @returns whether the flags in force there have changed */
  function say(land: Land, parcelId: string | null, change: Partial<Words>): boolean {
    const before = land.parcels.get(parcelId) ?? SILENT
    const after = { ...before, ...change }
    if (land.parcels.delete(parcelId)) parcelCount -= 1
    if (!isUsual(after)) {
      land.parcels.set(parcelId, after)
      parcelCount += 1
      makeSpace()
    }
    return allows(before) !== allows(after) || usesEstates(before) !== usesEstates(after)
  }

  function settle({ grid, regionId }: Region, changed: boolean): void {
    const key = regionKey({ grid, regionId })
    const land = lands.get(key)
    if (land?.allowed && land.parcels.size === 0) lands.delete(key)
    if (changed) events.emit('changed', { grid, regionId })
  }

  function isAllowed(parcel: Parcel): boolean {
    const land = lands.get(regionKey(parcel))
    return !land || (land.allowed && allows(land.parcels.get(parcel.parcelId) ?? SILENT))
  }

  return {
    events,
    isAllowed,
    roomPlace(place) {
      if (!isAllowed(place)) return undefined
      const words = lands.get(regionKey(place))?.parcels.get(place.parcelId)
      return words && usesEstates(words) ? { ...place, parcelId: null } : place
    },
    report(region, { allowed, parcels }) {
      const land = landOf(region)
      let changed = land.allowed !== allowed
      land.allowed = allowed
      for (const [parcelId, feed] of parcels) {
        const askedLast = feed.allowed === undefined && (land.parcels.get(parcelId)?.askedLast ?? false)
        changed = say(land, parcelId, { feed, askedLast }) || changed
      }
      settle(region, changed)
    },
    set(parcel, allowed) {
      const askedLast = allowed !== undefined
      settle(parcel, say(landOf(parcel), parcel.parcelId, { asked: allowed, askedLast }))
    },
    forgetReports(region) {
      const land = lands.get(regionKey(region))
      if (!land) return
      let changed = !land.allowed
      land.allowed = true
      for (const parcelId of [...land.parcels.keys()]) {
        changed = say(land, parcelId, { feed: {} }) || changed
      }
      settle(region, changed)
    },
  }
}

function allows({ feed, asked, askedLast }: Words): boolean {
  return (askedLast ? (asked ?? feed.allowed) : (feed.allowed ?? asked)) ?? true
}

function usesEstates({ feed }: Words): boolean {
  return feed.estateChannel ?? false
}

function isUsual({ feed, asked }: Words): boolean {
  return feed.allowed !== false && asked !== false && !usesEstates({ ...SILENT, feed })
}
