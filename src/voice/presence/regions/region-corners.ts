/** Where on the grid regions lie, as their feeds say: each place for one region only. */

import { type GridId, gridKey, type Region, regionKey } from '../../grids/grid.js'

/** South-west corner, global metres. */
export type RegionCorner = readonly [x: number, y: number]

/** Every corner is a multiple of this: a region's place is one square of the grid, however large the region is. */
export const GRID_METRES = 256

/** Region handles count metres in 32 bits. */
export const MAX_CORNER_METRES = 2 ** 32 - GRID_METRES

export interface RegionCorners {
  /**
   * A region says where it lies. If two claim one place, it belongs to the first one as long as that is heard of.
   * @returns whose place it is, and whether that has just changed
   */
  tell(region: Region, corner: RegionCorner): { readonly holder: Region; readonly isNews: boolean }
  get(region: Region): RegionCorner | undefined
  /** Which region begins in that place. */
  regionAt(grid: GridId, corner: RegionCorner): Region | undefined
  /** Nothing was heard of it for long. */
  forget(region: Region): void
}

/** @param isSilent whether a region has not been heard of for a while */
export function createRegionCorners(isSilent: (region: Region) => boolean): RegionCorners {
  const corners = new Map<string, RegionCorner>()
  const holders = new Map<string, Region>()
  const squareKey = (grid: GridId, [x, y]: RegionCorner) => gridKey(grid, `${x} ${y}`)

  function forget(region: Region): void {
    const corner = corners.get(regionKey(region))
    if (!corner) return
    corners.delete(regionKey(region))
    holders.delete(squareKey(region.grid, corner))
  }

  return {
    get: (region) => corners.get(regionKey(region)),
    regionAt: (grid, corner) => holders.get(squareKey(grid, corner)),
    forget,
    tell({ grid, regionId }, corner) {
      const region: Region = { grid, regionId }
      const square = squareKey(grid, corner)
      const holder = holders.get(square)
      if (holder && (holder.regionId === regionId || !isSilent(holder))) return { holder, isNews: false }
      if (holder) forget(holder)
      forget(region)
      corners.set(regionKey(region), corner)
      holders.set(square, region)
      return { holder: region, isNews: true }
    },
  }
}
