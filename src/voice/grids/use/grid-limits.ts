/** The limits of grids by their names. */

import type { GridId } from '../grid.js'
import type { GridLimits } from '../hosted-grid.js'

export type LimitName = keyof GridLimits

export const LIMIT_NAMES: readonly LimitName[] = [
  'people',
  'rooms',
  'hubPeers',
  'requestsPerSecond',
  'bytesPerSecond',
]

/** The limits in force. */
export type LimitsOf = (grid: GridId) => GridLimits
