/** The pose of a participant whom nobody has placed yet, or who needs no place. */

import { NULL_UUID } from '../../../pure/uuid.js'
import type { RegionPose } from '../../presence/region-pose.js'

export const NOWHERE: Omit<RegionPose, 'grid'> = {
  regionId: NULL_UUID,
  position: [0, 0, 0],
  look: [1, 0, 0],
}
