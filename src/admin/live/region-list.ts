/** `GET /regions`: every region that the grid lists or a feed tells of, with what is known of its parcels. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type ListedRegionView, type ParcelView, RegionList } from '../../protocol/admin/region-list.js'
import type { RegionView } from '../../protocol/admin-api.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { Clock, Stopwatch } from '../../voice/ports.js'
import type { Parcel } from '../../voice/presence/land/parcel.js'
import type { Parcels } from '../../voice/presence/land/parcels.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { OverviewSource } from '../overview/overview.js'
import { gridOf } from '../request-grid.js'
import { silentBordersOf } from './silent-borders.js'

export interface RegionListOptions {
  readonly presence: Pick<Presence, 'gridRegions' | 'frames'>
  readonly parcels: Parcels
  readonly overview: Pick<OverviewSource, 'regions'>
  readonly clock: Clock
  readonly timers: Stopwatch
}

export const regionListRoute: FastifyPluginAsyncTypebox<RegionListOptions> = async (app, options) => {
  app.get(
    '/regions',
    { schema: { summary: 'All regions, as the grid and feeds tell them', response: { 200: RegionList } } },
    async (request) => listRegions(gridOf(request), options),
  )
}

async function listRegions(
  grid: GridId,
  { presence, parcels, overview, clock, timers }: RegionListOptions,
): Promise<RegionList> {
  const { gridRegions, frames } = presence
  const told = new Map((await overview.regions(grid)).map((region) => [region.regionId, region]))
  const parcelsOf = new Map<string, ParcelView[]>()
  for (const parcel of parcels.list()) {
    if (parcel.grid !== grid) continue
    parcelsOf.set(parcel.regionId, [...(parcelsOf.get(parcel.regionId) ?? []), parcelView(parcel)])
  }
  const cornerOf = (regionId: string): [number, number] | null => {
    const [west, south] = told.get(regionId)?.corner ?? frames.cornerOf({ grid, regionId }) ?? []
    return west === undefined || south === undefined ? null : [west, south]
  }
  const facts = (regionId: string, region: RegionView | undefined) => ({
    regionId,
    silentBorders: [],
    positions: region?.feeds.some(({ silent }) => !silent) ?? false,
    inVoice: region?.inVoice ?? 0,
    parcels: parcelsOf.get(regionId) ?? [],
  })
  const listed = gridRegions.list(grid).map((region): ListedRegionView => {
    const { regionId, name, corner, sizeMetres, simulator, online, gone, listedAt } = region
    return {
      ...facts(regionId, told.get(regionId)),
      name,
      corner: [...corner],
      sizeMetres: [...sizeMetres],
      simulator,
      state: gone ? 'gone' : online ? 'online' : 'offline',
      goneAt: gone ? clock() - (timers.now() - listedAt) : null,
    }
  })
  const others = [...told.values()].flatMap((region): ListedRegionView[] => {
    const { regionId, name } = region
    if (regionId === null || gridRegions.get({ grid, regionId })) return []
    return [
      {
        ...facts(regionId, region),
        name,
        corner: cornerOf(regionId),
        sizeMetres: null,
        simulator: '',
        state: 'untold',
        goneAt: null,
      },
    ]
  })
  const all = [...listed, ...others].sort((a, b) => a.name.localeCompare(b.name))
  const silent = silentBordersOf(
    grid,
    all.map((region) => ({ ...region, node: told.get(region.regionId)?.node ?? null })),
  )
  const regions = all.map((region) => ({ ...region, silentBorders: silent.get(region.regionId) ?? [] }))
  return { toldByGrid: gridRegions.isTold(grid), regions }
}

function parcelView({ parcelId, name, ownerId, voiceAllowed, estateChannel }: Parcel): ParcelView {
  return { parcelId, name, ownerId: ownerId ?? null, voiceAllowed, estateChannel }
}
