/**
 * The addresses under which the hub is announced beside its own: those of a router or a cloud. Names are looked up again
 * and again, because the address of a home changes.
 */

import { lookup } from 'node:dns/promises'
import { EventEmitter } from 'node:events'
import { isIP } from 'node:net'
import type { Timers } from '../voice/ports.js'
import { every } from '../voice/time/timers.js'

/** A name server that does not answer delays the start by no more than this. */
const START_LIMIT_MS = 2000
const LOOKUP_INTERVAL_MS = 60_000
/** After a failed lookup; also the shortest time between two lookups when peers cannot connect. */
const RETRY_MS = 5000

/** @throws Error where the name does not exist, or cannot be looked up at the moment */
export type LookUpHost = (name: string) => Promise<readonly string[]>

export interface AnnouncedOptions {
  /** Addresses and names, as the operator has set them. */
  readonly hosts: readonly string[]
  readonly lookUp: LookUpHost
  readonly timers: Timers
  readonly log: {
    info(details: object, message: string): void
    warn(details: object, message: string): void
  }
}

export interface AnnouncedEvents {
  changed: [addresses: readonly string[]]
}

export interface Announced {
  /** As found by the last lookup that succeeded. */
  addresses(): readonly string[]
  /** For the operator: the addresses of now and before, and the names that cannot be looked up; empty where there are none. */
  describe(): string
  readonly events: EventEmitter<AnnouncedEvents>
  /** To be called when a peer could not connect: an address may have changed. */
  doubt(): void
  close(): void
}

/** Resolves when all names are looked up, after two seconds at the latest. */
export async function createAnnounced({ hosts, lookUp, timers, log }: AnnouncedOptions): Promise<Announced> {
  const names = hosts.filter((host) => !isIP(host))
  const found = new Map<string, readonly string[]>()
  const missing = new Set<string>()
  const events = new EventEmitter<AnnouncedEvents>()
  let before: readonly string[] = []
  let current = addressesNow()
  let running: Promise<void> | undefined
  let ranAt = Number.NEGATIVE_INFINITY
  let cancelRetry: (() => void) | undefined
  let closed = false

  function addressesNow(): readonly string[] {
    return [...new Set(hosts.flatMap((host) => (isIP(host) ? [host] : (found.get(host) ?? []))))]
  }

  async function find(name: string): Promise<void> {
    try {
      const addresses = (await lookUp(name)).filter((address) => !isLoopback(address))
      if (missing.delete(name)) log.info({ name }, 'the name of the media hub is found again')
      // Name servers rotate the order of addresses.
      found.set(name, [...addresses].sort())
    } catch (error) {
      if (!missing.has(name)) {
        log.warn({ name, err: error, stays: found.get(name) ?? [] }, 'the name of the media hub is not found')
      }
      missing.add(name)
    }
  }

  async function run(): Promise<void> {
    cancelRetry?.()
    cancelRetry = undefined
    ranAt = timers.now()
    await Promise.all(names.map(find))
    if (closed) return
    if (missing.size > 0) cancelRetry = timers.after(RETRY_MS, again)
    const now = addressesNow()
    if (now.join() === current.join()) return
    if (current.length > 0) {
      before = current
      log.info({ names, before, now }, 'the media hub is announced under another address')
    }
    current = now
    events.emit('changed', now)
  }

  /** Never runs twice at once: with a name server that does not answer, lookups would pile up. */
  function again(): void {
    if (closed || names.length === 0) return
    running ??= run().finally(() => {
      running = undefined
    })
  }

  const end = names.length === 0 ? undefined : every(timers, LOOKUP_INTERVAL_MS, again)
  again()
  if (running) await Promise.race([running, limit()])

  return {
    events,
    addresses: () => current,
    describe() {
      const parts = [
        ...(current.length > 0 ? [`announced under ${current.join(', ')}`] : []),
        ...(before.length > 0 ? [`before that under ${before.join(', ')}`] : []),
        ...(missing.size > 0 ? [`${[...missing].join(', ')} cannot be looked up`] : []),
      ]
      return parts.join('; ')
    },
    doubt() {
      if (timers.now() - ranAt >= RETRY_MS) again()
    },
    close() {
      closed = true
      cancelRetry?.()
      end?.()
    },
  }
}

/** Looks up a name with the system's resolver, `/etc/hosts` included. */
export const lookUpHost: LookUpHost = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address)

/** On a machine with a public name, that name often leads to the loopback address. */
function isLoopback(address: string): boolean {
  return /^127\.|^::1$/.test(address)
}

/** By the real clock, so that tests with a clock of their own do not hang here. */
function limit(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, START_LIMIT_MS).unref()
  })
}
