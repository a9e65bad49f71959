/** Where on the grid regions lie, as their feeds say: each place for one region only. */

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
  tell(regionId: string, corner: RegionCorner): boolean
  get(regionId: string): RegionCorner | undefined
  /** Which region begins in that place. */
  regionAt(corner: RegionCorner): string | undefined
  /** Nothing was heard of it for long. */
  forget(regionId: string): void
}

/** @param isSilent whether a region has not been heard of for a while */
export function createRegionCorners(isSilent: (regionId: string) => boolean): RegionCorners {
  const corners = new Map<string, RegionCorner>()
  const holders = new Map<string, string>()
  const keyOf = ([x, y]: RegionCorner) => `${x} ${y}`

  function forget(regionId: string): void {
    const corner = corners.get(regionId)
    if (!corner) return
    corners.delete(regionId)
    holders.delete(keyOf(corner))
  }

  return {
    get: (regionId) => corners.get(regionId),
    regionAt: (corner) => holders.get(keyOf(corner)),
    forget,
    tell(regionId, corner) {
      const holder = holders.get(keyOf(corner))
      if (holder === regionId) return false
      if (holder !== undefined && !isSilent(holder)) return false
      if (holder !== undefined) forget(holder)
      forget(regionId)
      corners.set(regionId, corner)
      holders.set(keyOf(corner), regionId)
      return true
    },
  }
}
