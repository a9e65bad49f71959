/** The looks of all grids, in memory and in the store. */

import type { Bus } from '../bus.js'
import type { GridId } from './grid.js'
import { type GridLook, type LookStore, PLAIN_LOOK } from './look.js'

export interface Looks {
  /** To be called before the first page is served, and again where messages of other nodes were lost. */
  load(): Promise<void>
  of(grid: GridId): GridLook
  /** Everything that is not named stays. @returns the look from now on */
  change(grid: GridId, change: Partial<GridLook>): Promise<GridLook>
}

export function createLooks(store: LookStore, bus: Bus): Looks {
  const looks = new Map<GridId, GridLook>()
  bus.subscribe('look-changed', ({ grid, look }) => looks.set(grid, look))
  const of = (grid: GridId) => looks.get(grid) ?? PLAIN_LOOK
  return {
    of,
    async load() {
      const told = new Set<GridId>()
      const end = bus.subscribe('look-changed', ({ grid }) => told.add(grid))
      const stored = new Map(await store.list())
      for (const grid of looks.keys()) if (!stored.has(grid) && !told.has(grid)) looks.delete(grid)
      for (const [grid, look] of stored) if (!told.has(grid)) looks.set(grid, look)
      end()
    },
    async change(grid, change) {
      const look = { ...of(grid), ...change }
      await store.save(grid, look)
      bus.publish('look-changed', { grid, look })
      return look
    },
  }
}
