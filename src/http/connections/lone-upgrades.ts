/** Requests that ask for another protocol where there is none: answered like any other, and then closed. */

import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Node hands the connection of such a request over for good. Nobody else wakes what is written to it when it has room
 * again, and nobody closes it: one descriptor each, for ever.
 */
export function closeLoneUpgrades(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!isHandedOver(request)) return
    request.raw.socket.on('drain', () => reply.raw.emit('drain'))
    reply.header('connection', 'close')
  })
  server.addHook('onResponse', async (request) => {
    if (isHandedOver(request)) request.raw.socket.destroySoon()
  })
}

/** Undocumented, and there since Node 0.1: the parser's own word. */
function isHandedOver({ raw }: FastifyRequest): boolean {
  return 'upgrade' in raw && raw.upgrade === true
}
