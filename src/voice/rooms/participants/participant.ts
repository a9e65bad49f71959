/** A participant: a resident in a room or on the way to one, by page or by viewer, as rooms see both. */

import type { Avatar } from '../../grids/grid.js'
import type { RegionPose } from '../../presence/region-pose.js'
import type { Tell } from '../room-event.js'

export interface Participant extends Avatar {
  /** By which of the two; a native viewer is heard through the media hub only. */
  readonly kind: 'page' | 'viewer'
  readonly name: string
  /** Has switched their own microphone off. */
  readonly muted: boolean
  /** Wants nobody to learn its network address. */
  readonly addressHidden: boolean
  readonly pose: RegionPose
  /** Nothing was heard of its region for a while. */
  readonly feedLost: boolean
  /** Connections that its page still has from before, ids by the other one's agent id; each counts once. */
  readonly keptLinks: Map<string, string>
  readonly tell: Tell
}
