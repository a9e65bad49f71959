/** `GET /api/ice-status`: tells a signed-in page, for its own checks, whether the TURN servers work. */

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
    // The error texts are for the operator.
    return { turnServers: turnServers().map(({ error: _, ...state }) => state) }
  })
}
