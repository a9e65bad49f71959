/** The WebSockets of the service: how large a message may be, and what becomes of them when it stops. */

import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CloseCode } from '../../protocol/close-codes.js'
import type { FaultLog } from '../../voice/log/fault-log.js'

/** A message beyond this closes the socket at once; one over the protocol's own limit gets an answer. */
const MAX_PAYLOAD_BYTES = 1024 * 1024

/** To be called once, before any route with a WebSocket is registered. */
export async function serveSockets(app: FastifyInstance, faults: FaultLog): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false },
    errorHandler(error, socket, request) {
      socket.terminate()
      if (isOfClient(error))
        faults.warn(clientOf(request), codeOf(error), {}, `a page's socket: ${error.message}`)
      else request.log.error({ err: error }, 'a page could not be served')
    },
    preClose(done) {
      for (const socket of app.websocketServer.clients)
        socket.close(CloseCode.serverStopping, 'server-stopping')
      done()
    },
  })
}

/** Who opened a socket, for the log. */
export const clientOf = ({ id, ip }: FastifyRequest) => ({ reqId: id, address: ip, what: '/signal' })

const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.name)

/** Whether an error is the client's: an invalid frame (`WS_ERR_…`), or a broken network (a system call's code). */
function isOfClient(error: Error): boolean {
  return codeOf(error).startsWith('WS_ERR_') || 'syscall' in error
}
