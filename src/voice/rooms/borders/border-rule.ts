/** Who may hear whom over a region's border: one rule for links, the hub and lists. Pure. */

import { UUID } from '../../../pure/uuid.js'
import type { Channel, ChannelSettings, Neighbours } from '../../channels/channel.js'
import type { GridId } from '../../grids/grid.js'
import type { RegionCorner } from '../../presence/regions/region-corners.js'

/** A channel's setting with `auto` decided. */
export type Openness = Exclude<Neighbours, 'auto'>

/** A room as the other side of a border sees it. */
export interface Shore {
  readonly grid: GridId
  /** `undefined` while nobody in it stands in a region. */
  readonly regionId: string | undefined
  /** Where that region lies; `undefined` where nothing better than a guess is known. */
  readonly corner: RegionCorner | undefined
  readonly openness: Openness
  /** Whether it is known where its people stand; never in a conference. */
  readonly isPlaced: boolean
  /** Whether its voices fade with distance: where they do not, they end at the border. */
  readonly fades: boolean
  /** A moderator has locked the room: nobody outside hears it. */
  readonly isLocked: boolean
}

/** Whether voices of one room may be heard in another one over the border between their regions. */
export function isHeardAcross(from: Shore, to: Shore): boolean {
  if (from.grid !== to.grid || from.regionId === undefined || from.regionId === to.regionId) return false
  if (!from.corner || !to.corner || !from.isPlaced || !to.isPlaced || !from.fades || from.isLocked)
    return false
  // Nobody stands beside a region in its own place: one of the two was learned wrongly.
  if (from.corner[0] === to.corner[0] && from.corner[1] === to.corner[1]) return false
  return letsOut(from) && letsIn(to)
}

/** Whether its voices may be heard next door at all. */
export const letsOut = ({ openness }: Pick<Shore, 'openness'>): boolean =>
  openness === 'open' || openness === 'out'
const letsIn = ({ openness }: Pick<Shore, 'openness'>): boolean => openness === 'open' || openness === 'in'

/**
 * The setting of a channel as it holds in a region: unless an admin chose otherwise, the region's channel is open, and a
 * parcel's own is closed.
 * @param isWhole whether the parcel of that name covers its whole region, and so counts as the region's
 */
export function opennessOf(
  { name }: Pick<Channel, 'name'>,
  { neighbours }: Pick<ChannelSettings, 'neighbours'>,
  regionId: string | undefined,
  isWhole: (parcelId: string) => boolean,
): Openness {
  if (neighbours !== 'auto') return neighbours
  return name === regionId || (UUID.test(name) && isWhole(name)) ? 'open' : 'closed'
}
