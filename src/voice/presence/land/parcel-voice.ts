/** Regions' voice settings of parcels: where voice is switched off, and which parcels use the estate's channel. */

import { EventEmitter } from 'node:events'
import { type Bus, createLoopbackBus } from '../../bus.js'
import { forgetGrid, type GridId, type Region, regionKey } from '../../grids/grid.js'
import type { ChangedFlags, KnownFlags, LandReport, ParcelFlags } from './parcel-flags.js'

/** More parcels than a large grid reports; beyond that, the region with the most entries forgets its oldest. */
const MAX_PARCELS = 50_000
const FORGOTTEN_AT_ONCE = 1000

/** A parcel in a region; `null` if it is not known which parcel. */
interface Parcel extends Region {
  readonly parcelId: string | null
}

export interface ParcelVoice {
  /** The flags in force in a region have changed. */
  readonly events: EventEmitter<{ changed: [region: Region] }>
  /** Whether anybody may talk there. */
  isAllowed(place: Parcel): boolean
  /**
   * The place whose channel everybody there shares: one rule for pages and viewers. On a parcel with the estate's
   * channel it is the region as a whole; `undefined` if voice is switched off.
   */
  roomPlace<P extends Parcel>(place: P): P | undefined
  /** Whether the feed says that a parcel is the whole of its region. */
  isWhole(place: Parcel): boolean
  /** Takes a feed's flags, which replace its earlier ones of the same region and parcels. */
  report(region: Region, report: LandReport): void
  /** Takes a region's answer about one parcel; `undefined` removes an earlier answer. */
  set(place: Parcel, allowed: boolean | undefined): void
  /** Takes the simulator's own word about one parcel, which replaces earlier answers about it. */
  learn(place: Parcel, flags: ParcelFlags): void
  /** The simulator tells nothing of that region's parcels any more. */
  forgetLearned(region: Region): void
  /** To be called when a region's feed has ended: its flags are void. */
  forgetReports(region: Region): void
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

interface Land {
  allowed: boolean
  readonly parcels: Map<string | null, KnownFlags>
}

const UNKNOWN: KnownFlags = { feed: {}, askedLast: false }

export function createParcelVoice(bus: Bus = createLoopbackBus()): ParcelVoice {
  const events: ParcelVoice['events'] = new EventEmitter()
  /** By region: each decides for its own parcels only, because it could name another region's, too. */
  const lands = new Map<string, Land>()
  let parcelCount = 0
  bus.subscribe('parcel-flags-changed', apply)

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

  function put({ parcels }: Land, parcelId: string | null, flags: KnownFlags): void {
    if (parcels.delete(parcelId)) parcelCount -= 1
    if (isUsual(flags)) return
    parcels.set(parcelId, flags)
    parcelCount += 1
    makeSpace()
  }

  function apply({ grid, regionId, allowed, parcels }: ChangedFlags): void {
    const key = regionKey({ grid, regionId })
    const land = lands.get(key) ?? { allowed: true, parcels: new Map() }
    lands.set(key, land)
    let changed = land.allowed !== allowed
    land.allowed = allowed
    for (const { parcelId, ...after } of parcels) {
      const before = land.parcels.get(parcelId) ?? UNKNOWN
      put(land, parcelId, after)
      changed ||= allows(before) !== allows(after) || usesEstates(before) !== usesEstates(after)
      changed ||= (before.feed.whole ?? false) !== (after.feed.whole ?? false)
    }
    if (land.allowed && land.parcels.size === 0) lands.delete(key)
    if (changed) events.emit('changed', { grid, regionId })
  }

  /** Tells every process of what has changed; regions repeat most of it every second. */
  function tell({ grid, regionId }: Region, allowed: boolean, parcels: ChangedFlags['parcels']): void {
    const land = lands.get(regionKey({ grid, regionId }))
    const news = parcels.filter(({ parcelId, ...flags }) => !isSame(land?.parcels.get(parcelId), flags))
    if (news.length === 0 && allowed === (land?.allowed ?? true)) return
    bus.publish('parcel-flags-changed', { grid, regionId, allowed, parcels: news })
  }

  function isAllowed(parcel: Parcel): boolean {
    const land = lands.get(regionKey(parcel))
    return !land || (land.allowed && allows(land.parcels.get(parcel.parcelId) ?? UNKNOWN))
  }

  return {
    events,
    isAllowed,
    roomPlace(place) {
      if (!isAllowed(place)) return undefined
      const flags = lands.get(regionKey(place))?.parcels.get(place.parcelId)
      return flags && usesEstates(flags) ? { ...place, parcelId: null } : place
    },
    isWhole: (place) => lands.get(regionKey(place))?.parcels.get(place.parcelId)?.feed.whole === true,
    report(region, { allowed, parcels }) {
      const known = lands.get(regionKey(region))?.parcels
      const reported = [...parcels].map(([parcelId, feed]) => {
        const before = known?.get(parcelId) ?? UNKNOWN
        return { ...before, parcelId, feed, askedLast: feed.allowed === undefined && before.askedLast }
      })
      tell(region, allowed, reported)
    },
    set(parcel, asked) {
      const land = lands.get(regionKey(parcel))
      const before = land?.parcels.get(parcel.parcelId) ?? UNKNOWN
      const { parcelId } = parcel
      tell(parcel, land?.allowed ?? true, [{ ...before, parcelId, asked, askedLast: asked !== undefined }])
    },
    learn(parcel, simulator) {
      const land = lands.get(regionKey(parcel))
      const { feed } = land?.parcels.get(parcel.parcelId) ?? UNKNOWN
      const learned = { parcelId: parcel.parcelId, feed, simulator, askedLast: false }
      tell(parcel, land?.allowed ?? true, [learned])
    },
    forgetLearned(region) {
      const land = lands.get(regionKey(region))
      const learned = [...(land?.parcels ?? [])].filter(([, { simulator }]) => simulator !== undefined)
      const silent = learned.map(([parcelId, before]) => ({ ...before, parcelId, simulator: undefined }))
      tell(region, land?.allowed ?? true, silent)
    },
    forgetReports(region) {
      const known = lands.get(regionKey(region))?.parcels ?? []
      const silent = [...known].map(([parcelId, before]) => ({ ...before, parcelId, feed: {} }))
      tell(region, true, silent)
    },
    forgetGrid(grid) {
      forgetGrid(lands, grid)
      parcelCount = [...lands.values()].reduce((count, { parcels }) => count + parcels.size, 0)
    },
  }
}

function allows({ feed, asked, askedLast, simulator }: KnownFlags): boolean {
  const said = askedLast ? (asked ?? feed.allowed) : (feed.allowed ?? asked)
  return said !== false && simulator?.allowed !== false
}

function usesEstates({ feed, simulator }: KnownFlags): boolean {
  return simulator?.estateChannel ?? feed.estateChannel ?? false
}

/** Flags that need not be remembered: the same holds for a parcel of which nothing is known. */
function isUsual({ feed, asked, simulator }: KnownFlags): boolean {
  return (
    asked !== false &&
    !feed.whole &&
    [feed, simulator].every((flags) => flags?.allowed !== false && !flags?.estateChannel)
  )
}

function isSame(before: KnownFlags = UNKNOWN, after: KnownFlags): boolean {
  if (isUsual(before) && isUsual(after)) return true
  const flags = ({ feed, asked, askedLast, simulator }: KnownFlags) => [
    ...[feed.allowed, feed.estateChannel, feed.whole, asked, askedLast],
    ...[simulator?.allowed, simulator?.estateChannel],
  ]
  const now = flags(after)
  return flags(before).every((flag, index) => flag === now[index])
}
