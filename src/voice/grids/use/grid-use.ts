/** What each grid uses of the service, next to what it may: counted where it is used, and asked where somebody wants more. */

import { VoiceError } from '../../../errors.js'
import { createTokenBucket, type TokenBucket } from '../../limits/rates.js'
import type { Stopwatch } from '../../ports.js'
import type { GridId } from '../grid.js'
import type { LimitName, LimitsOf } from './grid-limits.js'
import { createRateMeter, type RateMeter } from './rate-meter.js'

/** What is held for a while, and counted over all nodes. */
export type Held = 'people' | 'rooms' | 'hubPeers'

export type HeldCounts = Readonly<Record<Held, number>>

export const NOTHING_HELD: HeldCounts = { people: 0, rooms: 0, hubPeers: 0 }

/** What a grid uses now, and what it has used since this node began. */
export interface GridUse extends HeldCounts {
  /** On this node, over the last seconds; refused ones count, too. */
  readonly requestsPerSecond: number
  /** By the hub of this node, over its last report. */
  readonly bytesPerSecond: number
  /** Since this node began. */
  readonly total: {
    readonly requests: number
    /** Sent by the hub. */
    readonly bytes: number
    /** For which the hub worked. */
    readonly hubSeconds: number
    /** Turns of its rooms that the hub left out, because other grids had used less of its time. */
    readonly turnsLeftOut: number
    /** Packets beyond its bandwidth, or beyond its share of the hub's time, which were not sent. */
    readonly packetsDropped: number
    /** How often each limit has kept somebody out. */
    readonly refused: Readonly<Record<LimitName, number>>
  }
}

/** What a process of the hub did for a grid since it told last. */
export interface HubWork {
  readonly busyMs: number
  readonly bytes: number
  readonly turnsLeftOut: number
  readonly packetsDropped: number
}

export interface GridUses {
  limitsOf: LimitsOf
  /** Counts what is held under that name, once however often it is held. @returns lets go of it */
  hold(grid: GridId, held: Held, name: string): () => void
  isHeld(grid: GridId, held: Held, name: string): boolean
  /** How many more the grid may have; below zero where a limit was lowered. */
  spare(grid: GridId, held: Held): number
  /** A limit has kept somebody out. */
  refused(grid: GridId, limit: LimitName): void
  /**
   * To be called for each request as soon as its grid is known, before any work.
   * @param bytes the length of its body
   * @throws VoiceError `grid-busy`
   */
  takeRequest(grid: GridId, bytes?: number): void
  /** Whether the hub sends as much as the grid may have sent. */
  isBandwidthUsed(grid: GridId): boolean
  /** Takes what the hub did, and what it sends a second by now. */
  noteHub(grid: GridId, work: HubWork, bytesPerSecond: number): void
  /** What this node holds, by grid, for the other nodes. */
  held(): ReadonlyMap<GridId, HeldCounts>
  useOf(grid: GridId): GridUse
  /** The grid is served no more. */
  forget(grid: GridId): void
  /** The grids of which anything was used since this node began. */
  grids(): readonly GridId[]
}

export interface GridUsesOptions {
  readonly limitsOf: LimitsOf
  /** What the other nodes hold, as they told last. */
  readonly elsewhere?: (grid: GridId) => HeldCounts
  readonly stopwatch: Stopwatch
}

/** A body of this size is as much work as a request. */
const BYTES_OF_A_REQUEST = 16 * 1024
/** A region tells positions once a second, so a second's worth may come at once, and a little more. */
const BURST_SECONDS = 2

interface Ledger {
  readonly held: Readonly<Record<Held, Map<string, number>>>
  readonly requests: RateMeter
  bucket: { readonly perSecond: number; readonly tokens: TokenBucket } | undefined
  bytesPerSecond: number
  work: HubWork
  requestCount: number
  readonly refused: Record<LimitName, number>
}

