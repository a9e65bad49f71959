/** Which grid a region belongs to that signs in to `/api2`: the only place in this edge that decides it. */

import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** All regions use the same name and password, and belong to the one grid. */
export function gridOfSignIn(): GridId {
  return MAIN_GRID
}
