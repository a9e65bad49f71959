/** One page's socket: sends what the core tells the page, and hands the page's messages to their handlers. */

import type { FastifyBaseLogger } from 'fastify'
import { VoiceError } from '../errors.js'
import { CloseCode, NODE_GONE } from '../protocol/close-codes.js'
import type { ServerMessage } from '../protocol/messages.js'
import type { TokenBucket } from '../voice/limits/rates.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { ConfinedSessions } from '../voice/region-keys/confined-sessions.js'
import type { VoiceReporter } from '../voice/reports/voice-reports.js'
import type { ResidentPage } from '../voice/residents/residents.js'
import type { Movement, RoomEvent, Tell } from '../voice/rooms/room-event.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import type { Connection, Reach } from './connection-state.js'
import { decodeMessage } from './decoders.js'
import {
  type AddressFilter,
  type createEventEncoder,
  encodeCallEvent,
  encodeMessage,
  encodeResidentEvent,
  type Reader,
} from './encoders.js'
import { handleMessage } from './handlers/index.js'
import type { HeldBack } from './held-back.js'
import type { RelayBudgets } from './relay-budgets.js'
import { createRelayQueue, type RelayQueue } from './relay-queue.js'

/** A page that reads nothing is dropped before more than this waits for it; it then reconnects. */
const MAX_BUFFERED_BYTES = 1024 * 1024

/** In characters or bytes: far less than what relayed messages wait for. */
const SMALL_LENGTH = 16 * 1024

/** RFC 6455 §7.1.5: the socket broke without a close. */
const ABNORMAL_CLOSURE = 1006

/** What a connection uses of a WebSocket; a page of another node has its own kind. */
export interface PageSocket {
  readonly OPEN: number
  readonly readyState: number
  readonly bufferedAmount: number
  send(data: string | Uint8Array, sent?: () => void): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'message', hear: (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => void): void
  on(event: 'close', hear: (code: number) => void): void
  on(event: 'error', hear: (error: Error) => void): void
}

/** What a page does by one connection: all, or only what it does at its place, or what it does wherever it is. */
export type PageRole = 'all' | 'place' | 'resident'

/** A page that is served. */
export interface ServedPage {
  send(message: ServerMessage): void
  /** To be called once the page has had its welcome. */
  opened(): void
}

