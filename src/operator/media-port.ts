/** The media hub's UDP port, for the operator who has to open it: its description, and whether anybody gets through. */

import type { EventEmitter } from 'node:events'
import type { Stopwatch } from '../voice/ports.js'
import type { HubEvents } from '../voice/rooms/hub.js'

/** Through an open port viewers connect within a second or two. */
const CONNECTING_MS = 10_000

export interface MediaPort {
  /** As in "UDP 40000 and 40002–40004, STUN on UDP 40001, announced under 203.0.113.7". */
  describe(): string
  /** The same without words: `UDP 40000`, `STUN UDP 40001`, `203.0.113.7`. */
  names(): readonly string[]
  /** `unknown` until somebody has tried to connect. */
  state(): 'good' | 'bad' | 'unknown'
}

interface PortRange {
  readonly portBegin: number
  readonly portEnd: number
}

export interface MediaPortOptions {
  readonly ports: {
    readonly hubs: readonly PortRange[]
    readonly stunPort: number | undefined
  }
  readonly hub: {
    readonly events: EventEmitter<HubEvents>
    processes(): readonly {
      readonly ports: readonly [begin: number, end: number]
      readonly closed: boolean
    }[]
  }
  readonly announced: {
    readonly events: EventEmitter<{ changed: [addresses: readonly string[]] }>
    describe(): string
    addresses(): readonly string[]
  }
  readonly viewers: () => readonly { readonly state: string; readonly since: number }[]
  readonly stopwatch: Stopwatch
}

export function createMediaPort({ ports, hub, announced, viewers, stopwatch }: MediaPortOptions): MediaPort {
  const { stunPort } = ports
  const ranges = joined(ports.hubs).map(({ portBegin, portEnd }) =>
    portBegin === portEnd ? String(portBegin) : `${portBegin}–${portEnd}`,
  )
  const closed = () => hub.processes().filter((process) => process.closed)
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
        `UDP ${ranges.join(' and ')}`,
        ...(stunPort === undefined ? [] : [`STUN on UDP ${stunPort}`]),
        announced.describe(),
        ...closed().map(({ ports: [port] }) => `nobody reaches UDP ${port}`),
      ]
        .filter(Boolean)
        .join(', '),
    names: () => [
      ...ranges.map((range) => `UDP ${range}`),
      ...(stunPort === undefined ? [] : [`STUN UDP ${stunPort}`]),
      ...announced.addresses(),
    ],
    state() {
      if (closed().length > 0) return 'bad'
      if (reached) return 'good'
      const waiting = viewers().some(
        ({ state, since }) => state === 'connecting' && stopwatch.now() - since > CONNECTING_MS,
      )
      return waiting ? 'bad' : 'unknown'
    },
  }
}

/** Ranges that follow each other as one. */
function joined(ranges: readonly PortRange[]): readonly PortRange[] {
  const found: PortRange[] = []
  for (const range of ranges) {
    const last = found.at(-1)
    if (last && last.portEnd + 1 === range.portBegin) {
      found.splice(-1, 1, { portBegin: last.portBegin, portEnd: range.portEnd })
    } else found.push(range)
  }
  return found
}
