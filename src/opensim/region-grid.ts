/** Which grid a region belongs to: the only place in this edge that decides it. */

import type { FastifyRequest } from 'fastify'
import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** A regions file has no word for a grid: its regions are the main one's. */
export function gridOfRegionsFile(): GridId {
  return MAIN_GRID
}

/** There is one region secret, and it is the main grid's. */
export function gridOf(_request: FastifyRequest): GridId {
  return MAIN_GRID
}
