/** `GET /api/ice-status`: for a signed-in page's own checks, how the service's TURN servers are. */

import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { TurnServerState } from './turn/turn-probe.js'

export interface IceStatusOptions {
  /** @throws VoiceError `session-missing`, `session-expired` */
  readonly authenticate: (request: FastifyRequest) => unknown
  readonly turnServers: () => readonly TurnServerState[]
}

export const iceStatus: FastifyPluginAsync<IceStatusOptions> = async (app, { authenticate, turnServers }) => {
  app.get('/api/ice-status', async (request, reply) => {
    authenticate(request)
    reply.header('cache-control', 'no-store')
    // The words are for the operator.
    return { turnServers: turnServers().map(({ error: _, ...state }) => state) }
  })
}
