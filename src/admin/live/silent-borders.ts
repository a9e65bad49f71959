/** Between regions that touch, are both in voice and belong to different nodes, nobody is heard: which borders these are. Pure. */

import type { ListedRegionView } from '../../protocol/admin/region-list.js'
import type { GridId } from '../../voice/grids/grid.js'
import { type RegionGround, squaresAround, squaresOf } from '../../voice/presence/regions/grid-squares.js'

export interface OwnedRegion
  extends Pick<ListedRegionView, 'regionId' | 'name' | 'inVoice' | 'corner' | 'sizeMetres'> {
  /** The address of the node that owns it, where there are several. */
  readonly node: string | null
}

/** By region, the silent borders that it has. */
export function silentBordersOf(
  grid: GridId,
  regions: readonly OwnedRegion[],
): ReadonlyMap<string, ListedRegionView['silentBorders']> {
  const placed = regions.flatMap(({ regionId, name, inVoice, corner, sizeMetres, node }) => {
    if (inVoice === 0 || !corner || node === null) return []
    const ground: RegionGround = { grid, corner, sizeMetres: sizeMetres ?? undefined }
    return [{ regionId, name, node, ground }]
  })
  const bySquare = new Map(
    placed.flatMap((region) => [...squaresOf(region.ground)].map((square) => [square, region] as const)),
  )
  return new Map(
    placed.map(({ regionId, node, ground }) => {
      const beside = new Set([...squaresAround(ground)].flatMap((square) => bySquare.get(square) ?? []))
      const silent = [...beside].filter((other) => other.node !== node)
      return [regionId, silent.map((other) => ({ name: other.name, node: other.node }))]
    }),
  )
}
