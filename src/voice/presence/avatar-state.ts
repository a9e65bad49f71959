/** What presence knows about one avatar. */

import type { Place } from '../channels/channels.js'
import type { Avatar } from '../grids/grid.js'
import type { RegionPose } from './region-pose.js'
import type { FeedSource } from './region-report.js'

export interface AvatarState extends Avatar, RegionPose, Place {
  readonly name: string
  readonly npc: boolean
  readonly source: FeedSource
  /** The feed that told the direction; `undefined` if none has. */
  readonly lookSource: FeedSource | undefined
  /** When the feed last listed it, by the stopwatch. */
  readonly seenAt: number
  /** When it came to this region, by the stopwatch. */
  readonly arrivedAt: number
}

/** Why an avatar is no longer known: it left, or its region was out of reach and does not list it. */
export type GoneProof = 'left' | 'outage'
