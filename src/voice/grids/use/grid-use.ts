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
export interface Usage extends Readonly<Record<LimitName, number>> {
  /** Open pages of signed-in residents, in a room or not. */
  readonly pages: number
}

export const NOTHING_USED: Usage = {
  people: 0,
  rooms: 0,
  hubPeers: 0,
  requestsPerSecond: 0,
  bytesPerSecond: 0,
  pages: 0,
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
  /**
   * To be called for each page that opens, whether it comes into a room or not.
   * @returns to be called when it has closed
   * @throws VoiceError `grid-busy` where its grid has more open than its people can need
   */
  openPage(grid: GridId): () => void
  /**
   * To be called for each message of an open page, before any work; again for one that has waited. They have a share of
   * their own, so that pages never keep regions waiting.
   * @returns 0: it is taken; else for how many milliseconds it waits
   */
  messageWaitMs(grid: GridId, bytes: number): number
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
/** For each person whom a grid may have in voice: tabs of the same resident, and whoever is in no room or waits for one. */
const PAGES_OF_A_PERSON = 4
const LEAST_PAGES = 20
/** A message of a page is less work than a request; a long one counts as several. */
const MESSAGES_OF_A_REQUEST = 10
const BYTES_OF_A_MESSAGE = 2048
/** A message that waits is not looked at more often than this. */
const SHORTEST_WAIT_MS = 20

interface Ledger {
  readonly held: Readonly<Record<Held, Map<string, number>>>
  readonly requests: RateMeter
  /** Full at first; each is there as soon as the grid has a limit. */
  readonly buckets: { requests?: TokenBucket; messages?: TokenBucket }
  pages: number
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
      buckets: {},
      pages: 0,
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
    const { held, requests, pages, bytesPerSecond } = ledger
    return {
      people: held.people.size,
      rooms: held.rooms.size,
      hubPeers: held.hubPeers.size,
      requestsPerSecond: requests.perSecond(),
      bytesPerSecond,
      pages,
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

  /** Takes that much of a bucket; what is larger than a full one takes all of it. @returns the bucket where it has too little */
  function lacking(
    { buckets }: Ledger,
    of: keyof Ledger['buckets'],
    perSecond: number,
    cost: number,
  ): TokenBucket | undefined {
    const rate = { burst: Math.max(1, perSecond * BURST_SECONDS), perSecond }
    const bucket = buckets[of] ?? createTokenBucket(stopwatch, rate)
    buckets[of] = bucket
    bucket.setRate(rate)
    return bucket.spend(Math.min(cost, rate.burst)) ? undefined : bucket
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
      const bucket = lacking(ledger, 'requests', perSecond, cost)
      if (!bucket) return
      refused(grid, 'requestsPerSecond')
      throw new VoiceError(
        'grid-busy',
        `This grid sends more than the ${limitsOf(grid).requestsPerSecond} requests a second that it may: wait a moment.`,
        { retryAfterSeconds: Math.max(1, Math.ceil(bucket.waitMs() / 1000)) },
      )
    },
    openPage(grid) {
      const { people } = limitsOf(grid)
      const most = people === undefined ? undefined : Math.max(LEAST_PAGES, people * PAGES_OF_A_PERSON)
      if (most !== undefined && usage(grid).pages >= most) {
        refused(grid, 'people')
        throw new VoiceError(
          'grid-busy',
          `This grid has ${most} pages open, as many as it may: wait a moment.`,
        )
      }
      const ledger = ledgerOf(grid)
      ledger.pages += 1
      return () => {
        ledger.pages -= 1
      }
    },
    messageWaitMs(grid, bytes) {
      const perSecond = allowedHere(grid, 'requestsPerSecond')
      if (perSecond === undefined) return 0
      const cost = Math.max(1, Math.ceil(bytes / BYTES_OF_A_MESSAGE))
      const bucket = lacking(ledgerOf(grid), 'messages', perSecond * MESSAGES_OF_A_REQUEST, cost)
      return bucket ? Math.max(SHORTEST_WAIT_MS, bucket.waitMs()) : 0
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
    pages: one.pages + other.pages,
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
