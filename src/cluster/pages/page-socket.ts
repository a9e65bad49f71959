/** The part of a page's socket that the core's side uses, so that a page of another node has one, too. */

import { EventEmitter } from 'node:events'

interface PageSocketEvents {
  message: [data: Buffer, isBinary: boolean]
  close: [code: number]
  error: [error: Error]
}

/** RFC 6455 §7.1.5: the socket broke without a close. */
export const ABNORMAL_CLOSURE = 1006
const NORMAL_CLOSURE = 1000

export interface FarEnd {
  /** What the core tells the page. */
  said(data: string | Uint8Array): void
  /** The core has closed the socket. */
  closed(code: number, reason: string): void
}

export type LinkedSocket = ReturnType<typeof createLinkedSocket>

/** A socket whose other end is a page on another node, or on this one. */
export function createLinkedSocket(far: FarEnd) {
  const events = new EventEmitter<PageSocketEvents>()
  const OPEN = 1
  let readyState = OPEN
  function over(code: number): boolean {
    if (readyState !== OPEN) return false
    readyState = 3
    // As with a real socket, whoever closes it hears of that later.
    queueMicrotask(() => events.emit('close', code))
    return true
  }
  events.on('error', () => undefined)
  const socket = {
    OPEN,
    get readyState() {
      return readyState
    },
    /** The node of the page sees how much waits for it. */
    bufferedAmount: 0,
    send(data: string | Uint8Array, sent?: () => void) {
      if (readyState === OPEN) far.said(data)
      if (sent) queueMicrotask(sent)
    },
    close(code = NORMAL_CLOSURE, reason = '') {
      if (over(code)) far.closed(code, reason)
    },
    terminate() {
      if (over(ABNORMAL_CLOSURE)) far.closed(ABNORMAL_CLOSURE, '')
    },
    on: <Name extends keyof PageSocketEvents>(name: Name, hear: (...args: PageSocketEvents[Name]) => void) =>
      void events.on(name, hear as never),
  }
  return {
    socket,
    /** The page says something. */
    hear(data: Buffer, isBinary: boolean) {
      if (readyState === OPEN) events.emit('message', data, isBinary)
    },
    /** The page, or the way to it, is gone. */
    end: (code: number) => void over(code),
  }
}
