/** What presence tells about avatars and regions, to all who listen. Whoever waits for single avatars watches them: see avatar-watches.ts. */

import type { Avatar, GridId, Region } from '../grids/grid.js'
import type { GoneProof } from './avatar-state.js'
import type { FeedSource } from './region-report.js'
import type { RegionCorner } from './regions/region-corners.js'

export interface PresenceEvents {
  /** Avatars that came, moved or were listed again. */
  seen: [avatars: readonly Avatar[]]
  /** A feed says an avatar's name for the first time, or another name than before. */
  named: [avatar: Avatar, name: string]
  /** A region's report was taken in, and all that follows from it was told. */
  reported: [region: Region]
  /** Avatars that their region no longer lists, or of whose region nothing was heard for 5 minutes. */
  gone: [avatars: readonly Avatar[], proof: GoneProof]
  /** The region has a feed, and had none. */
  feedFound: [region: Region]
  /** Nothing tells of the region for some seconds, or its simulator cannot be asked. */
  outage: [region: Region]
  /** Nothing was heard of the region for 30 s; its avatars keep their last position. */
  feedLost: [region: Region]
  feedBack: [region: Region]
  /** Nothing was heard of that feed for 5 minutes: what it said is void. */
  feedForgotten: [region: Region, source: FeedSource]
  /** What the viewers of these avatars say counts, and is news. */
  viewerReported: [avatars: readonly Avatar[]]
  /** The grid itself has told for the first time who is where. */
  gridTold: [grid: GridId]
  /** The grid itself says in which region these avatars are, perhaps once more, and nobody tells more. */
  gridLocated: [avatars: readonly Avatar[]]
  /** A region counts as lying in another place than before, or in one for the first time. */
  regionMoved: [region: Region]
  /** A region says that it lies where another one does, which was there first. */
  cornerTaken: [region: Region, holder: Region, corner: RegionCorner]
}
