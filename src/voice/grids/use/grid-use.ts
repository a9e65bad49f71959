/** What each grid uses of the service, next to what it may: counted where it is used, and asked where somebody wants more. */

import { VoiceError } from '../../../errors.js'
import { createTokenBucket, type TokenBucket } from '../../limits/rates.js'
import type { Stopwatch } from '../../ports.js'
import type { GridId } from '../grid.js'
import type { LimitName, LimitsOf } from './grid-limits.js'
import { createRateMeter, type RateMeter } from './rate-meter.js'

/** What is held for a while, and counted over all nodes. */
export type Held = 'people' | 'rooms' | 'hubPeers'

/** What is used by the second, and shared by the nodes as they need it. */
export type Rate = 'requestsPerSecond' | 'bytesPerSecond'

/** What a grid uses at the moment. */
export type Usage = Readonly<Record<LimitName, number>>

export const NOTHING_USED: Usage = {
  people: 0,
  rooms: 0,
  hubPeers: 0,
  requestsPerSecond: 0,
  bytesPerSecond: 0,
}

/** What a grid uses now, and what it has used since this node began. */
export interface GridUse extends Usage {
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
  /** What this node may use a second: what the others leave over, and an equal share in any case; `undefined`: no limit. */
  allowedHere(grid: GridId, rate: Rate): number | undefined
  /** Whether the hub sends as much as the grid may have sent. */
  isBandwidthUsed(grid: GridId): boolean
  /** Takes what the hub did, and what it sends a second by now. */
  noteHub(grid: GridId, work: HubWork, bytesPerSecond: number): void
  /** What this node is used for, by grid, for the other nodes. */
  usedHere(): ReadonlyMap<GridId, Usage>
  /** Now, over all nodes; requests over the last seconds, refused ones included; bytes over the hub's last report. */
  useOf(grid: GridId): GridUse
  /** The grid is served no more. */
  forget(grid: GridId): void
  /** The grids of which anything was used since this node began. */
  grids(): readonly GridId[]
}

export interface GridUsesOptions {
  readonly limitsOf: LimitsOf
  /** The other nodes, and what they are used for, as they told last. */
  readonly elsewhere?: (grid: GridId) => { readonly nodes: number; readonly usage: Usage }
  readonly stopwatch: Stopwatch
}

/** A body of this size is as much work as a request. */
const BYTES_OF_A_REQUEST = 16 * 1024
/** A region tells positions once a second, so a second's worth may come at once, and a little more. */
const BURST_SECONDS = 2

interface Ledger {
  readonly held: Readonly<Record<Held, Map<string, number>>>
  readonly requests: RateMeter
  bucket: TokenBucket | undefined
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

  function usageHere(grid: GridId): Usage {
    const ledger = ledgers.get(grid)
    if (!ledger) return NOTHING_USED
    const { held, requests, bytesPerSecond } = ledger
    return {
      people: held.people.size,
      rooms: held.rooms.size,
      hubPeers: held.hubPeers.size,
      requestsPerSecond: requests.perSecond(),
      bytesPerSecond,
    }
  }

  function usage(grid: GridId): Usage {
    const here = usageHere(grid)
    const there = elsewhere?.(grid).usage
    return there ? sumUsage(here, there) : here
  }

  function allowedHere(grid: GridId, rate: Rate): number | undefined {
    const limit = limitsOf(grid)[rate]
    if (limit === undefined || !elsewhere) return limit
    const { nodes, usage: there } = elsewhere(grid)
    return Math.max(limit / (nodes + 1), limit - there[rate])
  }

  function bucketOf(ledger: Ledger, perSecond: number): TokenBucket {
    const rate = { burst: Math.max(1, perSecond * BURST_SECONDS), perSecond }
    if (!ledger.bucket) ledger.bucket = createTokenBucket(stopwatch, rate)
    else ledger.bucket.setRate(rate)
    return ledger.bucket
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
      return limit === undefined ? Number.POSITIVE_INFINITY : limit - usage(grid)[held]
    },
    refused,
    takeRequest(grid, bytes = 0) {
      const ledger = ledgerOf(grid)
      const cost = Math.max(1, Math.ceil(bytes / BYTES_OF_A_REQUEST))
      ledger.requestCount += 1
      ledger.requests.count(cost)
      const perSecond = allowedHere(grid, 'requestsPerSecond')
      if (perSecond === undefined) return
      const bucket = bucketOf(ledger, perSecond)
      // What is larger than a full bucket takes all of it.
      if (bucket.spend(Math.min(cost, Math.max(1, perSecond * BURST_SECONDS)))) return
      refused(grid, 'requestsPerSecond')
      throw new VoiceError(
        'grid-busy',
        `This grid sends more than the ${limitsOf(grid).requestsPerSecond} requests a second that it may: wait a moment.`,
        { retryAfterSeconds: Math.max(1, Math.ceil(bucket.waitMs() / 1000)) },
      )
    },
    isBandwidthUsed(grid) {
      const { bytesPerSecond } = limitsOf(grid)
      return bytesPerSecond !== undefined && usage(grid).bytesPerSecond >= bytesPerSecond
    },
    noteHub(grid, work, bytesPerSecond) {
      const ledger = ledgerOf(grid)
      ledger.bytesPerSecond = bytesPerSecond
      ledger.work = sum(ledger.work, work)
    },
    allowedHere,
    usedHere: () =>
      new Map(
        [...ledgers.keys()]
          .map((grid) => [grid, usageHere(grid)] as const)
          .filter(([, used]) => Object.values(used).some((amount) => amount > 0)),
      ),
    useOf(grid) {
      const { requestCount, work, refused: kept } = ledgerOf(grid)
      const { busyMs, bytes, turnsLeftOut, packetsDropped } = work
      return {
        ...usage(grid),
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

/** @returns what both use together */
export function sumUsage(one: Usage, other: Usage): Usage {
  return {
    people: one.people + other.people,
    rooms: one.rooms + other.rooms,
    hubPeers: one.hubPeers + other.hubPeers,
    requestsPerSecond: one.requestsPerSecond + other.requestsPerSecond,
    bytesPerSecond: one.bytesPerSecond + other.bytesPerSecond,
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
