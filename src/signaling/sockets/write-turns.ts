/** All that a page is sent in one turn of the event loop goes out in one write: each write costs more than what it carries. */

/** What a socket writes to. */
export interface HeldStream {
  cork(): void
  uncork(): void
}

export interface WriteTurns {
  /** Holds what is written to it until the end of the turn. */
  hold(stream: HeldStream): void
}

export function createWriteTurns(): WriteTurns {
  let held = new Set<HeldStream>()

  function release(): void {
    const streams = held
    held = new Set()
    for (const stream of streams) stream.uncork()
  }

  return {
    hold(stream) {
      if (held.has(stream)) return
      if (held.size === 0) process.nextTick(release)
      held.add(stream)
      stream.cork()
    },
  }
}
