/** Which grid a resident's request is for: the only place in this edge that decides it. */

import type { FastifyRequest } from 'fastify'
import type { GridId } from '../voice/grids/grid.js'

/** The grid whose page asks: a session, a ticket or a code of another grid counts for nothing there. */
export function gridOf({ pageGrid }: FastifyRequest): GridId {
  return pageGrid
}
