/** Who owns the parcels and estates that channels are named after, as their regions' feeds tell: owners may moderate there. */

import { forgetGrid, type GridId, gridKey, type Region } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import { type Channel, canonicalChannelName } from './channel.js'
import type { Channels } from './channels.js'

/** More parcels than a large grid reports; the one told longest ago is forgotten first, and read from its channel again. */
const MAX_KEPT = 50_000

/** What a feed tells of its region's owners; nobody of whom it tells nothing changes. */
export interface OwnersReport {
  /** Of the region's channel. */
  readonly estateOwner?: string
  /** By the parcel's UUID. */
  readonly parcels: ReadonlyMap<string, string>
}

export interface Owners {
  /** Regions repeat it every second: only what is new is written. */
  report(region: Region, report: OwnersReport): void
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

export interface OwnersOptions {
  readonly channels: Pick<Channels, 'events' | 'get' | 'findForPlace' | 'update'>
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

interface Told {
  readonly regionId: string
  readonly owner: string
}

export function createOwners({ channels, onError }: OwnersOptions): Owners {
  const told = new Map<string, Told>()
  const keyOf = (grid: GridId, name: string) => gridKey(grid, canonicalChannelName(name))

  /** Another region may name a parcel, but not give it an owner. */
  async function isOf({ grid, parentId, name }: Channel, regionId: string): Promise<boolean> {
    if (parentId === null) return true
    const folder = (await channels.get({ grid, id: parentId })).name.toLowerCase()
    return name === regionId || !folder.endsWith('d') || folder === `${regionId}d`
  }

  async function write(channel: Channel, { regionId, owner }: Told): Promise<void> {
    const { owners = [] } = channel.regionSettings
    if ((owners.length === 1 && owners[0] === owner) || !(await isOf(channel, regionId))) return
    await channels.update(channel, { regionSettings: { ...channel.regionSettings, owners: [owner] } })
  }

  /** The region's own settings may just have been written over the owner. */
  function writeAgain(channel: Channel): void {
    const known = told.get(keyOf(channel.grid, channel.name))
    if (known) write(channel, known).catch(onError)
  }
  channels.events.on('created', writeAgain).on('changed', writeAgain)

  async function tell({ grid, regionId }: Region, name: string, owner: string): Promise<void> {
    const key = keyOf(grid, name)
    const before = told.get(key)
    if (before?.owner === owner && before.regionId === regionId) return
    remember(told, key, { regionId, owner }, MAX_KEPT)
    const channel = await channels.findForPlace(grid, { regionId: name, parcelId: null })
    if (channel) await write(channel, { regionId, owner })
  }

  return {
    report(region, { estateOwner, parcels }) {
      const all = [
        ...parcels,
        ...(estateOwner === undefined ? [] : [[region.regionId, estateOwner] as const]),
      ]
      for (const [name, owner] of all) tell(region, name, owner).catch(onError)
    },
    forgetGrid: (grid) => forgetGrid(told, grid),
  }
}
