/** Pipelining: only a few requests on one connection may wait for earlier ones. */

import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

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
