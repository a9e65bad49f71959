/** Grids: the grid of a thing is part of its key, in memory, in tables and in every function of the core. */

/** Lower-case letters, digits and hyphens; never empty. */
export type GridId = string

/** The grid that always exists, and the only one unless the settings name others. */
export const MAIN_GRID: GridId = 'main'

/** One OpenSimulator grid that this service serves. */
export interface Grid {
  readonly id: GridId
  readonly name: string
}

/** An avatar: the same UUID may stand for a hypergrid traveller on another grid. */
export interface Avatar {
  readonly grid: GridId
  /** UUID in lower case. */
  readonly agentId: string
}

/** A region of a grid. */
export interface Region {
  readonly grid: GridId
  /** UUID in lower case. */
  readonly regionId: string
}

/** The key in a map of something with a name unique within its grid; a grid's id has no slash. */
export const gridKey = (grid: GridId, name: string | number): string => `${grid}/${name}`

/** The key of an avatar in a map. */
export const avatarKey = ({ grid, agentId }: Avatar): string => gridKey(grid, agentId)

/** The avatar whose key that is. */
export function avatarOfKey(key: string): Avatar {
  const slash = key.indexOf('/')
  return { grid: key.slice(0, slash), agentId: key.slice(slash + 1) }
}

/** The key of a region in a map. */
export const regionKey = ({ grid, regionId }: Region): string => gridKey(grid, regionId)

/** Forgets everything of a grid in memory whose keys `gridKey` made: a later grid of that id has nothing to do with it. */
export function forgetGrid(memory: Map<string, unknown> | Set<string>, grid: GridId): void {
  const prefix = gridKey(grid, '')
  for (const key of memory.keys()) if (key.startsWith(prefix)) memory.delete(key)
}

/** Whether two are the same avatar of the same grid. */
export const isSameAvatar = (one: Avatar, other: Avatar): boolean =>
  one.agentId === other.agentId && one.grid === other.grid

/** Whether two are the same region of the same grid. */
export const isSameRegion = (one: Region, other: Region): boolean =>
  one.regionId === other.regionId && one.grid === other.grid
