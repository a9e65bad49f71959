/**
 * Rows that were read before, by a key. Whoever changes one tells so; besides, a row is read again when it is old. While
 * the database cannot be reached what is known goes on counting, however old it is.
 */

import { remember } from '../../voice/limits/remember.js'
import { isUnwritable } from '../health.js'

export interface KnownRowsOptions {
  /** How many are kept; the one read longest ago goes first. */
  readonly most: number
  /** When a row is read again although nobody told of a change. */
  readonly maxAgeMs: number
}

export interface KnownRows<T> {
  /** The row, unless it is to be read again. */
  fresh(key: string): T | undefined
  /** The row as it is known, or read now. @returns `undefined` where there is none, which is not kept */
  read(key: string, load: () => Promise<T | undefined>): Promise<T | undefined>
  keep(key: string, row: T): void
  /** Changes a row that is known as its writer changed it in the database. */
  patch(key: string, change: (row: T) => T): void
  /** To be called when a row was changed, perhaps by another process. */
  outdate(key: string): void
  outdateAll(): void
  /** All that is known, however old. */
  all(): readonly T[]
}

export function createKnownRows<T>({ most, maxAgeMs }: KnownRowsOptions): KnownRows<T> {
  const known = new Map<string, { row: T; staleAt: number }>()
  /** Counts changes, so that an answer from before a change is not kept. */
  let changes = 0

  const keep = (key: string, row: T) =>
    remember(known, key, { row, staleAt: performance.now() + maxAgeMs }, most)

  function fresh(key: string): T | undefined {
    const entry = known.get(key)
    return entry && entry.staleAt > performance.now() ? entry.row : undefined
  }

  return {
    fresh,
    keep,
    async read(key, load) {
      const row = fresh(key)
      if (row !== undefined) return row
      const before = changes
      try {
        const read = await load()
        if (before !== changes) return read
        if (read === undefined) known.delete(key)
        else keep(key, read)
        return read
      } catch (error) {
        const entry = known.get(key)
        if (!entry || !isUnwritable(error)) throw error
        return entry.row
      }
    },
    patch(key, change) {
      changes += 1
      const entry = known.get(key)
      if (entry) known.set(key, { ...entry, row: change(entry.row) })
    },
    outdate(key) {
      changes += 1
      const entry = known.get(key)
      if (entry) entry.staleAt = 0
    },
    outdateAll() {
      changes += 1
      for (const entry of known.values()) entry.staleAt = 0
    },
    all: () => [...known.values()].map(({ row }) => row),
  }
}

/** A list, or anything else that is read as a whole. */
export interface KnownWhole<T> {
  read(): Promise<T>
  outdate(): void
}

export function createKnownWhole<T>(load: () => Promise<T>, maxAgeMs: number): KnownWhole<T> {
  const known = createKnownRows<{ readonly value: T }>({ most: 1, maxAgeMs })
  const loadNow = async () => ({ value: await load() })
  return {
    async read() {
      const { value } = (await known.read('', loadNow)) ?? (await loadNow())
      return value
    },
    outdate: known.outdateAll,
  }
}
