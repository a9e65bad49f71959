/** Which simulators reached us, by their address: their last call, what that tells of their age, and what was refused. */

import { type GridId, gridKey } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import type { Clock } from '../ports.js'

/** Of each kind; refused strangers push out nobody who was let in. */
const MAX_CALLERS = 2000
const MAX_LISTED_STRANGERS = 50

/** The Vivox module calls over https from 0.9.2 on, over plain http before; the WebRTC addon is another one. */
export type CallerGeneration = 'from-0.9.2' | 'before-0.9.2' | 'webrtc'

/** By what a simulator calls: one may be right and another one wrong. */
export type CallWay = CallerGeneration | 'script'

/** One address may have simulators of several grids. */
interface Simulator {
  readonly grid: GridId
  readonly address: string
}

export interface RegionCall extends Simulator {
  /** Path without its query. */
  readonly call: string
  readonly way: CallWay
}

/** What was refused for want of the right password or secret. */
export interface RefusedCalls {
  /** Of the newest one. */
  readonly call: string
  readonly way: CallWay
  /** In words, for an admin. */
  readonly reason: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Since the start. */
  readonly calls: number
  /** A later call of the same kind was answered. */
  readonly over: boolean
}

export interface RegionCaller extends Simulator {
  /** Path of the last call that was answered, without its query; empty: none was. */
  readonly call: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly generation: CallerGeneration | null
  /** How many were answered. */
  readonly calls: number
  /** The newest kind of call that was refused. */
  readonly refused: RefusedCalls | null
}

export type RegionCalls = ReturnType<typeof createRegionCalls>

export function createRegionCalls(clock: Clock) {
  const answered = new Map<string, Omit<RegionCaller, 'refused'>>()
  const refused = new Map<string, RefusedCalls & Simulator>()
  const keyOf = (call: RegionCall) => `${simulatorKey(call)} ${kindOf(call.way)}`

  function refusedOf(simulator: Simulator): RefusedCalls | null {
    const key = simulatorKey(simulator)
    const own = [...refused.values()].filter((one) => simulatorKey(one) === key)
    const [newest] = own.sort((a, b) => Number(a.over) - Number(b.over) || b.at - a.at)
    if (!newest) return null
    const { grid: _grid, address: _address, ...facts } = newest
    return facts
  }

  return {
    /** A call was let in. */
    answered(call: RegionCall): void {
      const { grid, address, call: path, way } = call
      const before = refused.get(keyOf(call))
      if (before && !before.over) refused.set(keyOf(call), { ...before, over: true })
      // A script says nothing of the simulator that runs it.
      if (way === 'script') return
      const key = simulatorKey(call)
      const calls = (answered.get(key)?.calls ?? 0) + 1
      const caller = { grid, address, call: path, at: clock(), generation: way, calls }
      remember(answered, key, caller, MAX_CALLERS)
    },
    /** @param reason in words that name no secret */
    refused(call: RegionCall, reason: string): void {
      const { grid, address, call: path, way } = call
      const calls = (refused.get(keyOf(call))?.calls ?? 0) + 1
      const refusal = { grid, address, call: path, way, reason, at: clock(), calls, over: false }
      remember(refused, keyOf(call), refusal, MAX_CALLERS)
    },
    /** Latest first; those of whom nothing was ever let in come last, and not all of them. */
    list(): readonly RegionCaller[] {
      const known = [...answered.values()].reverse()
      const strangers = new Map([...refused.values()].reverse().map((one) => [simulatorKey(one), one]))
      return [
        ...known.map((caller) => ({ ...caller, refused: refusedOf(caller) })),
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
function kindOf(way: CallWay): string {
  return way === 'webrtc' || way === 'script' ? way : 'module'
}

function strangerOf({ grid, address }: Simulator, refused: RefusedCalls | null): RegionCaller {
  const way = refused?.way ?? 'script'
  const generation = way === 'script' ? null : way
  return { grid, address, call: '', at: refused?.at ?? 0, generation, calls: 0, refused }
}
