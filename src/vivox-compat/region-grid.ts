/** Of which grid a region is that signs in to `/api2`: the one place of this edge that decides it. */

import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** Every region has the same name and password, and all are of the one grid. */
export function gridOfSignIn(): GridId {
  return MAIN_GRID
}
