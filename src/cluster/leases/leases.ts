/**
 * Leases on areas: who owns one, and for how long. Redis is asked; when it does not answer, a lease that this node holds
 * ends by the node's own clock, before it ends in Redis.
 */

import { EventEmitter } from 'node:events'
import { createMachine, type Machine } from '../../pure/state-machine.js'
import type { Timers } from '../../voice/ports.js'
import { every } from '../../voice/time/timers.js'
import {
  LEASE_MS,
  LEASE_TRANSITIONS,
  type LeaseEvent,
  type LeaseState,
  MARGIN_MS,
  RENEW_INTERVAL_MS,
} from './lease-states.js'

/** What is leased: see `area.ts`. */
export type AreaKey = string

/** Keeps leases. Each call rejects when that cannot be known now. */
export interface LeaseStore {
  /** Takes the lease if nobody has it. @returns the value that holds now: the given one, or the owner's */
  claim(area: AreaKey, value: string, milliseconds: number): Promise<string>
  /** Prolongs leases that still hold, and takes those again that nobody has. @returns for each whether it holds */
  renew(
    leases: readonly { readonly area: AreaKey; readonly value: string }[],
    milliseconds: number,
  ): Promise<readonly boolean[]>
  /** Ends a lease if it still holds. */
  release(area: AreaKey, value: string): Promise<void>
  /** The value that holds. */
  read(area: AreaKey): Promise<string | undefined>
}

export interface LeaseEvents {
  gained: [area: AreaKey]
  /** The area is not this node's any more. */
  lost: [area: AreaKey]
}

export interface Leases {
  readonly events: EventEmitter<LeaseEvents>
  /** Whether this node owns an area at this very moment. */
  owns(area: AreaKey): boolean
  owned(): readonly AreaKey[]
  /** Takes the area if nobody has it. @returns the id of its owner. @throws Error when Redis cannot be asked */
  claim(area: AreaKey): Promise<string>
  /** The id of an area's owner. @throws Error when Redis cannot be asked */
  ownerOf(area: AreaKey): Promise<string | undefined>
  release(area: AreaKey): Promise<void>
  close(): void
}

export interface LeasesOptions {
  readonly store: LeaseStore
  /** New at each start of a node; without `#`. */
  readonly nodeId: string
  /** Goes on while the process sleeps: leases end meanwhile. */
  readonly timers: Timers
  /** Whether it is certain that nobody can follow, because every other node says that Redis does not answer it either. */
  readonly mayHold?: () => boolean
  /** Whether areas may be taken that this node did not own before. */
  readonly mayClaim?: () => boolean
}

interface Lease {
  readonly area: AreaKey
  readonly machine: Machine<LeaseState, LeaseEvent>
  /** Unlike that of any other claim, so that nobody renews what somebody else has. */
  value: string
  /** Until when it holds at least, by the stopwatch. */
  until: number
  claimed: Promise<string> | undefined
}

const ownerIn = (value: string): string => value.slice(0, value.indexOf('#'))

const isOwner = (state: LeaseState): boolean => state === 'owned' || state === 'held'

export function createLeases(options: LeasesOptions): Leases {
  const { store, nodeId, timers, mayHold = () => false, mayClaim = () => true } = options
  const events = new EventEmitter<LeaseEvents>()
  const leases = new Map<AreaKey, Lease>()
  let claims = 0
  let isRenewing = false

  function leaseOf(area: AreaKey): Lease {
    const known = leases.get(area)
    if (known) return known
    const machine = createMachine(LEASE_TRANSITIONS, 'free', (state, before) => {
      if (isOwner(state) && !isOwner(before)) events.emit('gained', area)
      if (isOwner(before) && !isOwner(state)) events.emit('lost', area)
      if (state === 'free') leases.delete(area)
    })
    const lease: Lease = { area, machine, value: '', until: 0, claimed: undefined }
    leases.set(area, lease)
    return lease
  }

  /** Ends a lease whose time is over, however late the timers are. */
  function look(lease: Lease): LeaseState {
    if (isOwner(lease.machine.state()) && timers.now() >= lease.until) {
      lease.machine.tell(mayHold() ? 'hold' : 'ended')
    }
    return lease.machine.state()
  }

  async function ask(lease: Lease): Promise<string> {
    claims += 1
    lease.value = `${nodeId}#${claims}`
    const askedAt = timers.now()
    try {
      const holds = await store.claim(lease.area, lease.value, LEASE_MS)
      lease.until = askedAt + LEASE_MS - MARGIN_MS
      const isOurs = holds === lease.value && timers.now() < lease.until
      lease.machine.tell(isOurs ? 'granted' : 'refused')
      return ownerIn(holds)
    } catch (error) {
      lease.machine.tell('refused')
      throw error
    }
  }

  async function renewAll(): Promise<void> {
    const held = [...leases.values()].filter((lease) => isOwner(look(lease)))
    if (isRenewing || held.length === 0) return
    isRenewing = true
    const askedAt = timers.now()
    try {
      const results = await store.renew(
        held.map(({ area, value }) => ({ area, value })),
        LEASE_MS,
      )
      for (const [index, lease] of held.entries()) {
        if (results[index]) {
          lease.until = askedAt + LEASE_MS - MARGIN_MS
          lease.machine.tell('renewed')
        } else lease.machine.tell('lost')
      }
    } catch {
      // Redis is away: leases go on until they end by this node's clock.
    } finally {
      isRenewing = false
    }
  }
  const stop = every(timers, RENEW_INTERVAL_MS, renewAll)

  return {
    events,
    owns(area) {
      const lease = leases.get(area)
      return lease !== undefined && isOwner(look(lease))
    },
    owned: () => [...leases.values()].filter((lease) => isOwner(look(lease))).map(({ area }) => area),
    async claim(area) {
      const lease = leaseOf(area)
      if (isOwner(look(lease))) return nodeId
      if (lease.machine.state() === 'claiming' && lease.claimed) return lease.claimed
      if (!mayClaim()) return ownerIn((await store.read(area)) ?? '#')
      // While the lease is being given up, somebody else may have it.
      if (!leaseOf(area).machine.tell('claim')) return ownerIn((await store.read(area)) ?? '#')
      const claimed = leaseOf(area)
      claimed.claimed = ask(claimed)
      return claimed.claimed
    },
    async ownerOf(area) {
      const value = await store.read(area)
      return value === undefined ? undefined : ownerIn(value)
    },
    async release(area) {
      const lease = leases.get(area)
      if (!lease || look(lease) === 'free' || !lease.machine.tell('release')) return
      // What cannot be told now ends by itself.
      await store.release(area, lease.value).catch(() => undefined)
      lease.machine.tell('released')
    },
    close: stop,
  }
}
