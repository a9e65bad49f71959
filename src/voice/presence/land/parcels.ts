/** The parcels of regions, as their simulators tell them: name, owner and bounds. Held in memory only. */

import { EventEmitter } from 'node:events'
import { type Bus, createLoopbackBus } from '../../bus.js'
import { forgetGrid, type GridId, gridKey, type Region } from '../../grids/grid.js'
import { remember } from '../../limits/remember.js'
import type { Parcel } from './parcel.js'

export interface Parcels {
  /** Something new was told of a parcel in that region. */
  readonly events: EventEmitter<{ told: [region: Region] }>
  /**
   * Takes a simulator's word.
   * @param isKnown whether its region is known to have that parcel by more than this word
   * @returns false for a parcel that another region has, which changes nothing
   */
  take(parcel: Parcel, isKnown?: boolean): boolean
  /** As its region told it; `undefined` also for a parcel of another region. */
  get(region: Region, parcelId: string): Parcel | undefined
  /** Every parcel that was told, or those of one region. */
  list(region?: Region): readonly Parcel[]
  /** Forgets the parcels of regions that are gone. */
  forgetGone(isGone: (region: Region) => boolean): void
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

/** More than a large grid has; the parcel told longest ago is forgotten first. */
const MAX_PARCELS = 50_000

export function createParcels(bus: Bus = createLoopbackBus()): Parcels {
  const events: Parcels['events'] = new EventEmitter()
  const parcels = new Map<string, Parcel>()
  const keyOf = ({ grid, parcelId }: Pick<Parcel, 'grid' | 'parcelId'>) => gridKey(grid, parcelId)
  bus.subscribe('parcel-told', (parcel) => {
    remember(parcels, keyOf(parcel), parcel, MAX_PARCELS)
    events.emit('told', { grid: parcel.grid, regionId: parcel.regionId })
  })

  return {
    events,
    get({ grid, regionId }, parcelId) {
      const parcel = parcels.get(keyOf({ grid, parcelId }))
      return parcel?.regionId === regionId ? parcel : undefined
    },
    list: (region) =>
      [...parcels.values()].filter(
        ({ grid, regionId }) => !region || (regionId === region.regionId && grid === region.grid),
      ),
    take(parcel, isKnown = false) {
      const known = parcels.get(keyOf(parcel))
      if (known && known.regionId !== parcel.regionId && !isKnown) return false
      // Most of it is repeated every ten seconds.
      if (JSON.stringify(known) !== JSON.stringify(parcel)) bus.publish('parcel-told', parcel)
      return true
    },
    forgetGone(isGone) {
      for (const [key, parcel] of parcels) if (isGone(parcel)) parcels.delete(key)
    },
    forgetGrid: (grid) => forgetGrid(parcels, grid),
  }
}
