/**
 * Answers that Node itself would forget: those that wait for earlier ones on a connection (pipelining), and those to
 * upgrade requests on routes without an upgrade.
 */

import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Browsers and simulators wait for each answer; .NET may send two or three requests ahead. */
const MAX_WAITING = 8

/**
 * A handler that closes a connection with too many unanswered requests. When a connection closes, it also closes the
 * answers that wait for their turn: Node forgets those, and whatever they hold.
 */
export function limitPipelining(
  handler: RequestListener,
  onExcess: (socket: Socket) => void,
): RequestListener {
  const unanswered = new WeakMap<Socket, Set<ServerResponse>>()

  function unansweredOn(socket: Socket): Set<ServerResponse> {
    const known = unanswered.get(socket)
    if (known) return known
    const fresh = new Set<ServerResponse>()
    unanswered.set(socket, fresh)
    socket.once('close', () => {
      for (const response of fresh) if (!response.socket) close(response)
    })
    return fresh
  }

  return (request, response) => {
    const { socket } = request
    // Node still reads requests from the same packet.
    if (socket.destroyed) return
    const waiting = unansweredOn(socket)
    if (waiting.size >= MAX_WAITING) {
      onExcess(socket)
      socket.destroy()
      return
    }
    waiting.add(response)
    response.once('close', () => waiting.delete(response))
    handler(request, response)
  }
}

function close(response: ServerResponse): void {
  response.destroy()
  response.emit('close')
}

/**
 * Answers an upgrade request on a route without an upgrade like any other request, and then closes its connection. Node
 * hands over the connection of such a request for good. Nothing resumes its pending writes, and nothing closes it:
 * each would hold a file descriptor for ever.
 */
export function closeLoneUpgrades(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isHandedOver(request)) {
      const { socket } = request.raw
      socket.on('drain', () => reply.raw.emit('drain'))
      reply.header('connection', 'close')
      // Such an answer finishes; it is never said to be closed.
      reply.raw.once('finish', () => socket.destroySoon())
    }
    done()
  })
}

/** The parser's own flag: undocumented, but there since Node 0.1. */
function isHandedOver({ raw }: FastifyRequest): boolean {
  return 'upgrade' in raw && raw.upgrade === true
}
