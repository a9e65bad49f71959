/** Time that stands still until a test turns it. */

import type { Clock, Timers } from '../../src/voice/ports.js'

export interface TestTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets so many milliseconds pass: every timer that falls due runs, in order, and what it began settles. */
  pass(milliseconds: number): Promise<void>
  /** How many timers are due at some time. */
  pending(): number
  /** Sets the clock without time passing, as an administrator does. */
  set(now: number): void
}

export function createTestTime(start = 1_790_000_000_000): TestTime {
  let now = start
  /** Runs on when the clock is set. */
  let elapsed = 0
  let pending: { due: number; callback: () => void }[] = []

  async function settle(): Promise<void> {
    for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  return {
    clock: () => now,
    pending: () => pending.length,
    set(value) {
      now = value
    },
    timers: {
      now: () => elapsed,
      after(milliseconds, callback) {
        const timer = { due: elapsed + milliseconds, callback }
        pending.push(timer)
        return () => {
          pending = pending.filter((other) => other !== timer)
        }
      },
    },
    async pass(milliseconds) {
      const end = elapsed + milliseconds
      for (;;) {
        const next = pending.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
        if (!next) break
        pending = pending.filter((timer) => timer !== next)
        now += next.due - elapsed
        elapsed = next.due
        next.callback()
        await settle()
      }
      now += end - elapsed
      elapsed = end
      await settle()
    },
  }
}
