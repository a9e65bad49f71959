/** Which positions can be in a region: whatever is further out is a fault of the feed, or somebody elsewhere. */

import type { Vector3 } from '../spatial/direction.js'

/** Metres. Var regions reach 8192 m, and people fly. */
export const HORIZONTAL_BOUNDS = { minimum: -1000, maximum: 20_000 } as const
export const VERTICAL_BOUNDS = { minimum: -1000, maximum: 100_000 } as const

/** Whether every coordinate (metres, region-local) is a number within the bounds. */
export function isInRegion([x, y, z]: Vector3): boolean {
  return within(x, HORIZONTAL_BOUNDS) && within(y, HORIZONTAL_BOUNDS) && within(z, VERTICAL_BOUNDS)
}

function within(value: number, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value >= minimum && value <= maximum
}
