/** A clock and timers that stand still until a test turns them. */

import type { Clock, Timers } from '../../src/voice/ports.js'

export interface ManualTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets so many milliseconds pass, running what falls due in its order; then lets promises settle. */
  pass(milliseconds: number): Promise<void>
}

export function manualTime(start = 1_790_000_000_000): ManualTime {
  let now = start
  let pending: { at: number; callback: () => void }[] = []
  /** Database answers and microtasks. */
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    clock: () => now,
    timers: {
      after(milliseconds, callback) {
        const entry = { at: now + milliseconds, callback }
        pending.push(entry)
        return () => {
          pending = pending.filter((other) => other !== entry)
        }
      },
    },
    async pass(milliseconds) {
      const until = now + milliseconds
      await settle()
      for (;;) {
        const [next] = pending.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (!next) break
        pending = pending.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.callback()
        await settle()
      }
      now = until
      await settle()
    },
  }
}
