/** Where on the grid regions lie, as their feeds say: each place for one region only. */

import { type GridId, gridKey, type Region, regionKey } from '../grids/grid.js'

/** South-west corner, global metres. */
export type RegionCorner = readonly [x: number, y: number]

/** Every corner is a multiple of it: a region's place is a square of the grid, however large it is. */
export const GRID_METRES = 256

/** Region handles count metres in 32 bits. */
export const MAX_CORNER_METRES = 2 ** 32 - GRID_METRES

export interface RegionCorners {
  /**
   * A region says where it lies. Of two that claim one place it is the first one's, as long as that is heard of.
   * @returns whether its place is another one from now on
   */
  tell(region: Region, corner: RegionCorner): boolean
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
      if (holder?.regionId === regionId) return false
      if (holder && !isSilent(holder)) return false
      if (holder) forget(holder)
      forget(region)
      corners.set(regionKey(region), corner)
      holders.set(square, region)
      return true
    },
  }
}
