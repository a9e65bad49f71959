/** What a node can own: a region of a grid, or what belongs to a grid as a whole. Pure. */

import { createHash } from 'node:crypto'
import { type Avatar, type GridId, gridKey, type Region, regionKey } from '../voice/grids/grid.js'

/** The area of a region: who stands there, its feed, its rooms. */
export const areaOfRegion = (region: Region): string => regionKey(region)

/** The area of all that belongs to no region of a grid: tickets, codes, calls, who can be reached, the console. */
export const areaOfGrid = (grid: GridId): string => gridKey(grid, 'grid')

/** Where an avatar's page waits while nobody knows where the avatar is: in any region of no name. */
export const areaOfNowhere = ({ grid }: Avatar): string => areaOfGrid(grid)

/**
 * Which of some nodes an area falls to (rendezvous hashing): each node gets about as many as any other, and where a node
 * goes, its areas are spread over the rest and no other area moves.
 * @returns `undefined` where there is no node
 */
export function choiceFor(area: string, nodeIds: readonly string[]): string | undefined {
  let choice: { readonly nodeId: string; readonly weight: string } | undefined
  for (const nodeId of nodeIds) {
    const weight = createHash('sha256').update(`${area}\0${nodeId}`).digest('hex')
    if (!choice || weight > choice.weight) choice = { nodeId, weight }
  }
  return choice?.nodeId
}
