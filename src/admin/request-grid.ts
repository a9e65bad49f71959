/** Which grid an admin's request is about: the only place in this edge that decides it. */

import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import { GRID_HEADER } from '../protocol/admin/access.js'
import type { AdminIdentity } from '../voice/admins/admins.js'
import type { ChannelRef } from '../voice/channels/channel.js'
import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'
import type { Grids } from '../voice/grids/grids.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** For the console's routes: the grid that the request is about. */
    adminGrid: GridId | null
  }
}

/**
 * The grid in which an admin works: their own, or for an admin of the service the one that the request names.
 * @throws VoiceError `not-found` for a grid that is not served, and for one that is not theirs
 */
export function workingGrid(
  request: FastifyRequest,
  { grid: own }: AdminIdentity,
  grids: Pick<Grids, 'find'>,
): GridId {
  const named = namedGrid(request)
  const grid = named ?? own ?? MAIN_GRID
  // Whether there is another grid of that name is not told.
  if (grids.find(grid) && (own === null || grid === own)) return grid
  throw new VoiceError('not-found', 'There is no such grid, or it is not yours.')
}

function namedGrid({ headers, query }: FastifyRequest): string | undefined {
  const given = headers[GRID_HEADER]
  if (typeof given === 'string') return given
  if (typeof query !== 'object' || query === null || !('grid' in query)) return undefined
  return typeof query.grid === 'string' ? query.grid : undefined
}

/** The grid that a request is about; the guard has decided it. */
export function gridOf({ adminGrid }: FastifyRequest): GridId {
  if (adminGrid !== null) return adminGrid
  throw new VoiceError('session-missing', 'You are not signed in.')
}

/** The channel that a request names in its address. */
export function channelOf(request: FastifyRequest<{ Params: { id: string } }>): ChannelRef {
  return { grid: gridOf(request), id: Number(request.params.id) }
}
