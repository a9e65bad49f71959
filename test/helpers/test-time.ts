/** Time that stands still until a test turns it. */

import type { Clock, Timers } from '../../src/voice/ports.js'

export interface TestTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets that many milliseconds pass: every timer that falls due runs, in order, and promises settle after each. */
  pass(milliseconds: number): Promise<void>
  /** How many timers are due at some time. */
  pending(): number
  /** The process stands still for that long, as under a closed lid: every timer that falls due meanwhile runs at once, late. */
  sleep(milliseconds: number): Promise<void>
  /** Sets the clock without time passing, as an administrator does. */
  set(now: number): void
}

export function createTestTime(start = 1_790_000_000_000): TestTime {
  let now = start
  /** Goes on when the clock is set. */
  let elapsed = 0
  let pending: { due: number; callback: () => void }[] = []

  /** Takes the timer that falls due next, if it does by then; it is not pending any more. */
  function takeDue(end: number) {
    const next = pending.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
    pending = pending.filter((timer) => timer !== next)
    return next
  }

  function goTo(end: number): void {
    now += end - elapsed
    elapsed = end
  }

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
      for (let next = takeDue(end); next; next = takeDue(end)) {
        goTo(Math.max(elapsed, next.due))
        next.callback()
        await settle()
      }
      goTo(end)
      await settle()
    },
    async sleep(milliseconds) {
      goTo(elapsed + milliseconds)
      await this.pass(0)
    },
  }
}
