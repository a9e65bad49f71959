/** Which processes of the hub nobody can reach: a firewall that lets the first port through may know nothing of the next. */

import type { Timers } from '../../voice/ports.js'

export interface Reach {
  /** A peer's offer was answered: it should be there within seconds. @param isConnected whether it is */
  expect(index: number, isConnected: () => boolean): void
  connected(index: number): void
  /** Whether a peer has ever reached it. */
  isReached(index: number): boolean
  /** Whether nobody gets through to it, as far as is known, though others of the hub are reached. */
  isClosed(index: number): boolean
}

export interface ReachOptions {
  readonly timers: Timers
  /** Called when a process is found to be closed. */
  readonly onClosed: (index: number) => void
}

/** Through an open port peers connect within a second or two. */
const CONNECTING_MS = 8000
/** One or two peers may have a firewall of their own. */
const MIN_FAILURES = 3
/** After this time it is tried again: the operator may have opened the port. */
const RETRY_MS = 600_000

export function createReach({ timers, onClosed }: ReachOptions): Reach {
  const reached = new Set<number>()
  const failures = new Map<number, { count: number; lastAt: number }>()

  function isClosed(index: number): boolean {
    const failed = failures.get(index)
    if (!failed || reached.has(index) || reached.size === 0) return false
    return failed.count >= MIN_FAILURES && timers.now() - failed.lastAt < RETRY_MS
  }

  return {
    isClosed,
    isReached: (index) => reached.has(index),
    connected: (index) => void reached.add(index),
    expect(index, isConnected) {
      if (reached.has(index)) return
      timers.after(CONNECTING_MS, () => {
        if (isConnected() || reached.has(index)) return
        const wasClosed = isClosed(index)
        failures.set(index, { count: (failures.get(index)?.count ?? 0) + 1, lastAt: timers.now() })
        if (isClosed(index) && !wasClosed) onClosed(index)
      })
    },
  }
}
