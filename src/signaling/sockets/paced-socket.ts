/** A page's socket whose messages wait for their turn while the pages of its grid send more than they may. */

import { CloseCode } from '../../protocol/close-codes.js'
import type { Timers } from '../../voice/ports.js'
import type { PageSocket } from '../connection.js'

export interface Pace {
  /** Takes a message in. @returns 0, or the milliseconds after which that is to be tried again */
  readonly waitMs: (bytes: number) => number
  /** Too much waits: the page is sent away, and comes back in a moment. */
  readonly onRefused: () => void
  /** Writes a message to the page. @param sent called when it has left this process */
  readonly write: PageSocket['send']
  readonly timers: Timers
}

/** What an honest page says while its grid is busy; some of it are session descriptions of some kB. */
const MAX_WAITING = 400
const MAX_WAITING_BYTES = 256 * 1024

type Data = Buffer | ArrayBuffer | Buffer[]
type Hear = (data: Data, isBinary: boolean) => void

export function pacedSocket(socket: PageSocket, { waitMs, onRefused, write, timers }: Pace): PageSocket {
  const hearers: Hear[] = []
  let waiting: (readonly [data: Data, isBinary: boolean])[] = []
  let waitingBytes = 0

  function hand(data: Data, isBinary: boolean): void {
    for (const hear of hearers) hear(data, isBinary)
  }

  /** One at a time, so that no page goes ahead of the others of its grid. */
  function goOn(): void {
    const [next] = waiting
    if (!next) return
    const pause = waitMs(lengthOf(next[0]))
    if (pause === 0) {
      waiting.shift()
      waitingBytes -= lengthOf(next[0])
      hand(...next)
    }
    if (waiting.length > 0) timers.after(pause, goOn)
  }

  socket.on('message', (data, isBinary) => {
    const length = lengthOf(data)
    const pause = waiting.length > 0 ? undefined : waitMs(length)
    if (pause === 0) return hand(data, isBinary)
    waiting.push([data, isBinary])
    waitingBytes += length
    if (waiting.length > MAX_WAITING || waitingBytes > MAX_WAITING_BYTES) {
      waiting = []
      onRefused()
      socket.close(CloseCode.rateLimited, 'grid-busy')
    } else if (pause !== undefined) timers.after(pause, goOn)
    return undefined
  })
  // Whoever has gone does nothing more.
  socket.on('close', () => {
    waiting = []
  })

  function on(event: 'message', hear: Hear): void
  function on(event: 'close', hear: (code: number) => void): void
  function on(event: 'error', hear: (error: Error) => void): void
  function on(event: 'message' | 'close' | 'error', hear: (...args: never[]) => void): void {
    if (event === 'message') hearers.push(hear as Hear)
    else socket.on(event as 'close', hear as (code: number) => void)
  }

  return {
    OPEN: socket.OPEN,
    get readyState() {
      return socket.readyState
    },
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    send: write,
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
    on,
  }
}

function lengthOf(data: Data): number {
  if (Array.isArray(data)) return data.reduce((length, part) => length + part.byteLength, 0)
  return data.byteLength
}
