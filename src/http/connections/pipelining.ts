/** Requests that come on one connection before the earlier ones are answered: a few are, and then that is enough. */

import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Browsers and simulators send the next one when they have the answer; .NET may send two or three before. */
const MAX_WAITING = 8

/**
 * A handler that closes a connection with too many unanswered requests. And where a connection closes, the answers that
 * had to wait for their turn are closed, too: Node forgets them, with whatever they hold.
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
    // Node goes on reading what came in the same packet.
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
