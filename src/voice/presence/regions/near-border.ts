/** Whether somebody stands so near to the border of a region that they may be on the other side a moment later. Pure. */

import type { Vector3 } from '../../../spatial/direction.js'
import { GRID_METRES } from './region-corners.js'

/** Farther than an avatar gets between two reports of a feed. */
export const NEAR_BORDER_METRES = 32

/**
 * Regions begin and end on the lines of the grid; a large one has some inside, too, which count as well.
 * @param position metres in the region
 */
export function isNearBorder([x, y]: Vector3): boolean {
  const toLine = (metres: number) => Math.abs(metres - Math.round(metres / GRID_METRES) * GRID_METRES)
  return toLine(x) <= NEAR_BORDER_METRES || toLine(y) <= NEAR_BORDER_METRES
}
