/** Which grid a resident's request is for: the only place in this edge that decides it. */

import type { FastifyRequest } from 'fastify'
import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** The one page belongs to the main grid. */
export function gridOf(_request: FastifyRequest): GridId {
  return MAIN_GRID
}
