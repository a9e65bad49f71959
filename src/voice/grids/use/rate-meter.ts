/** How much of something happens a second, over the last seconds. */

import type { Stopwatch } from '../../ports.js'

export interface RateMeter {
  count(amount: number): void
  perSecond(): number
}

const WINDOW_SECONDS = 10

export function createRateMeter(stopwatch: Stopwatch): RateMeter {
  const amounts = new Float64Array(WINDOW_SECONDS)
  let newest = second()

  function second(): number {
    return Math.floor(stopwatch.now() / 1000)
  }

  /** Empties the places of the seconds that have passed. @returns the present one's */
  function place(): number {
    const now = second()
    for (let passed = Math.max(newest + 1, now - WINDOW_SECONDS + 1); passed <= now; passed += 1)
      amounts[passed % WINDOW_SECONDS] = 0
    newest = Math.max(newest, now)
    return newest % WINDOW_SECONDS
  }

  return {
    count(amount) {
      const index = place()
      amounts[index] = (amounts[index] ?? 0) + amount
    },
    perSecond() {
      place()
      return amounts.reduce((all, one) => all + one, 0) / WINDOW_SECONDS
    },
  }
}
