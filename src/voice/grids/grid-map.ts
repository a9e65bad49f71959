/** A map by avatar or region that makes no key at a look-up: presence looks up every avatar at every report. */

import type { Avatar, GridId, Region } from './grid.js'

export interface GridMap<Key, Value> {
  readonly size: number
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  /** @returns whether there was such an entry */
  delete(key: Key): boolean
  /** Every grid's, or one grid's. */
  values(grid?: GridId): Iterable<Value>
}

export const createAvatarMap = <Value>(): GridMap<Avatar, Value> =>
  createGridMap(({ agentId }: Avatar) => agentId)

export const createRegionMap = <Value>(): GridMap<Region, Value> =>
  createGridMap(({ regionId }: Region) => regionId)

function createGridMap<Key extends { readonly grid: GridId }, Value>(
  idOf: (key: Key) => string,
): GridMap<Key, Value> {
  const grids = new Map<GridId, Map<string, Value>>()

  function* every(): Iterable<Value> {
    for (const entries of grids.values()) yield* entries.values()
  }

  return {
    get size() {
      let size = 0
      for (const entries of grids.values()) size += entries.size
      return size
    },
    get: (key) => grids.get(key.grid)?.get(idOf(key)),
    set(key, value) {
      const entries = grids.get(key.grid) ?? new Map<string, Value>()
      grids.set(key.grid, entries.set(idOf(key), value))
    },
    delete(key) {
      const entries = grids.get(key.grid)
      if (!entries?.delete(idOf(key))) return false
      if (entries.size === 0) grids.delete(key.grid)
      return true
    },
    values: (grid) => (grid === undefined ? every() : (grids.get(grid)?.values() ?? [])),
  }
}
