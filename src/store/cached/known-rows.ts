/**
 * Rows that were read before, by their grid and name. Whoever changes one tells so; besides, a row is read again when it is old.
 * While the database cannot be reached what is known goes on counting, however old it is.
 */

import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import { inOnePiece } from '../../voice/storage/in-one-piece.js'
import { isUnwritable } from '../health.js'

export interface KnownRowsOptions {
  /** How many are kept; of the grid that has most the one read longest ago goes first. */
  readonly most: number
  /** When a row is read again although nobody told of a change. */
  readonly maxAgeMs: number
}

export interface KnownRows<T> {
  /** The row, unless it is to be read again. */
  fresh(grid: GridId, name: string): T | undefined
  /** The row as it is known, or read now. @returns `undefined` where there is none, which is not kept */
  read(grid: GridId, name: string, load: () => Promise<T | undefined>): Promise<T | undefined>
  keep(grid: GridId, name: string, row: T): void
  /** Changes a row that is known as its writer changed it in the database. */
  patch(grid: GridId, name: string, change: (row: T) => T): void
  /** To be called when a row was changed, perhaps by another process. */
  outdate(grid: GridId, name: string): void
  outdateAll(): void
  /** All that is known, however old. */
  all(): readonly T[]
}

interface Entry<T> {
  row: T
  staleAt: number
}

export function createKnownRows<T>({ most, maxAgeMs }: KnownRowsOptions): KnownRows<T> {
  /** A map for each grid: to put a key together from grid and name takes four times as long as looking up both. */
  const grids = new Map<GridId, Map<string, Entry<T>>>()
  let count = 0
  /** Counts changes, so that an answer from before a change is not kept. */
  let changes = 0

  const entryOf = (grid: GridId, name: string) => grids.get(grid)?.get(name)
  const entries = () => [...grids.values()].flatMap((rows) => [...rows.values()])

  function forget(grid: GridId, name: string): void {
    const rows = grids.get(grid)
    if (!rows?.delete(name)) return
    count -= 1
    if (rows.size === 0) grids.delete(grid)
  }

  function keep(grid: GridId, name: string, row: T): void {
    forget(grid, name)
    const rows = grids.get(grid) ?? new Map<string, Entry<T>>()
    grids.set(grid, rows)
    rows.set(inOnePiece(name), { row, staleAt: performance.now() + maxAgeMs })
    count += 1
    if (count > most) forgetOldest()
  }

  function forgetOldest(): void {
    const [largest] = [...grids].sort(([, one], [, other]) => other.size - one.size)
    const [oldest] = largest?.[1].keys() ?? []
    if (largest && oldest !== undefined) forget(largest[0], oldest)
  }

  function fresh(grid: GridId, name: string): T | undefined {
    const entry = entryOf(grid, name)
    return entry && entry.staleAt > performance.now() ? entry.row : undefined
  }

  return {
    fresh,
    keep,
    async read(grid, name, load) {
      const row = fresh(grid, name)
      if (row !== undefined) return row
      const before = changes
      try {
        const read = await load()
        if (before !== changes) return read
        if (read === undefined) forget(grid, name)
        else keep(grid, name, read)
        return read
      } catch (error) {
        const entry = entryOf(grid, name)
        if (!entry || !isUnwritable(error)) throw error
        return entry.row
      }
    },
    patch(grid, name, change) {
      changes += 1
      const entry = entryOf(grid, name)
      if (entry) entry.row = change(entry.row)
    },
    outdate(grid, name) {
      changes += 1
      const entry = entryOf(grid, name)
      if (entry) entry.staleAt = 0
    },
    outdateAll() {
      changes += 1
      for (const entry of entries()) entry.staleAt = 0
    },
    all: () => entries().map(({ row }) => row),
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
      const { value } = (await known.read(MAIN_GRID, '', loadNow)) ?? (await loadNow())
      return value
    },
    outdate: known.outdateAll,
  }
}
