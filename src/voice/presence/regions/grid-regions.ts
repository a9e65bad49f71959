/** The regions that the grid itself lists: what they are called, where they lie, and which are gone. */

import type { GridId, Region } from '../../grids/grid.js'
import { createRegionMap } from '../../grids/grid-map.js'
import type { Stopwatch } from '../../ports.js'
import type { RegionCorner } from './region-corners.js'

/** A region that the grid's own services list. */
export interface GridRegion extends Region {
  readonly name: string
  readonly corner: RegionCorner
  readonly sizeMetres: readonly [x: number, y: number]
  /** Where its simulator answers; `''` where the grid does not say. */
  readonly simulator: string
  readonly online: boolean
}

export interface KnownGridRegion extends GridRegion {
  /** The grid listed it, and does not any more. */
  readonly gone: boolean
  /** When it was listed last, by the stopwatch. */
  readonly listedAt: number
}

export interface GridRegions {
  /** The last that the grid said of a region; of one that is gone, where it was. */
  get(region: Region): KnownGridRegion | undefined
  /** Those of a grid, with those that have gone within the last day. */
  list(grid: GridId): readonly KnownGridRegion[]
  /** Whether the grid itself has told its regions. */
  isTold(grid: GridId): boolean
}

/** For so long an admin sees that a region is gone. */
const GONE_KEPT_MS = 24 * 60 * 60_000

export interface GridRegionsKeeper extends GridRegions {
  /** Takes a grid's whole list: a region that is not in it is gone. @returns those that lie elsewhere than before */
  take(grid: GridId, listed: readonly GridRegion[]): readonly Region[]
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

export function createGridRegions(stopwatch: Stopwatch): GridRegionsKeeper {
  const regions = createRegionMap<KnownGridRegion>()
  const told = new Set<GridId>()

  return {
    get: regions.get,
    list: (grid) => [...regions.values(grid)],
    isTold: (grid) => told.has(grid),
    take(grid, listed) {
      told.add(grid)
      const now = stopwatch.now()
      const moved = listed.filter((region) => {
        const before = regions.get(region)?.corner
        regions.set(region, { ...region, gone: false, listedAt: now })
        return before?.[0] !== region.corner[0] || before?.[1] !== region.corner[1]
      })
      const present = new Set(listed.map(({ regionId }) => regionId))
      for (const region of [...regions.values(grid)].filter(({ regionId }) => !present.has(regionId))) {
        if (now - region.listedAt >= GONE_KEPT_MS) regions.delete(region)
        else regions.set(region, { ...region, gone: true })
      }
      return moved.map(({ regionId }) => ({ grid, regionId }))
    },
    forgetGrid(grid) {
      told.delete(grid)
      for (const region of [...regions.values(grid)]) regions.delete(region)
    },
  }
}
