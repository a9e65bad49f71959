/** In which region avatars are, as far as that is known anywhere. */

import type { Avatar, GridId, Region } from '../grids/grid.js'

export interface Located extends Avatar, Region {
  /** Empty while it is not known. */
  readonly name: string
  readonly npc: boolean
}

/** Presence is one; another one knows more avatars, but less of each. */
export interface Whereabouts {
  find(avatar: Avatar): Located | undefined
  /** All of a grid. */
  list(grid: GridId): readonly Located[]
}
