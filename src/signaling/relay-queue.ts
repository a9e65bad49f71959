/**
 * Queues what others send to one page: a sender that sends much waits, and neither other senders nor the page suffer.
 * Relayed messages never fill the page's socket, so it is never closed because of somebody else.
 */

/** Relayed messages are sent only while less than this waits in the socket. */
const MAX_BUFFERED_BYTES = 64 * 1024

/** Most that waits from one sender; a page that reads so little has other troubles. */
const MAX_WAITING_BYTES = 256 * 1024

export interface RelayQueueOptions {
  /** How much waits in the page's socket. */
  readonly bufferedBytes: () => number
  /** Sends a message; `pump` must be called when it has been sent. */
  readonly send: (data: string) => void
}

export interface RelayQueue {
  /** False, without queueing, if too much of that sender is waiting. */
  push(from: string, data: string): boolean
  /** Drops what waits from that sender. */
  forget(from: string): void
  /** Sends what there is room for, one message of each sender in turn. */
  pump(): void
}

export function createRelayQueue({ bufferedBytes, send }: RelayQueueOptions): RelayQueue {
  /** By sender; the sender whose turn is next comes first. */
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
