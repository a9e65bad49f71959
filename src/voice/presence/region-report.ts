/** A report of a region's feed: which avatars are in it, and where, at one moment. */

import type { Vector3 } from '../../spatial/direction.js'
import type { Region } from '../grids/grid.js'
import type { RegionAuthority } from '../region-keys/authority.js'
import type { RegionCorner } from './regions/region-corners.js'

/** The source of a report. */
export type FeedSource = 'push' | 'remote-admin'

export interface AvatarReport {
  /** UUID in lower case. */
  readonly agentId: string
  /** Empty where the feed does not know: the last known one stays; without any, the avatar is not taken in. */
  readonly name: string
  /** Metres, region-local. */
  readonly position: Vector3
  /** (0,0,0) where the feed does not know: the last known direction stays. */
  readonly look: Vector3
  readonly parcelId: string | null
  /** Whether it is an NPC, as far as the feed tells. */
  readonly npc?: boolean
}

/** An entry of a report that cannot be used in full. */
export interface OddEntry {
  /** `undefined` if the id itself cannot be used. */
  readonly agentId: string | undefined
  readonly what: 'entry' | 'id' | 'twice' | 'name' | 'position' | 'look' | 'parcel' | 'voice'
}

/** A whole region at one moment: an avatar that is not listed is not in it. */
export interface RegionReport extends Region {
  readonly regionName: string
  readonly source: FeedSource
  /** Where it came from, if anybody with the secret could have sent it; senders share the space fairly. */
  readonly sender?: string | undefined
  /** For whom it speaks; `undefined`: the service itself asked the region. */
  readonly authority?: RegionAuthority | undefined
  readonly avatars: readonly AvatarReport[]
  /** Listed avatars with unusable positions: those known in this region stay where they were. */
  readonly unplaced?: readonly string[]
  readonly odd?: readonly OddEntry[]
  /** Where the feed numbers or stamps its reports: an older one than the last is dropped. */
  readonly order?: number | undefined
  /** Where the region lies, if the feed says. */
  readonly corner?: RegionCorner | undefined
}
