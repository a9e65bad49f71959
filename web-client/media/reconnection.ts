/** Tries a lost or unfinished connection again for as long as it is wanted. */

import type { PageTime } from '../page/page-time.js'

export interface Reconnection {
  /** The connection's state has changed. */
  stateChanged(state: RTCPeerConnectionState): void
  close(): void
}

/** One of the two ends tries first; the other steps in later in case the first has not noticed. */
interface RetryDelays {
  /** The connection was never made: a message of the negotiation may have been lost. */
  readonly connectingMs: number
  /** The connection stutters, and usually recovers by itself. */
  readonly disconnectedMs: number
  readonly failedMs: number
}
const FIRST_TO_TRY: RetryDelays = { connectingMs: 10_000, disconnectedMs: 2000, failedMs: 0 }
const SECOND_TO_TRY: RetryDelays = { connectingMs: 15_000, disconnectedMs: 6000, failedMs: 2000 }

const PAUSE_MS = 6000
const LONGEST_PAUSE_MS = 20_000
const GROWTH = 1.5

/**
 * @param first this end tries first
 * @param tryAgain looks for new network ways, or sends again what the other end may have missed
 */
export function createReconnection(
  first: boolean,
  tryAgain: () => void,
  time: Pick<PageTime, 'after'>,
): Reconnection {
  const delays = first ? FIRST_TO_TRY : SECOND_TO_TRY
  let tries = 0
  let cancelTimer = () => {}

  function tryAfter(milliseconds: number): void {
    cancelTimer()
    cancelTimer = time.after(milliseconds, () => {
      tries += 1
      tryAgain()
      tryAfter(Math.min(LONGEST_PAUSE_MS, PAUSE_MS * GROWTH ** (tries - 1)))
    })
  }

  tryAfter(delays.connectingMs)
  return {
    stateChanged(state) {
      if (state === 'connected' || state === 'closed') {
        cancelTimer()
        tries = 0
      } else if (state === 'disconnected') tryAfter(delays.disconnectedMs)
      // Later failures are those of tries, which have their own pauses.
      else if (state === 'failed' && tries === 0) tryAfter(delays.failedMs)
    },
    close: () => cancelTimer(),
  }
}
