/** The page's end of `/signal`: typed messages in both directions, and a socket that reconnects by itself. DOM-free. */

import { CloseCode } from '../../src/protocol/close-codes.js'
import type { ClientMessage, ServerMessage } from '../../src/protocol/messages.js'
import { decodePositions, type PositionEntry } from '../../src/protocol/position-frame.js'
import { createMachine, type Transitions } from '../../src/pure/state-machine.js'
import { type PageTime, systemTime } from '../page/page-time.js'

/** The part of a WebSocket that is used, so that any implementation serves. */
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
  /** The server ended the socket for good: trying again without the resident would not help. */
  onOver(reason: OverReason): void
}

export type OverReason = 'signed-out' | 'replaced' | 'kicked' | 'channel-deleted' | 'left-world' | 'refused'

export interface SignalingClient {
  /** Dropped while there is no socket: after a reconnection the page sends again what still holds. */
  send(message: ClientMessage): void
  /** Gives up a socket that may have died unnoticed, or a pause, and opens a new socket at once. */
  reconnect(): void
  /** Asks the server for a sign of life; a socket without a prompt answer is given up. */
  check(): void
  /** Starts again after the server's end, or for the first time. */
  again(): void
  close(): void
}

const OPEN = 1
const FIRST_RETRY_MS = 250
/** Short, so that a page rejoins a restarted server within seconds. */
const LONGEST_RETRY_MS = 2000

/** A socket can be dead for a quarter of an hour unnoticed: after this much silence the server is asked. */
const SILENCE_MS = 10_000
const ANSWER_MS = 3000
/** The browser itself waits for minutes where a server does not answer at all. */
const CONNECT_MS = 8000
/** A page whose service was away and is there again is back after so long at the latest. */
export const LONGEST_ABSENCE_MS = SILENCE_MS + ANSWER_MS + CONNECT_MS + LONGEST_RETRY_MS
/** A socket that is being opened is not given up for another one in the same moment. */
const YOUNG_MS = 1000
/** By then the newer socket has taken over. */
const ABANDONED_MS = 30_000

export const overReasons: Partial<Record<number, OverReason>> = {
  [CloseCode.sessionOver]: 'signed-out',
  [CloseCode.replaced]: 'replaced',
  [CloseCode.kicked]: 'kicked',
  [CloseCode['channel-deleted']]: 'channel-deleted',
  [CloseCode['left-world']]: 'left-world',
  [CloseCode.originRefused]: 'refused',
}

export type SignalingState =
  /** The address of the socket is not known yet. */
  'unopened' | 'opening' | 'open' | 'pausing' | 'over'
export type SignalingStateEvent =
  | 'begin'
  | 'opened'
  /** The other end closed the socket, or it never opened. */
  | 'lost'
  /** The pause is over. */
  | 'retry'
  /** This end gives up the socket or the pause. */
  | 'give-up'
  | 'end'
  | 'again'

export const signalingTransitions: Transitions<SignalingState, SignalingStateEvent> = {
  unopened: { begin: 'opening', again: 'opening', end: 'over' },
  opening: { opened: 'open', lost: 'pausing', 'give-up': 'opening', end: 'over' },
  open: { lost: 'pausing', 'give-up': 'opening', end: 'over' },
  pausing: { retry: 'opening', 'give-up': 'opening', end: 'over' },
  over: { again: 'opening' },
}

export interface SignalingOptions {
  /** The first socket is opened by `again`. */
  readonly waits?: boolean
  readonly time?: PageTime
}

/**
 * Connects, and reconnects with growing pauses when the socket is lost.
 *
 * @param createSocket makes a new socket to `/signal`
 */
export function createSignalingClient(
  createSocket: () => SocketLike,
  events: SignalingEvents,
  { waits = false, time = systemTime }: SignalingOptions = {},
): SignalingClient {
  const machine = createMachine(signalingTransitions, 'unopened')
  let socket: SocketLike | undefined
  let retries = 0
  let openedAt = 0
  let cancelRetry = () => {}
  let cancelExpectation = () => {}

  function open(): void {
    const current = createSocket()
    socket = current
    openedAt = time.now()
    expectWithin(CONNECT_MS, giveUp)
    current.binaryType = 'arraybuffer'
    current.onopen = () => {
      if (socket !== current || !machine.tell('opened')) return
      retries = 0
      expectWithin(SILENCE_MS, check)
      events.onOpen()
    }
    current.onmessage = ({ data }: { data: unknown }) => {
      if (socket !== current || machine.state() !== 'open') return
      expectWithin(SILENCE_MS, check)
      receive(data)
    }
    current.onclose = ({ code }: { code: number }) => {
      if (socket === current) closed(code)
    }
  }

  function begin(): void {
    if (machine.tell('begin')) open()
  }

  function closed(code: number): void {
    const reason = overReasons[code]
    if (reason) {
      if (!machine.tell('end')) return
      rest()
      events.onOver(reason)
    } else if (machine.tell('lost')) {
      cancelExpectation()
      events.onLost()
      // The event's receiver may have ended the client.
      if (machine.state() === 'pausing') cancelRetry = time.after(retryDelay(), retry)
    }
  }

  function retry(): void {
    if (machine.tell('retry')) open()
  }

  function receive(data: unknown): void {
    if (typeof data === 'string') events.onMessage(JSON.parse(data))
    else if (data instanceof ArrayBuffer) {
      const entries = decodePositions(data)
      if (entries) events.onPositions(entries)
    }
  }

  function expectWithin(milliseconds: number, otherwise: () => void): void {
    cancelExpectation()
    cancelExpectation = time.after(milliseconds, otherwise)
  }

  function rest(): void {
    cancelRetry()
    cancelExpectation()
  }

  function check(): void {
    if (machine.state() !== 'open') return
    send({ type: 'ping' })
    expectWithin(ANSWER_MS, giveUp)
  }

  function giveUp(): void {
    const wasOpen = machine.state() === 'open'
    if (!machine.tell('give-up')) return
    rest()
    const older = socket
    // Not closed at once: the server takes a close for a farewell, while a newer socket takes over the participant.
    if (older) time.after(ABANDONED_MS, () => older.close())
    if (wasOpen) events.onLost()
    if (machine.state() === 'opening') open()
  }

  function send(message: ClientMessage): void {
    if (machine.state() === 'open' && socket?.readyState === OPEN) socket.send(JSON.stringify(message))
  }

  /** Doubles up to the longest pause, with jitter so that pages do not all storm a restarted server. */
  function retryDelay(): number {
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** retries)
    retries += 1
    return pause * (0.5 + Math.random() / 2)
  }

  if (!waits) begin()
  return {
    send,
    reconnect() {
      if (machine.state() !== 'opening' || time.now() - openedAt > YOUNG_MS) giveUp()
    },
    check,
    again() {
      if (!machine.tell('again')) return
      retries = 0
      open()
    },
    close() {
      if (!machine.tell('end')) return
      rest()
      socket?.close(1000)
    },
  }
}
