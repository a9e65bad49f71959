/** One page's socket: sends what the core tells the page, and hands the page's messages to their handlers. */

import type { FastifyBaseLogger } from 'fastify'
import type { WebSocket } from 'ws'
import { VoiceError } from '../errors.js'
import { CloseCode } from '../protocol/close-codes.js'
import type { ServerMessage } from '../protocol/messages.js'
import type { TokenBucket } from '../voice/limits/token-bucket.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { VoiceReporter } from '../voice/reports/voice-reports.js'
import type { Movement, RoomEvent } from '../voice/rooms/room-event.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import { decodeMessage, encodeMessage } from './codec.js'
import type { Connection } from './connection-state.js'
import { type AddressFilter, encodeEvent, type Reader } from './encoders.js'
import { handleMessage } from './handlers/index.js'
import type { HeldBack } from './held-back.js'
import type { RelayBudgets } from './relay-budgets.js'
import { createRelayQueue } from './relay-queue.js'

/** A page that reads nothing is dropped before more than this waits for it; it then reconnects. */
const MAX_BUFFERED_BYTES = 1024 * 1024

/** RFC 6455 §7.1.5: the socket broke without a close. */
const ABNORMAL_CLOSURE = 1006

export interface ConnectionOptions {
  readonly socket: WebSocket
  readonly session: Session
  readonly rooms: Rooms
  readonly encodeMovements: (movements: readonly Movement[]) => Uint8Array
  readonly budget: TokenBucket
  readonly reportBudget: TokenBucket
  readonly hubBudget: TokenBucket
  readonly joins: HeldBack
  readonly microphone: HeldBack
  readonly relays: RelayBudgets
  readonly reporter: VoiceReporter
  readonly addressesCanHide: boolean
  readonly addressFilter: AddressFilter
  readonly endSession: (session: Session) => void
  readonly faults: FaultLog
  /** Id of the request that opened the socket. */
  readonly reqId: string
  readonly address: string
  readonly log: FastifyBaseLogger
}

/** Serves a socket until it closes. */
export function serveConnection(options: ConnectionOptions): Connection {
  const { socket, session, rooms, addressesCanHide, addressFilter } = options
  const { encodeMovements, budget, reportBudget, hubBudget, joins, microphone, relays } = options
  const { reporter, endSession, faults, reqId, address, log } = options

  function sendRaw(data: string | Uint8Array): void {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) return socket.terminate()
    socket.send(data, () => relayed.pump())
  }
  const relayed = createRelayQueue({ bufferedBytes: () => socket.bufferedAmount, send: sendRaw })
  const send = (message: ServerMessage): void => sendRaw(encodeMessage(message))
  const reader: Reader = { agentId: session.agentId, addressFilter, encodeMovements }

  /** Handles what an event means for this connection itself. */
  function note(event: RoomEvent): void {
    switch (event.type) {
      case 'room-entered':
        return reporter.entered()
      case 'room-left':
        // Voice switched off, or a region away, is no failure of the join.
        if (event.reason !== 'voice-off' && event.reason !== 'region-away') reporter.noteFailure(event.reason)
        return
      case 'peer-disconnected':
        return relayed.forget(event.agentId)
      case 'ended':
        connection.participations.place = undefined
        if (event.reason === 'left-world') endSession(session)
        if (event.reason === 'kicked') reporter.noteFailure('banned')
    }
  }

  /** @throws VoiceError `rate-limited` */
  function relay(from: string, message: ServerMessage): void {
    const data = encodeMessage(message)
    if (
      relays.spend({ grid: session.grid, agentId: from }, session, Buffer.byteLength(data)) &&
      relayed.push(from, data)
    )
      return
    throw new VoiceError('rate-limited', 'Too many messages for that avatar: this one was not handed on.')
  }

  function tell(event: RoomEvent): void {
    note(event)
    const encoded = encodeEvent(event, reader)
    if (encoded instanceof Uint8Array) sendRaw(encoded)
    else if (encoded && event.type === 'signalled') relay(event.from, encoded)
    else if (encoded) send(encoded)
    if (event.type !== 'ended') return
    reporter.rest()
    socket.close(CloseCode[event.reason], event.reason)
  }

  const connection: Connection = {
    session,
    rooms,
    addressesCanHide,
    participations: { place: undefined },
    reporter,
    reportBudget,
    hubBudget,
    joins,
    microphone,
    tell,
    send,
    guarded: (about, step) => () => {
      try {
        step()
      } catch (error) {
        refuse(error, about)
      }
    },
  }

  function refuse(error: unknown, about: string | undefined): void {
    const known = error instanceof VoiceError
    const code = known ? error.code : 'internal'
    const message = known ? error.message : 'The voice service failed at this message; its log says why.'
    const { agentId } = session
    const what = `/signal ${about ?? ''}`
    if (!known) log.error({ err: error, agentId }, 'signalling failed')
    else {
      const client = { reqId, address, what, who: agentId }
      faults.warn(client, code, { reason: message, agentId }, 'signalling refused')
    }
    send({ type: 'error', code, message, ...(about !== undefined && { about }) })
  }

  socket.on('message', (data, isBinary) => {
    if (!budget.spend()) {
      refuse(new VoiceError('rate-limited', 'Too many messages: the connection is closed.'), undefined)
      return socket.close(CloseCode.rateLimited, 'rate-limited')
    }
    let about: string | undefined
    try {
      const message = decodeMessage(bufferOf(data), isBinary)
      about = message.type
      const { type } = message
      handleMessage(connection, message)?.catch((error: unknown) => refuse(error, type))
    } catch (error) {
      refuse(error, about)
    }
    return undefined
  })
  socket.on('error', (error) => log.debug({ err: error }, 'socket failed'))
  socket.on('close', (code) => {
    reporter.close()
    joins.cancel()
    microphone.cancel()
    const { place } = connection.participations
    connection.participations.place = undefined
    if (code === ABNORMAL_CLOSURE) place?.lost()
    else place?.leave()
  })
  return connection
}

function bufferOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
