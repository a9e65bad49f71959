/** A participant: a resident in a room, or on the way to one, by page or by viewer. */

import type { Effort } from '../../../spatial/effort.js'
import type { Avatar } from '../../grids/grid.js'
import type { RegionPose } from '../../presence/region-pose.js'
import type { Pictures, Tell } from '../room-event.js'

export interface Participant extends Avatar {
  /** A native viewer is heard through the media hub only. */
  readonly kind: 'page' | 'viewer'
  readonly name: string
  /** The resident has switched their own microphone off. */
  readonly muted: boolean
  /** Whispers or shouts; missing: talks. */
  readonly effort?: Effort
  /** Nobody may learn the resident's network address. */
  readonly addressHidden: boolean
  readonly pose: RegionPose
  /** The region's feed has fallen silent: the pose is the last known one. */
  readonly feedLost: boolean
  /** Nobody tells where in its region the avatar stands: its pose says nothing. */
  readonly unplaced: boolean
  /** Links that the page still has from before: their ids by the other participant's agent id; each is used once. */
  readonly keptLinks: Map<string, string>
  /** Hands out the offer that came with its join: once, and only in the first room. */
  readonly takeOffer?: () => string | undefined
  readonly tell: Tell
  /** The page comes from a room that was heard through the hub, and goes on with that. */
  readonly fromHub?: boolean
  /** Said by a page in a call. */
  readonly pictures?: Pictures | undefined
}

/**
 * A participant as it is kept: what changes is written into it. It has plain members, because an object with accessors of
 * its own is slow, and each report reads hundreds of participants.
 */
export type Kept<Kind extends Participant> = { -readonly [Key in keyof Kind]: Kind[Key] }
