/** Which regions of a long list are shown. Pure. */

import type { ListedRegionView } from '../../../src/protocol/admin/region-list.js'

export const REGIONS_SHOWN = ['all', 'voice', 'missing', 'unplaced', 'silent'] as const
export type RegionsShown = (typeof REGIONS_SHOWN)[number]

/** More rows than anybody reads: whoever looks for another one searches. */
export const MOST_SHOWN = 100

/** @param search a part of a region's, a parcel's or a simulator's name, in any case */
export function regionsShown(
  regions: readonly ListedRegionView[],
  shown: RegionsShown,
  search: string,
): ListedRegionView[] {
  const wanted = search.trim().toLowerCase()
  const names = ({ name, simulator, parcels }: ListedRegionView) =>
    [name, simulator, ...parcels.map((parcel) => parcel.name)].join('\n').toLowerCase()
  return regions.filter((region) => fits(region, shown) && names(region).includes(wanted))
}

function fits({ inVoice, state, positions, silentBorders }: ListedRegionView, shown: RegionsShown): boolean {
  switch (shown) {
    case 'all':
      return true
    case 'voice':
      return inVoice > 0
    case 'missing':
      return state === 'gone' || state === 'offline'
    case 'unplaced':
      return !positions && state !== 'gone'
    case 'silent':
      return silentBorders.length > 0
  }
}
