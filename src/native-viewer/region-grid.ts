/** Which grid a region belongs to that asks for its viewers: the only place in this edge that decides it. */

import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** All regions use the same secret, and belong to the one grid. */
export function gridOfRegions(): GridId {
  return MAIN_GRID
}
