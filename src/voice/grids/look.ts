/** How a grid's pages look: its name, its logo and its accent colour, as its operator chose them. */

import type { GridId } from './grid.js'

export type LogoType = 'image/png' | 'image/svg+xml' | 'image/webp'

export interface Logo {
  readonly type: LogoType
  /** Base64. */
  readonly content: string
}

export interface GridLook {
  /** What the grid is called on its pages; '' where nobody has said. */
  readonly name: string
  /** `#rrggbb` in lower case; '' for the service's own. */
  readonly accent: string
  readonly logo: Logo | undefined
}

export const PLAIN_LOOK: GridLook = { name: '', accent: '', logo: undefined }

export interface LookStore {
  /** The looks that were chosen, by grid. */
  list(): Promise<readonly (readonly [GridId, GridLook])[]>
  save(grid: GridId, look: GridLook): Promise<void>
}