export interface ConnectionOptions {
  readonly socket: PageSocket
  readonly session: Session
  readonly role: PageRole
  readonly rooms: Rooms
  readonly reach: Reach
  readonly confined: Pick<ConfinedSessions, 'of' | 'watch'>
  readonly encodeMovements: (movements: readonly Movement[]) => Uint8Array
  readonly encodeForAll: ReturnType<typeof createEventEncoder>
  readonly budget: TokenBucket
  readonly reportBudget: TokenBucket
  readonly hubBudget: TokenBucket
  readonly lostLinkBudget: TokenBucket
  readonly joins: HeldBack
  readonly microphone: HeldBack
  readonly callMicrophone: HeldBack
  readonly efforts: HeldBack
  readonly pictures: HeldBack
  readonly hands: HeldBack
  readonly searchBudget: TokenBucket
  readonly hintBudget: TokenBucket
  readonly readBudget: TokenBucket
  readonly moderationBudget: TokenBucket
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
export function serveConnection(options: ConnectionOptions): Connection & ServedPage {
  let closePage = () => {}
  const { socket, session, rooms, reach, confined, addressesCanHide, addressFilter } = options
  const { encodeMovements, budget, reportBudget, hubBudget, lostLinkBudget } = options
  const { searchBudget, hintBudget, readBudget } = options
  const { joins, microphone, callMicrophone, efforts, pictures, hands } = options
  const { moderationBudget, relays } = options
  const { reporter, endSession, faults, reqId, address, log } = options

  function sendRaw(data: string | Uint8Array): void {
    if (socket.readyState !== socket.OPEN) return
    const waitingBytes = socket.bufferedAmount
    if (waitingBytes > MAX_BUFFERED_BYTES) return socket.terminate()
    // What is small and goes out at once holds up nobody who would have to be told when it has gone.
    if (waitingBytes === 0 && data.length < SMALL_LENGTH) socket.send(data)
    else socket.send(data, pump)
  }
  /** Begins with the first message that somebody else sends. */
  let relayed: RelayQueue | undefined
  const pump = () => relayed?.pump()
  const send = (message: ServerMessage): void => sendRaw(encodeMessage(message))
  const reader: Reader = { agentId: session.agentId, addressFilter, encodeMovements }

  /** Handles what an event means for this connection itself. */
  function note(event: RoomEvent): void {
    switch (event.type) {
      case 'room-entered':
        return reporter.entered()
      case 'room-left':
        // Voice switched off, a region away, a locked room or a link of other regions is no failure of the join.
        if (event.reason === 'voice-off' || event.reason === 'region-away') return
        if (event.reason === 'locked' || event.reason === 'link-confined') return
        reporter.noteFailure(event.reason)
        return
      case 'ended':
        connection.participations.place = undefined
        if (event.reason === 'left-world') endSession(session)
        if (event.reason === 'kicked') reporter.noteFailure('banned')
    }
  }

  /** @throws VoiceError `rate-limited` */
  function relay(from: string, message: ServerMessage): void {
    const data = encodeMessage(message)
    relayed ??= createRelayQueue({ bufferedBytes: () => socket.bufferedAmount, send: sendRaw })
    if (
      relays.spend({ grid: session.grid, agentId: from }, session, Buffer.byteLength(data)) &&
      relayed.push(from, data)
    )
      return
    throw new VoiceError('rate-limited', 'Too many messages for that avatar: this one was not handed on.')
  }

  function deliver(event: RoomEvent, encoded: ServerMessage | string | Uint8Array | undefined): void {
    if (event.type === 'peer-disconnected') relayed?.forget(event.agentId)
    if (typeof encoded === 'string' || encoded instanceof Uint8Array) sendRaw(encoded)
    else if (encoded && event.type === 'signalled') relay(event.from, encoded)
    else if (encoded) send(encoded)
  }

  function tell(event: RoomEvent): void {
    note(event)
    deliver(event, options.encodeForAll(event, reader))
    if (event.type !== 'ended') return
    reporter.rest()
    socket.close(CloseCode[event.reason], event.reason)
  }

  const tellOfCall =
    (callId: string): Tell =>
    (event) =>
      deliver(event, encodeCallEvent(event, callId, reader))

  const { grid, agentId, name } = session
  const page: ResidentPage = { grid, agentId, name, tell: (event) => send(encodeResidentEvent(event)) }

  const connection: Connection = {
    session,
    rooms,
    reach,
    confined,
    page,
    addressesCanHide,
    participations: { place: undefined },
    reporter,
    reportBudget,
    hubBudget,
    lostLinkBudget,
    joins,
    microphone,
    callMicrophone,
    efforts,
    pictures,
    hands,
    moderationBudget,
    address,
    searchBudget,
    hintBudget,
    readBudget,
    tell,
    tellOfCall,
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
    callMicrophone.cancel()
    efforts.cancel()
    pictures.cancel()
    hands.cancel()
    unwatch()
    closePage()
    reach.calls.closed(page)
    const { place } = connection.participations
    connection.participations.place = undefined
    if (code === ABNORMAL_CLOSURE) place?.lost()
    else if (code === NODE_GONE) place?.lost('node-gone')
    else place?.leave()
  })
  /** Beyond its regions nobody may be reached in the name of an avatar for which the grid does not vouch. */
  let isOpen = false
  function openPage(): void {
    if (isOpen || options.role === 'place' || socket.readyState !== socket.OPEN) return
    isOpen = true
    closePage = reach.residents.open(page)
  }
  const unwatch = confined.watch(session, {
    vouched() {
      openPage()
      rooms.lookAgain([session])
    },
    changed() {
      if (!confined.of(session)) openPage()
      rooms.lookAgain([session])
    },
    over: () => socket.close(CloseCode.sessionOver, 'session-expired'),
  })
  return {
    ...connection,
    opened() {
      if (!confined.of(session)) openPage()
    },
  }
}

function bufferOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
