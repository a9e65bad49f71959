/** Poses that say in which region's metres they are, and how one is told in another region's. */

import type { Pose } from '../../spatial/direction.js'
import { isSameRegion, type Region } from '../grids/grid.js'
import type { RegionCorner } from './regions/region-corners.js'

/** Metres from the south-west corner of its region. */
export interface RegionPose extends Region, Pose {}

/**
 * The same pose in the metres of another region of its grid.
 * @param cornerOf where a region lies, as far as that is known
 * @returns `undefined` where either corner is not known, or the other region is of another grid
 */
export function poseIn(
  { grid, regionId }: Region,
  pose: RegionPose,
  cornerOf: (region: Region) => RegionCorner | undefined,
): RegionPose | undefined {
  const target: Region = { grid, regionId }
  if (isSameRegion(pose, target)) return pose
  if (pose.grid !== grid) return undefined
  const [from, to] = [cornerOf(pose), cornerOf(target)]
  if (!from || !to) return undefined
  const [x, y, z] = pose.position
  return { ...target, position: [x + from[0] - to[0], y + from[1] - to[1], z], look: pose.look }
}
