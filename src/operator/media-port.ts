/** The media hub's UDP port, for the operator who has to open it: its description, and whether anybody gets through. */

import type { EventEmitter } from 'node:events'
import type { Stopwatch } from '../voice/ports.js'
import type { HubEvents } from '../voice/rooms/hub.js'

/** Through an open port viewers connect within a second or two. */
const CONNECTING_MS = 10_000

export interface MediaPort {
  /** As in "UDP 40000, STUN on UDP 40001, announced under 203.0.113.7". */
  describe(): string
  /** `unknown` until somebody has tried to connect. */
  state(): 'good' | 'bad' | 'unknown'
}

export interface MediaPortOptions {
  readonly ports: {
    readonly portBegin: number
    readonly portEnd: number
    readonly stunPort: number | undefined
  }
  readonly hub: { readonly events: EventEmitter<HubEvents> }
  readonly announced: {
    readonly events: EventEmitter<{ changed: [addresses: readonly string[]] }>
    describe(): string
  }
  readonly viewers: () => readonly { readonly state: string; readonly since: number }[]
  readonly stopwatch: Stopwatch
}

export function createMediaPort({ ports, hub, announced, viewers, stopwatch }: MediaPortOptions): MediaPort {
  const { portBegin, portEnd, stunPort } = ports
  let reached = false
  hub.events.on('connected', () => {
    reached = true
  })
  // Nobody has tried a new address yet.
  announced.events.on('changed', () => {
    reached = false
  })
  return {
    describe: () =>
      [
        portBegin === portEnd ? `UDP ${portBegin}` : `UDP ${portBegin}–${portEnd}`,
        ...(stunPort === undefined ? [] : [`STUN on UDP ${stunPort}`]),
        announced.describe(),
      ]
        .filter(Boolean)
        .join(', '),
    state() {
      if (reached) return 'good'
      const waiting = viewers().some(
        ({ state, since }) => state === 'connecting' && stopwatch.now() - since > CONNECTING_MS,
      )
      return waiting ? 'bad' : 'unknown'
    },
  }
}
