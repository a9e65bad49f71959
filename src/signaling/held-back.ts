/** A change that everybody is told about, held back if it comes too often: the last one counts. */

import { createTokenBucket, type Rate } from '../voice/limits/rates.js'
import type { Timers } from '../voice/ports.js'

export interface HeldBack {
  /** Makes the change now or as soon as allowed; it replaces a change that still waits. */
  change(apply: () => void): void
  /** Forgets a change that waits. */
  cancel(): void
}

export function createHeldBack(timers: Timers, rate: Rate): HeldBack {
  const budget = createTokenBucket(timers, rate)
  let cancelWaiting: (() => void) | undefined

  function cancel(): void {
    cancelWaiting?.()
    cancelWaiting = undefined
  }

  return {
    change(apply) {
      cancel()
      if (budget.spend()) return apply()
      cancelWaiting = timers.after(budget.waitMs(), () => {
        cancelWaiting = undefined
        budget.spend()
        apply()
      })
    },
    cancel,
  }
}
