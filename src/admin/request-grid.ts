/** Which grid an admin's request is about: the only place in this edge that decides it. */

import type { FastifyRequest } from 'fastify'
import type { ChannelRef } from '../voice/channels/channel.js'
import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'

/** Admins belong to the whole service; the console shows its one grid. */
export function gridOf(_request: FastifyRequest): GridId {
  return MAIN_GRID
}

/** The channel that a request names in its address. */
export function channelOf(request: FastifyRequest<{ Params: { id: string } }>): ChannelRef {
  return { grid: gridOf(request), id: Number(request.params.id) }
}
