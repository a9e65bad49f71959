/** Which simulators reached us, by their address: their last request, what it tells of their age, and what was refused. */

import { forgetGrid, type GridId, gridKey } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import type { Clock } from '../ports.js'

/** Of each kind; refused strangers push out nobody who was let in. */
const MAX_SIMULATORS = 2000
const MAX_LISTED_STRANGERS = 50

/** The Vivox module asks over https from 0.9.2 on, over plain http before; the WebRTC addon is another one. */
export type ModuleGeneration = 'from-0.9.2' | 'before-0.9.2' | 'webrtc'

/** What in a simulator asks: one part may be right and another one wrong. */
export type RequestWay = ModuleGeneration | 'script'

/** One address may have simulators of several grids. */
interface Simulator {
  readonly grid: GridId
  readonly address: string
}

export interface RegionRequest extends Simulator {
  /** Without its query. */
  readonly path: string
  readonly way: RequestWay
}

/** What was refused for want of the right password or secret. */
export interface RefusedRequests {
  /** Of the newest one. */
  readonly path: string
  readonly way: RequestWay
  /** In words, for an admin. */
  readonly reason: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Since the start. */
  readonly requests: number
  /** A later request of the same kind was answered. */
  readonly over: boolean
}

export interface KnownSimulator extends Simulator {
  /** Of the last request that was answered, without its query; empty: none was. */
  readonly path: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly generation: ModuleGeneration | null
  /** How many were answered. */
  readonly requests: number
  /** The newest kind of request that was refused. */
  readonly refused: RefusedRequests | null
}

export type RegionRequests = ReturnType<typeof createRegionRequests>

export function createRegionRequests(clock: Clock) {
  const answered = new Map<string, Omit<KnownSimulator, 'refused'>>()
  const refused = new Map<string, RefusedRequests & Simulator>()
  const keyOf = (request: RegionRequest) => `${simulatorKey(request)} ${kindOf(request.way)}`

  function refusedOf(simulator: Simulator): RefusedRequests | null {
    const key = simulatorKey(simulator)
    const own = [...refused.values()].filter((one) => simulatorKey(one) === key)
    const [newest] = own.sort((a, b) => Number(a.over) - Number(b.over) || b.at - a.at)
    if (!newest) return null
    const { grid: _grid, address: _address, ...facts } = newest
    return facts
  }

  return {
    /** A request was let in. */
    answered(request: RegionRequest): void {
      const { grid, address, path, way } = request
      const before = refused.get(keyOf(request))
      if (before && !before.over) refused.set(keyOf(request), { ...before, over: true })
      // A script says nothing of the simulator that runs it.
      if (way === 'script') return
      const key = simulatorKey(request)
      const requests = (answered.get(key)?.requests ?? 0) + 1
      const simulator = { grid, address, path, at: clock(), generation: way, requests }
      remember(answered, key, simulator, MAX_SIMULATORS)
    },
    /** @param reason in words that name no secret */
    refused(request: RegionRequest, reason: string): void {
      const { grid, address, path, way } = request
      const requests = (refused.get(keyOf(request))?.requests ?? 0) + 1
      const refusal = { grid, address, path, way, reason, at: clock(), requests, over: false }
      remember(refused, keyOf(request), refusal, MAX_SIMULATORS)
    },
    /** The grid is served no more. */
    forgetGrid(grid: GridId): void {
      forgetGrid(answered, grid)
      forgetGrid(refused, grid)
    },
    /** Latest first; those of whom nothing was ever let in come last, and not all of them. */
    list(): readonly KnownSimulator[] {
      const known = [...answered.values()].reverse()
      const strangers = new Map([...refused.values()].reverse().map((one) => [simulatorKey(one), one]))
      return [
        ...known.map((simulator) => ({ ...simulator, refused: refusedOf(simulator) })),
        ...[...strangers]
          .filter(([key]) => !answered.has(key))
          .slice(0, MAX_LISTED_STRANGERS)
          .map(([, stranger]) => strangerOf(stranger, refusedOf(stranger))),
      ]
    },
  }
}

const simulatorKey = ({ grid, address }: Simulator) => gridKey(grid, address)

/** The module's generations are one way: it may come by TLS and without. */
function kindOf(way: RequestWay): string {
  return way === 'webrtc' || way === 'script' ? way : 'module'
}

function strangerOf({ grid, address }: Simulator, refused: RefusedRequests | null): KnownSimulator {
  const way = refused?.way ?? 'script'
  const generation = way === 'script' ? null : way
  return { grid, address, path: '', at: refused?.at ?? 0, generation, requests: 0, refused }
}
