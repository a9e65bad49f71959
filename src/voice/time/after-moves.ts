/** What is looked at again after people have moved: right behind a report, and not in the moment before the next one, which would wait for it. */

import type { Timers } from '../ports.js'

/** Reports come several times a second: one that comes so shortly before it would be time, or after, takes the work along. */
export const NEAR_MS = 50

export interface AfterMoves {
  /** Somebody has moved: looks now, or when it is time. */
  soon(): void
  /** To be called at the beginning of the work, whoever has asked for it. */
  begun(): void
  cancel(): void
}

/** @param intervalMs between two looks; shorter or longer by `NEAR_MS` at most */
export function createAfterMoves(timers: Timers, intervalMs: number, look: () => void): AfterMoves {
  let begunAt = Number.NEGATIVE_INFINITY
  let cancelLook: (() => void) | undefined

  function cancel(): void {
    cancelLook?.()
    cancelLook = undefined
  }

  return {
    soon() {
      const wait = begunAt + intervalMs - timers.now()
      if (wait <= NEAR_MS) look()
      else cancelLook ??= timers.after(wait + NEAR_MS, look)
    },
    begun() {
      cancel()
      begunAt = timers.now()
    },
    cancel,
  }
}
