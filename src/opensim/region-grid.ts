/** Which grid a region speaks for: the one place of this edge that decides it for a request. */

import type { FastifyRequest } from 'fastify'
import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** There is one region secret, and it is the main grid's. */
export function gridOf(_request: FastifyRequest): GridId {
  return MAIN_GRID
}
