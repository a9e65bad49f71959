/** `/signal`: the WebSocket of the page. Documented in docs/signaling-protocol.md. */

import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { type ErrorCode, VoiceError } from '../errors.js'
import { CloseCode } from '../protocol/close-codes.js'
import { type IceServerMessage, PROTOCOL_VERSION } from '../protocol/messages.js'
import type { GridUses } from '../voice/grids/use/grid-use.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { Timers } from '../voice/ports.js'
import type { Session } from '../voice/sign-in/sessions.js'
import { every } from '../voice/time/timers.js'
import { encodeMessage } from './encoders.js'
import type { ServePage } from './page-server.js'
import { pacedSocket } from './sockets/paced-socket.js'
import { clientOf } from './sockets/sockets.js'
import { type OpenLink, redeemTickets } from './sockets/ticket-sockets.js'
import { createWriteTurns } from './sockets/write-turns.js'

/** A page that has not answered a ping by the next one counts as gone. */
const PING_INTERVAL_MS = 15_000

/** ICE servers are renewed when this share of their credentials' lifetime has passed. */
const RENEW_AT = 3 / 4

export interface SignalingPluginOptions {
  readonly servePage: ServePage
  /** The session of the page. @throws VoiceError `session-missing`, `session-expired`, `origin-refused` */
  readonly authenticate: (request: FastifyRequest) => Session
  /** Signs in by the ticket of a voice link. @returns with the cookie of a new session. @throws VoiceError as `POST /api/session` */
  readonly openLink: OpenLink
  /** @throws VoiceError `session-expired` */
  readonly checkSession: (session: Session) => void
  /** What pages use of what their grids may use. */
  readonly use: Pick<GridUses, 'openPage' | 'messageWaitMs' | 'refused'>
  readonly iceServersFor: (session: Session) => IceServerMessage[]
  /** How long their credentials are valid; `undefined`: for ever. */
  readonly iceServersTtlSeconds: number | undefined
  readonly iceTransportPolicy: 'all' | 'relay'
  readonly addressesCanHide: boolean
  /** The address at which the page must be opened. */
  readonly publicUrl: () => string
  /** The build of the page that this service serves. */
  readonly build: string
  readonly faults: FaultLog
  readonly timers: Timers
  /** Calls back when the time of day has jumped. @returns a function that removes the callback */
  readonly onClockSet: (callback: () => void) => () => void
  /** Whether the store can be written, and an event when that changes. */
  readonly store: {
    isWritable(): boolean
    onChange(callback: () => void): () => void
  }
}

export const signaling: FastifyPluginAsync<SignalingPluginOptions> = async (app, options) => {
  const { servePage, authenticate, checkSession, use, timers, onClockSet, store } = options
  const { iceServersFor, iceServersTtlSeconds, iceTransportPolicy, addressesCanHide, build } = options

  const tickets = redeemTickets(app, options.openLink)
  const writes = createWriteTurns()

  app.get('/signal', { websocket: true, preValidation: tickets.redeem }, (socket, request) => {
    let session: Session
    try {
      session = tickets.sessionOf(request) ?? authenticate(request)
      socket.on('close', use.openPage(session.grid))
    } catch (error) {
      return turnAway(socket, request, error, options)
    }
    const { grid } = session
    const { socket: stream } = request
    const paced = pacedSocket(socket, {
      waitMs: (bytes) => use.messageWaitMs(grid, bytes),
      onRefused: () => use.refused(grid, 'requestsPerSecond'),
      write: (message, sent) => writes.send(stream, message, sent),
      timers,
    })
    const { id: reqId, ip: address, log } = request
    const connection = servePage({ socket: paced, session, role: 'all', reqId, address, log })
    keepAlive(socket, timers, () => checkSession(session))
    connection.send({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      agentId: session.agentId,
      name: session.name,
      iceServers: iceServersFor(session),
      iceTransportPolicy,
      hidesAddresses: addressesCanHide,
      build,
    })
    connection.opened()
    const tellStore = () => connection.send({ type: 'store', writable: store.isWritable() })
    if (!store.isWritable()) tellStore()
    socket.on('close', store.onChange(tellStore))
    if (iceServersTtlSeconds !== undefined) {
      const renew = () => connection.send({ type: 'ice-servers', iceServers: iceServersFor(session) })
      // After a jump of the time of day the page's credentials may be over, by the TURN server's clock or by ours.
      for (const stop of [every(timers, iceServersTtlSeconds * 1000 * RENEW_AT, renew), onClockSet(renew)])
        socket.on('close', stop)
    }
  })
}

/** A browser cannot read why an upgrade was refused, so the socket is opened, told the reason, and closed. */
function turnAway(
  socket: WebSocket,
  request: FastifyRequest,
  error: unknown,
  { faults, publicUrl }: SignalingPluginOptions,
): void {
  const fault = error instanceof VoiceError ? error : new VoiceError('internal', 'The voice service failed.')
  // No session and an expired session are everyday cases.
  const everyday = fault.code === 'session-missing' || fault.code === 'session-expired'
  if (!(error instanceof VoiceError)) request.log.error({ err: error }, 'a page could not be let in')
  else if (everyday) request.log.debug({ code: fault.code, remoteAddress: request.ip }, 'signalling refused')
  else faults.warn(clientOf(request), fault.code, {}, 'signalling refused')
  socket.on('error', () => socket.terminate())
  const url = fault.code === 'origin-refused' && { url: `${publicUrl()}/` }
  socket.send(encodeMessage({ type: 'error', code: fault.code, message: fault.message, ...url }))
  socket.close(closeCodeFor(fault.code), fault.code)
}

function closeCodeFor(code: ErrorCode): number {
  if (code === 'grid-busy') return CloseCode.rateLimited
  return code === 'origin-refused' ? CloseCode.originRefused : CloseCode.sessionOver
}

function keepAlive(socket: WebSocket, timers: Timers, checkSession: () => void): void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const stop = every(timers, PING_INTERVAL_MS, () => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
    try {
      checkSession()
    } catch {
      socket.close(CloseCode.sessionOver, 'session-expired')
    }
    return undefined
  })
  socket.on('close', stop)
}
