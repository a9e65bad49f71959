/** Which simulators reached us, by their address: their last call, and what that tells of their age. */

import type { Clock } from './ports.js'

const MAX_CALLERS = 2000

/** The Vivox module calls over https from 0.9.2 on, over plain http before; the WebRTC addon is another one. */
export type CallerGeneration = 'from-0.9.2' | 'before-0.9.2' | 'webrtc'

export interface Caller {
  readonly address: string
  /** Path of the last call, without its query. */
  readonly call: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly generation: CallerGeneration
  readonly calls: number
}

export type RegionCalls = ReturnType<typeof createRegionCalls>

export function createRegionCalls(clock: Clock) {
  const callers = new Map<string, Caller>()
  return {
    note(address: string, call: string, generation: CallerGeneration): void {
      const calls = (callers.get(address)?.calls ?? 0) + 1
      callers.delete(address)
      callers.set(address, { address, call, at: clock(), generation, calls })
      const [oldest] = callers.size > MAX_CALLERS ? callers.keys() : []
      if (oldest !== undefined) callers.delete(oldest)
    },
    /** Latest first. */
    list: (): readonly Caller[] => [...callers.values()].reverse(),
  }
}
