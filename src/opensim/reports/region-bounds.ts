/** Which positions can be in a region: whatever is further out is a fault of the feed, or somebody elsewhere. */

import type { Vector3 } from '../../spatial/direction.js'

/** Metres. Var regions reach 8192 m. */
const HORIZONTAL_BOUNDS = { minimum: -1000, maximum: 20_000 } as const
/** People fly, and fall. */
const VERTICAL_BOUNDS = { minimum: -1000, maximum: 100_000 } as const

/** Whether somebody of the region can be there (metres, region-local), at any height. */
export function isBesideRegion([x, y]: Vector3): boolean {
  return within(x, HORIZONTAL_BOUNDS) && within(y, HORIZONTAL_BOUNDS)
}

/** The same place at a height that somebody can be at. */
export function clampedVertically([x, y, z]: Vector3): Vector3 {
  return [x, y, Math.min(VERTICAL_BOUNDS.maximum, Math.max(VERTICAL_BOUNDS.minimum, z))]
}

function within(value: number, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value >= minimum && value <= maximum
}
