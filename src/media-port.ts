/** The UDP port of the media hub, for the operator who has to open it: its name, and whether anybody comes through. */

import type { EventEmitter } from 'node:events'
import type { HubEvents } from './voice/hub.js'
import type { Stopwatch } from './voice/ports.js'

/** Where the port is open, viewers are connected within a second or two. */
const CONNECTING_MS = 10_000

export interface MediaPort {
  /** As in "UDP 40000, announced under 203.0.113.7". */
  readonly name: string
  /** `unknown` until somebody has tried. */
  state(): 'good' | 'bad' | 'unknown'
}

export interface MediaPortOptions {
  readonly network: {
    readonly portBegin: number
    readonly portEnd: number
    readonly announced: readonly string[]
  }
  readonly events: EventEmitter<HubEvents>
  readonly viewers: () => readonly { readonly state: string; readonly since: number }[]
  readonly stopwatch: Stopwatch
}

export function createMediaPort({ network, events, viewers, stopwatch }: MediaPortOptions): MediaPort {
  const { portBegin, portEnd, announced } = network
  const ports = portBegin === portEnd ? `UDP ${portBegin}` : `UDP ${portBegin}–${portEnd}`
  let reached = false
  events.once('connected', () => {
    reached = true
  })
  return {
    name: announced.length === 0 ? ports : `${ports}, announced under ${announced.join(', ')}`,
    state() {
      if (reached) return 'good'
      const waiting = viewers().some(
        ({ state, since }) => state === 'connecting' && stopwatch.now() - since > CONNECTING_MS,
      )
      return waiting ? 'bad' : 'unknown'
    },
  }
}
