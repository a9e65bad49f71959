/** What a node can own: a region of a grid, or what belongs to a grid as a whole. Pure. */

import { createHash } from 'node:crypto'
import { type Avatar, type GridId, gridKey, type Region, regionKey } from '../voice/grids/grid.js'
import { GRID_METRES, type RegionCorner } from '../voice/presence/regions/region-corners.js'

/** The area of a region: who stands there, its feed, its rooms. */
export const areaOfRegion = (region: Region): string => regionKey(region)

/** The area of all that belongs to no region of a grid: tickets, codes, calls, who can be reached, the console. */
export const areaOfGrid = (grid: GridId): string => gridKey(grid, 'grid')

/** The grid of which an area is all that belongs to no region; `undefined`: it is a region's. */
export function gridOfArea(area: string): GridId | undefined {
  const [grid = ''] = area.split('/')
  return area === areaOfGrid(grid) ? grid : undefined
}

/** The region that is that area; that of a grid is no region that anything is known of. */
export function regionOfArea(area: string): Region {
  const [grid = '', regionId = ''] = area.split('/')
  return { grid, regionId }
}

/** So many of the smallest regions in each direction are a patch. */
const PATCH_REGIONS = 4

/** The patch that a region lies in: regions of one patch fall to one node, so that most that touch are owned together. */
export function patchOf(grid: GridId, corner: RegionCorner): string {
  const [column, row] = corner.map((metres) => Math.floor(metres / (PATCH_REGIONS * GRID_METRES)))
  return gridKey(grid, `patch ${column} ${row}`)
}

/** Where an avatar's page waits while nobody knows where the avatar is: in any region of no name. */
export const areaOfNowhere = ({ grid }: Avatar): string => areaOfGrid(grid)

/**
 * The nodes in the order in which an area falls to them (rendezvous hashing): each node is first for about as many areas as
 * any other, and where a node goes, its areas are spread over the rest and no other area moves.
 */
export function orderFor(area: string, nodeIds: readonly string[]): readonly string[] {
  return nodeIds
    .map((id) => ({ id, weight: createHash('sha256').update(`${area}\0${id}`).digest('hex') }))
    .sort((one, other) => (one.weight < other.weight ? 1 : -1))
    .map(({ id }) => id)
}

export type OrderFor = typeof orderFor

/** Patches of a large grid, each for twenty nodes or so. */
const MAX_ORDERS = 10_000

/** The same, remembered for as long as the nodes are the same: an order takes a hash for each node. */
export function createOrders(): OrderFor {
  const known = new Map<string, readonly string[]>()
  let ofNodes = ''
  return (area, nodeIds) => {
    const nodes = nodeIds.join()
    if (nodes !== ofNodes || known.size >= MAX_ORDERS) known.clear()
    ofNodes = nodes
    const order = known.get(area) ?? orderFor(area, nodeIds)
    known.set(area, order)
    return order
  }
}

/** The node that is the first for an area. @returns `undefined` where there is no node */
export const choiceFor = (area: string, nodeIds: readonly string[]): string | undefined =>
  orderFor(area, nodeIds)[0]
