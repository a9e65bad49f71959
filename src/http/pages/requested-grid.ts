/**
 * Whose pages a request is for: `/g/<grid>/…` is that grid's, and a host name of a grid's own serves that grid alone.
 * Everything else is the main grid's. It proves nothing: only a credential of that grid opens anything there.
 */

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Grids } from '../../voice/grids/grids.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The grid whose pages the request is for. */
    pageGrid: GridId
    /** What its addresses begin with: `/g/<grid>`, or nothing. */
    gridPath: string
  }
}

const OF_GRID = /^\/g\/([a-z0-9-]+)(\/.*)$/
/** Regions say by their credentials of which grid they are; admins by who they are. */
const NO_PAGE = /^\/(g|api2|opensim|admin|cluster|healthz|readyz|metrics|\.well-known)(\/|\?|$)/

export interface RequestedGrids {
  /** The address below the grid's own, as Fastify's `rewriteUrl` wants it. */
  rewriteUrl(request: IncomingMessage): string
  /** To be called before any route is registered. */
  serve(app: FastifyInstance): void
}

export function createRequestedGrids(grids: Pick<Grids, 'find' | 'ofHost'>): RequestedGrids {
  const named = new WeakMap<IncomingMessage, GridId>()
  return {
    rewriteUrl(request) {
      const { url = '/' } = request
      const [, grid, rest = '/'] = OF_GRID.exec(url) ?? []
      if (grid === undefined || NO_PAGE.test(rest) || !grids.find(grid)) return url
      named.set(request, grid)
      return rest
    },
    serve(app) {
      app.decorateRequest('pageGrid', MAIN_GRID)
      app.decorateRequest('gridPath', '')
      app.addHook('onRequest', (request, reply, done) => {
        const ofPath = named.get(request.raw)
        // Only the headers of trusted proxies change what Fastify takes for the host.
        const ofHost = grids.ofHost(request.hostname)?.id ?? MAIN_GRID
        if (ofPath !== undefined && ofHost !== MAIN_GRID && ofPath !== ofHost) return reply.callNotFound()
        request.pageGrid = ofPath ?? ofHost
        if (ofPath !== undefined) request.gridPath = `/g/${ofPath}`
        return done()
      })
      // The page's own addresses are relative.
      app.get<{ Params: { grid: string } }>('/g/:grid', (request, reply) => {
        const { grid } = request.params
        const [, query] = request.url.split('?', 2)
        if (!grids.find(grid)) return reply.callNotFound()
        return reply.redirect(`./${grid}/${query === undefined ? '' : `?${query}`}`, 308)
      })
    },
  }
}
