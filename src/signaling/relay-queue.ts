/**
 * What others send to one page, on its way out: whoever sends much waits, and neither the others nor the page suffer. The
 * page's socket is never filled by what is relayed, so it is never closed for what somebody else sends.
 */

/** What is relayed goes out only while less than this waits in the socket. */
const MAX_BUFFERED_BYTES = 64 * 1024

/** Of one sender; a page that takes in nothing for so long has other troubles. */
const MAX_WAITING_BYTES = 256 * 1024

export interface RelayQueueOptions {
  /** What waits in the page's socket. */
  readonly bufferedBytes: () => number
  /** Sends; what is to go on when it is sent calls `pump`. */
  readonly send: (data: string) => void
}

export interface RelayQueue {
  /** False where too much of that sender is waiting: it is not taken. */
  push(from: string, data: string): boolean
  /** What of that sender is waiting is of no use any more. */
  forget(from: string): void
  /** Sends on what there is room for; one message of each sender in turn. */
  pump(): void
}

export function createRelayQueue({ bufferedBytes, send }: RelayQueueOptions): RelayQueue {
  /** By their senders, whose turn it is first. */
  const waiting = new Map<string, { messages: string[]; bytes: number }>()

  function next(): string | undefined {
    for (const [from, line] of waiting) {
      const message = line.messages.shift()
      waiting.delete(from)
      if (message === undefined) continue
      line.bytes -= message.length
      if (line.messages.length > 0) waiting.set(from, line)
      return message
    }
    return undefined
  }

  function pump(): void {
    while (waiting.size > 0 && bufferedBytes() < MAX_BUFFERED_BYTES) {
      const message = next()
      if (message !== undefined) send(message)
    }
  }

  return {
    push(from, data) {
      const line = waiting.get(from) ?? { messages: [], bytes: 0 }
      if (line.bytes + data.length > MAX_WAITING_BYTES) return false
      line.messages.push(data)
      line.bytes += data.length
      waiting.set(from, line)
      pump()
      return true
    },
    forget: (from) => void waiting.delete(from),
    pump,
  }
}
