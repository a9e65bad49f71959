/**
 * Names of avatars that regions vouched for, and networks of their sign-ins, stored over a restart. They are written
 * every few seconds, many at once; a failed write is tried again.
 */

import type { GridId } from '../grids/grid.js'
import type { Clock, VouchedEntry, VouchedKind, VouchedStore } from '../ports.js'

/** An entry is forgotten after this time. */
const KEPT_MS = 400 * 24 * 60 * 60_000

export interface VouchedOptions {
  readonly store: VouchedStore
  readonly kind: VouchedKind
  /** Most entries of this kind; beyond it the oldest go. */
  readonly limit: number
  readonly clock: Clock
}

export interface Vouched {
  /** The stored entries, the newest last. */
  load(): Promise<readonly VouchedEntry[]>
  add(entry: VouchedEntry): void
  /** Nothing that waits to be written of that grid is written any more. */
  forget(grid: GridId): void
  /** Writes what was added since the last write. */
  write(): Promise<void>
}

export function createVouched({ store, kind, limit, clock }: VouchedOptions): Vouched {
  let added: VouchedEntry[] = []
  let writing: Promise<void> = Promise.resolve()

  async function writeAdded(): Promise<void> {
    const entries = added
    if (entries.length === 0) return
    added = []
    try {
      await store.save(kind, entries, clock(), limit)
    } catch (error) {
      added = [...entries, ...added].slice(-limit)
      throw error
    }
  }

  return {
    load: () => store.load(kind, clock() - KEPT_MS, limit),
    add: (entry) => void added.push(entry),
    forget(grid) {
      added = added.filter((entry) => entry.grid !== grid)
    },
    write() {
      writing = writing.catch(() => undefined).then(writeAdded)
      return writing
    },
  }
}

/** Keeps nothing. */
export const NOTHING_KEPT: Vouched = {
  load: async () => [],
  add: () => undefined,
  forget: () => undefined,
  write: async () => undefined,
}
