/** Upgrade requests on routes without an upgrade: answered like any other request, and then closed. */

import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Node hands over the connection of such a request for good. Nothing resumes its pending writes, and nothing closes it:
 * each would hold a file descriptor for ever.
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

/** The parser's own flag: undocumented, but there since Node 0.1. */
function isHandedOver({ raw }: FastifyRequest): boolean {
  return 'upgrade' in raw && raw.upgrade === true
}
