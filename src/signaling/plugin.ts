/** `/signal`: the WebSocket of the page. Documented in docs/signaling-protocol.md. */

import websocket from '@fastify/websocket'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { type ErrorCode, VoiceError } from '../errors.js'
import { CloseCode } from '../protocol/close-codes.js'
import { type IceServerMessage, PROTOCOL_VERSION } from '../protocol/messages.js'
import { createTokenBucket } from '../voice/limits/token-bucket.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import { every, type Timers } from '../voice/ports.js'
import type { VoiceReports } from '../voice/reports/voice-reports.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import { createMovementEncoder, encodeMessage } from './codec.js'
import { serveConnection } from './connection.js'
import type { AddressFilter } from './encoders.js'
import { createHeldBack } from './held-back.js'
import { ALL_MESSAGES, HUB_OFFERS, JOINS, MICROPHONE_CHANGES, REPORTS } from './message-budgets.js'
import { createRelayBudgets } from './relay-budgets.js'

/** A message beyond this closes the socket at once; one over the protocol's own limit gets an answer. */
const MAX_PAYLOAD_BYTES = 1024 * 1024

/** A page that has not answered a ping by the next one counts as gone. */
const PING_INTERVAL_MS = 15_000

/** ICE servers are renewed when this share of their credentials' lifetime has passed. */
const RENEW_AT = 3 / 4

export interface SignalingPluginOptions {
  readonly rooms: Rooms
  /** The session of the page. @throws VoiceError `session-missing`, `session-expired`, `origin-refused` */
  readonly authenticate: (request: FastifyRequest) => Session
  /** @throws VoiceError `session-expired` */
  readonly checkSession: (session: Session) => void
  /** Ends the session of an avatar that has left the world. */
  readonly endSession: (session: Session) => void
  readonly iceServersFor: (session: Session) => IceServerMessage[]
  /** How long their credentials are valid; `undefined`: for ever. */
  readonly iceServersTtlSeconds: number | undefined
  readonly iceTransportPolicy: 'all' | 'relay'
  readonly addressesCanHide: boolean
  /** The address at which the page must be opened. */
  readonly publicUrl: () => string
  /** The build of the page that this service serves. */
  readonly build: string
  readonly reports: VoiceReports
  readonly addressFilter: AddressFilter
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
  const { rooms, reports, authenticate, checkSession, endSession, faults, timers, onClockSet, store } =
    options
  const { iceServersFor, iceServersTtlSeconds, iceTransportPolicy, addressesCanHide, addressFilter, build } =
    options
  const encodeMovements = createMovementEncoder()
  const relays = createRelayBudgets(timers)

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

  app.get('/signal', { websocket: true }, (socket, request) => {
    let session: Session
    try {
      session = authenticate(request)
    } catch (error) {
      return turnAway(socket, request, error, options)
    }
    const connection = serveConnection({
      socket,
      session,
      rooms,
      encodeMovements,
      budget: createTokenBucket(timers, ALL_MESSAGES),
      reportBudget: createTokenBucket(timers, REPORTS),
      hubBudget: createTokenBucket(timers, HUB_OFFERS),
      joins: createHeldBack(timers, JOINS),
      microphone: createHeldBack(timers, MICROPHONE_CHANGES),
      relays,
      reporter: reports.open(session.agentId),
      addressesCanHide,
      addressFilter,
      endSession,
      faults,
      reqId: request.id,
      address: request.ip,
      log: request.log,
    })
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

const clientOf = ({ id, ip }: FastifyRequest) => ({ reqId: id, address: ip, what: '/signal' })

const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.name)

/** Whether an error is the client's: an invalid frame (`WS_ERR_…`), or a broken network (a system call's code). */
function isOfClient(error: Error): boolean {
  return codeOf(error).startsWith('WS_ERR_') || 'syscall' in error
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