export function createGridUses({ limitsOf, elsewhere, stopwatch }: GridUsesOptions): GridUses {
  const ledgers = new Map<GridId, Ledger>()

  function ledgerOf(grid: GridId): Ledger {
    const known = ledgers.get(grid)
    if (known) return known
    const ledger: Ledger = {
      held: { people: new Map(), rooms: new Map(), hubPeers: new Map() },
      requests: createRateMeter(stopwatch),
      bucket: undefined,
      bytesPerSecond: 0,
      work: { busyMs: 0, bytes: 0, turnsLeftOut: 0, packetsDropped: 0 },
      requestCount: 0,
      refused: { people: 0, rooms: 0, hubPeers: 0, requestsPerSecond: 0, bytesPerSecond: 0 },
    }
    ledgers.set(grid, ledger)
    return ledger
  }

  function heldBy(grid: GridId): HeldCounts {
    const held = ledgers.get(grid)?.held
    if (!held) return NOTHING_HELD
    return { people: held.people.size, rooms: held.rooms.size, hubPeers: held.hubPeers.size }
  }

  function heldByAll(grid: GridId): HeldCounts {
    const here = heldBy(grid)
    const there = elsewhere?.(grid) ?? NOTHING_HELD
    return {
      people: here.people + there.people,
      rooms: here.rooms + there.rooms,
      hubPeers: here.hubPeers + there.hubPeers,
    }
  }

  function bucketOf(ledger: Ledger, perSecond: number): TokenBucket {
    if (ledger.bucket?.perSecond !== perSecond) {
      const burst = Math.max(1, perSecond * BURST_SECONDS)
      ledger.bucket = { perSecond, tokens: createTokenBucket(stopwatch, { burst, perSecond }) }
    }
    return ledger.bucket.tokens
  }

  function refused(grid: GridId, limit: LimitName): void {
    ledgerOf(grid).refused[limit] += 1
  }

  return {
    limitsOf,
    hold(grid, held, name) {
      const names = ledgerOf(grid).held[held]
      names.set(name, (names.get(name) ?? 0) + 1)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const left = (names.get(name) ?? 1) - 1
        if (left > 0) names.set(name, left)
        else names.delete(name)
      }
    },
    isHeld: (grid, held, name) => ledgers.get(grid)?.held[held].has(name) ?? false,
    spare(grid, held) {
      const limit = limitsOf(grid)[held]
      return limit === undefined ? Number.POSITIVE_INFINITY : limit - heldByAll(grid)[held]
    },
    refused,
    takeRequest(grid, bytes = 0) {
      const ledger = ledgerOf(grid)
      const cost = Math.max(1, Math.ceil(bytes / BYTES_OF_A_REQUEST))
      ledger.requestCount += 1
      ledger.requests.count(cost)
      const { requestsPerSecond } = limitsOf(grid)
      if (requestsPerSecond === undefined) return
      const bucket = bucketOf(ledger, requestsPerSecond)
      // What is larger than a full bucket takes all of it.
      if (bucket.spend(Math.min(cost, Math.max(1, requestsPerSecond * BURST_SECONDS)))) return
      refused(grid, 'requestsPerSecond')
      throw new VoiceError(
        'grid-busy',
        `This grid sends more than the ${requestsPerSecond} requests a second that it may: wait a moment.`,
        { retryAfterSeconds: Math.max(1, Math.ceil(bucket.waitMs() / 1000)) },
      )
    },
    isBandwidthUsed(grid) {
      const { bytesPerSecond } = limitsOf(grid)
      return bytesPerSecond !== undefined && (ledgers.get(grid)?.bytesPerSecond ?? 0) >= bytesPerSecond
    },
    noteHub(grid, work, bytesPerSecond) {
      const ledger = ledgerOf(grid)
      ledger.bytesPerSecond = bytesPerSecond
      ledger.work = sum(ledger.work, work)
    },
    held: () => new Map([...ledgers.keys()].map((grid) => [grid, heldBy(grid)])),
    useOf(grid) {
      const { requests, bytesPerSecond, requestCount, work, refused: kept } = ledgerOf(grid)
      const { busyMs, bytes, turnsLeftOut, packetsDropped } = work
      return {
        ...heldByAll(grid),
        requestsPerSecond: requests.perSecond(),
        bytesPerSecond,
        total: {
          requests: requestCount,
          bytes,
          hubSeconds: busyMs / 1000,
          turnsLeftOut,
          packetsDropped,
          refused: { ...kept },
        },
      }
    },
    forget: (grid) => void ledgers.delete(grid),
    grids: () => [...ledgers.keys()],
  }
}

function sum(one: HubWork, other: HubWork): HubWork {
  return {
    busyMs: one.busyMs + other.busyMs,
    bytes: one.bytes + other.bytes,
    turnsLeftOut: one.turnsLeftOut + other.turnsLeftOut,
    packetsDropped: one.packetsDropped + other.packetsDropped,
  }
}
