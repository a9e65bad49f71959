/** What pages are sent goes out in as few writes as can be: each write costs more than what it carries. */

import { createFramer } from './frames.js'

/** What a socket writes to. */
export interface PageStream {
  cork(): void
  uncork(): void
  write(frame: Uint8Array, sent?: () => void): unknown
}

export interface WriteTurns {
  /**
   * Sends a message as a frame. Texts of one turn of the event loop go out together at its end, and what follows them
   * stays behind them; positions go out at once, so that they do not wait for what else is made of a report.
   * @param sent called when it has left this process
   */
  send(stream: PageStream, message: string | Uint8Array, sent?: () => void): void
}

export function createWriteTurns(): WriteTurns {
  const frameOf = createFramer()
  let held = new Set<PageStream>()

  function release(): void {
    const streams = held
    held = new Set()
    for (const stream of streams) stream.uncork()
  }

  function hold(stream: PageStream): void {
    if (held.has(stream)) return
    if (held.size === 0) process.nextTick(release)
    held.add(stream)
    stream.cork()
  }

  return {
    send(stream, message, sent) {
      if (typeof message === 'string') hold(stream)
      stream.write(frameOf(message), sent)
    },
  }
}
