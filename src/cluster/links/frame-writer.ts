/** Writes to a link: all that is said in one turn of the event loop goes in one write, which costs both nodes more than what is in it. */

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

export interface FrameWriter {
  /** To be called once the stream below the socket is there; before, each frame is a write. */
  over(below: Duplex): void
  send(frame: Buffer): void
  /** Writes what waits, now. */
  flush(): void
}

export function createFrameWriter(socket: Pick<WebSocket, 'send'>): FrameWriter {
  let stream: Duplex | undefined
  let isWaiting = false

  function flush(): void {
    if (!isWaiting) return
    isWaiting = false
    stream?.uncork()
  }

  return {
    over(below) {
      stream = below
    },
    send(frame) {
      if (stream && !isWaiting) {
        isWaiting = true
        stream.cork()
        setImmediate(flush)
      }
      socket.send(frame)
    },
    flush,
  }
}
