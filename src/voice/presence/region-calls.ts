/** Which simulators reached us, by their address: their last call, what that tells of their age, and what was refused. */

import { remember } from '../limits/remember.js'
import type { Clock } from '../ports.js'

/** Of each kind; refused strangers push out nobody who was let in. */
const MAX_CALLERS = 2000
const MAX_LISTED_STRANGERS = 50

/** The Vivox module calls over https from 0.9.2 on, over plain http before; the WebRTC addon is another one. */
export type CallerGeneration = 'from-0.9.2' | 'before-0.9.2' | 'webrtc'

/** By what a simulator calls: one may be right and another one wrong. */
export type CallWay = CallerGeneration | 'script'

export interface RegionCall {
  readonly address: string
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

export interface Caller {
  readonly address: string
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
  const answered = new Map<string, Omit<Caller, 'refused'>>()
  const refused = new Map<string, RefusedCalls & { readonly address: string }>()
  const keyOf = ({ address, way }: RegionCall) => `${address} ${kindOf(way)}`

  function refusedOf(address: string): RefusedCalls | null {
    const own = [...refused.values()].filter((one) => one.address === address)
    const [newest] = own.sort((a, b) => Number(a.over) - Number(b.over) || b.at - a.at)
    if (!newest) return null
    const { address: _, ...facts } = newest
    return facts
  }

  return {
    /** A call was let in. */
    answered(call: RegionCall): void {
      const { address, call: path, way } = call
      const before = refused.get(keyOf(call))
      if (before && !before.over) refused.set(keyOf(call), { ...before, over: true })
      // A script says nothing of the simulator that runs it.
      if (way === 'script') return
      const calls = (answered.get(address)?.calls ?? 0) + 1
      remember(answered, address, { address, call: path, at: clock(), generation: way, calls }, MAX_CALLERS)
    },
    /** @param reason in words that name no secret */
    refused(call: RegionCall, reason: string): void {
      const { address, call: path, way } = call
      const calls = (refused.get(keyOf(call))?.calls ?? 0) + 1
      remember(
        refused,
        keyOf(call),
        { address, call: path, way, reason, at: clock(), calls, over: false },
        MAX_CALLERS,
      )
    },
    /** Latest first; those of whom nothing was ever let in come last, and not all of them. */
    list(): readonly Caller[] {
      const known = [...answered.values()].reverse()
      const strangers = new Set([...refused.values()].reverse().map(({ address }) => address))
      return [
        ...known.map((caller) => ({ ...caller, refused: refusedOf(caller.address) })),
        ...[...strangers]
          .filter((address) => !answered.has(address))
          .slice(0, MAX_LISTED_STRANGERS)
          .map((address) => strangerOf(address, refusedOf(address))),
      ]
    },
  }
}

/** The module's generations are one way: it may come by TLS and without. */
function kindOf(way: CallWay): string {
  return way === 'webrtc' || way === 'script' ? way : 'module'
}

function strangerOf(address: string, refused: RefusedCalls | null): Caller {
  const way = refused?.way ?? 'script'
  const generation = way === 'script' ? null : way
  return { address, call: '', at: refused?.at ?? 0, generation, calls: 0, refused }
}
