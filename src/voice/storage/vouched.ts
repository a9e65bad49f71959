/**
 * What was vouched for, kept over a restart: what avatars are called, and from where they have signed in. Written
 * every few seconds, many at once; what cannot be written is tried again.
 */

import type { Clock, VouchedEntry, VouchedKind, VouchedStore } from '../ports.js'

/** Then it is forgotten. */
const KEPT_MS = 400 * 24 * 60 * 60_000

export interface VouchedOptions {
  readonly store: VouchedStore
  readonly kind: VouchedKind
  /** More are not kept: the oldest go. */
  readonly limit: number
  readonly clock: Clock
}

export interface Vouched {
  /** What was kept, the newest last. */
  load(): Promise<readonly VouchedEntry[]>
  add(entry: VouchedEntry): void
  /** Writes down what was added since the last time. */
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
  write: async () => undefined,
}
