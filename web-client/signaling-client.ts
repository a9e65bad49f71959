/** The page's end of `/signal`: typed messages both ways, and a socket that comes back by itself. DOM-free. */

import { CloseCode } from '../src/protocol/close-codes.js'
import type { ClientMessage, ServerMessage } from '../src/protocol/messages.js'
import { decodePositions, type PositionEntry } from '../src/protocol/position-frame.js'

/** What is used of a WebSocket, so that any implementation serves. */
interface SocketLike {
  binaryType: string
  readonly readyState: number
  send(data: string): void
  close(code?: number): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
}

export interface SignalingEvents {
  onMessage(message: ServerMessage): void
  onPositions(entries: readonly PositionEntry[]): void
  /** The socket opened, or was lost and will be tried again. */
  onOpen(): void
  onLost(): void
  /** The server ended it for good: trying again by itself would not help. */
  onOver(reason: OverReason): void
}

export type OverReason = 'signed-out' | 'replaced' | 'kicked' | 'left-world' | 'refused'

export interface SignalingClient {
  /** Dropped while the socket is away: whoever comes back says again what still holds. */
  send(message: ClientMessage): void
  /** Gives up a socket that may be dead without knowing it, or a pause, and opens a new one at once. */
  reconnect(): void
  /** Asks the server for a sign of life; a socket that brings none soon is given up. */
  check(): void
  close(): void
}

const CONNECTING = 0
const OPEN = 1
const FIRST_RETRY_MS = 250
/** Short, so that a restarted server is rejoined within seconds. */
const LONGEST_RETRY_MS = 2000

/** A socket can be dead for a quarter of an hour without knowing: after so much silence the server is asked. */
const SILENCE_MS = 10_000
const ANSWER_MS = 3000
/** The browser's own patience with a server that does not answer at all is minutes. */
const CONNECT_MS = 8000
/** A socket that is being opened is not given up for one of the same moment. */
const YOUNG_MS = 1000
/** By then the newer one has taken over from it. */
const ABANDONED_MS = 30_000

const overReasons: Partial<Record<number, OverReason>> = {
  [CloseCode.sessionOver]: 'signed-out',
  [CloseCode.replaced]: 'replaced',
  [CloseCode.kicked]: 'kicked',
  [CloseCode['left-world']]: 'left-world',
  [CloseCode.originRefused]: 'refused',
}

/**
 * Connects, and connects again with growing pauses when the socket is lost.
 *
 * @param createSocket a new socket to `/signal`
 * @param ready what is waited for before the first one; where it fails there is none
 */
export function createSignalingClient(
  createSocket: () => SocketLike,
  events: SignalingEvents,
  ready?: Promise<unknown>,
): SignalingClient {
  let socket: SocketLike | undefined
  let retries = 0
  let closed = false
  let begun = false
  let openedAt = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let lifeTimer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    begun = true
    const current = createSocket()
    socket = current
    openedAt = performance.now()
    expectWithin(CONNECT_MS, giveUp)
    current.binaryType = 'arraybuffer'
    current.onopen = () => {
      if (socket !== current) return
      retries = 0
      expectWithin(SILENCE_MS, check)
      events.onOpen()
    }
    current.onmessage = ({ data }: { data: unknown }) => {
      if (socket !== current) return
      expectWithin(SILENCE_MS, check)
      receive(data)
    }
    current.onclose = ({ code }: { code: number }) => {
      if (closed || socket !== current) return
      clearTimeout(lifeTimer)
      const over = overReasons[code]
      if (over) {
        closed = true
        events.onOver(over)
        return
      }
      events.onLost()
      retryTimer = setTimeout(open, retryDelay())
    }
  }

  function receive(data: unknown): void {
    if (typeof data === 'string') events.onMessage(JSON.parse(data))
    else if (data instanceof ArrayBuffer) {
      const entries = decodePositions(data)
      if (entries) events.onPositions(entries)
    }
  }

  function expectWithin(milliseconds: number, otherwise: () => void): void {
    clearTimeout(lifeTimer)
    lifeTimer = setTimeout(otherwise, milliseconds)
  }

  function check(): void {
    if (socket?.readyState !== OPEN) return
    socket.send(JSON.stringify({ type: 'ping' } satisfies ClientMessage))
    expectWithin(ANSWER_MS, giveUp)
  }

  function giveUp(): void {
    if (closed || !begun) return
    clearTimeout(retryTimer)
    const older = socket
    // Not closed at once: the server takes that for a farewell, while a newer socket goes on with the older one's.
    if (older) setTimeout(() => older.close(), ABANDONED_MS)
    if (older?.readyState === OPEN) events.onLost()
    open()
  }

  /** Doubles up to the longest, with jitter so that a restarted server is not stormed. */
  function retryDelay(): number {
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** retries)
    retries += 1
    return pause * (0.5 + Math.random() / 2)
  }

  if (ready) ready.then(() => closed || open()).catch(() => undefined)
  else open()
  return {
    send(message) {
      if (socket?.readyState === OPEN) socket.send(JSON.stringify(message))
    },
    reconnect() {
      if (socket?.readyState !== CONNECTING || performance.now() - openedAt > YOUNG_MS) giveUp()
    },
    check,
    close() {
      closed = true
      clearTimeout(retryTimer)
      clearTimeout(lifeTimer)
      socket?.close(1000)
    },
  }
}
