/** A voice account: the sign-in that a region provisions for each avatar. */

import type { GridId } from '../grids/grid.js'

export interface Account {
  readonly grid: GridId
  /** As the region spells it: `x` + base64url-like agent id, see account-name.ts. */
  readonly name: string
  /** The avatar's UUID (lower case), if the name contains it. */
  readonly agentId: string | null
  readonly passwordHash: string
  /** The region key by which the password was set; `null`: by the grid itself. */
  readonly keyId: string | null
  readonly disabled: boolean
  /** What the resident chose for their own viewer; `null` or missing: as each place has it. */
  readonly headphones?: boolean | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastSeenAt: number
}
