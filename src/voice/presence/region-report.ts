/** What a region's feed says: who is in it and where, at one moment. */

import type { Vector3 } from '../../spatial/direction.js'
import type { Region } from '../grids/grid.js'
import type { RegionCorner } from './region-corners.js'

/** Who said so. */
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
  /** No person, as far as the feed tells. */
  readonly npc?: boolean
}

/** An entry of a report of which something cannot be used. */
export interface OddEntry {
  /** `undefined`: that is what cannot be used. */
  readonly agentId: string | undefined
  readonly what: 'entry' | 'id' | 'twice' | 'name' | 'position' | 'look' | 'parcel' | 'voice'
}

/** A whole region at one moment: who is not listed is not in it. */
export interface RegionReport extends Region {
  readonly regionName: string
  readonly source: FeedSource
  /** From where it came, where anybody with the secret could have sent it; space is shared fairly among these. */
  readonly sender?: string | undefined
  readonly avatars: readonly AvatarReport[]
  /** Listed, but where they stand cannot be used: whoever is known in this region stays where they were. */
  readonly unplaced?: readonly string[]
  readonly odd?: readonly OddEntry[]
  /** Where the feed numbers or stamps its reports: an older one than the last is dropped. */
  readonly order?: number | undefined
  /** Where the region lies, if the feed says. */
  readonly corner?: RegionCorner | undefined
}
