/** A grid's own services: regions, who is where, and simulators' words about their land. Part of the composition. */

import type { Logger } from 'pino'
import { listedEntry, type SimulatorSettings } from '../../opensim/remote-admin/listed-entry.js'
import type { RemoteAdmin } from '../../opensim/remote-admin/remote-admin.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import { createRobustClient } from '../../robust/client/robust-client.js'
import { createLandClient, type ToldParcel } from '../../robust/land/land-client.js'
import { createLandWatch, type LandWatch, type Standing } from '../../robust/land/land-watch.js'
import { createRobust, type Robust } from '../../robust/robust.js'
import type { SharedAsking } from '../../robust/shared-asking.js'
import type { Owners } from '../../voice/channels/owners.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { Clock, Timers } from '../../voice/ports.js'
import { coversRegion } from '../../voice/presence/land/parcel.js'
import type { ParcelRegions } from '../../voice/presence/land/parcel-regions.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import type { Parcels } from '../../voice/presence/land/parcels.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { KnownGridRegion } from '../../voice/presence/regions/grid-regions.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import type { PeopleInVoice } from '../people-in-voice.js'

/** Of the settings of simulators: without a password, only those of the regions file are asked over RemoteAdmin. */
export interface GridServicesOptions extends SimulatorSettings {
  readonly grid: GridId
  /** Where its services are, with what proves who asks. */
  readonly url: URL
  readonly presence: Presence
  readonly rooms: Pick<Rooms, 'pageAvatars'>
  readonly people: Pick<PeopleInVoice, 'standing'>
  readonly parcels: Parcels
  readonly parcelRegions: Pick<ParcelRegions, 'regionOf'>
  readonly parcelVoice: ParcelVoice
  readonly owners: Owners
  readonly remoteAdmin: Pick<RemoteAdmin, 'hurry' | 'takeListed'>
  /** To which addresses its services and its simulators may lead; `undefined`: everywhere. */
  readonly mayReach: MayReach | undefined
  /** `undefined` for the only node. */
  readonly sharedAsking: SharedAsking | undefined
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

export interface GridServices {
  readonly robust: Robust
  readonly land: LandWatch
  close(): void
}

export function createGridServices(options: GridServicesOptions): GridServices {
  const { presence, rooms, people, parcels, parcelRegions, parcelVoice, owners } = options
  const { remoteAdmin, timers, logger } = options
  const { grid, url, mayReach } = options
  const { gridRegions } = presence
  const common = { grid, clock: options.clock, timers, log: logger }

  function take(told: ToldParcel, _at: Standing, { regionId, sizeMetres }: KnownGridRegion): void {
    // A stranger's simulator may name a parcel of somebody else's region: what that region has named is its own.
    const owner = parcelRegions.regionOf({ grid, parcelId: told.parcelId })
    if (owner !== undefined && owner !== regionId) return
    if (!parcels.take({ ...told, grid, regionId }, owner === regionId)) return
    const { parcelId, ownerId, voiceAllowed: allowed, estateChannel } = told
    parcelVoice.learn({ grid, regionId, parcelId }, { allowed, estateChannel })
    // Where nobody tells parcels, a region's only one is known all the same.
    const ofAll = coversRegion(told, sizeMetres) ? { allowed } : {}
    parcelVoice.learn({ grid, regionId, parcelId: null }, ofAll)
    if (ownerId !== undefined) owners.report({ grid, regionId }, { parcels: new Map([[parcelId, ownerId]]) })
  }

  /** The grid has told its regions. */
  function listed(): void {
    const all = gridRegions.list(grid)
    for (const region of all) if (region.gone) parcelVoice.forgetLearned(region)
    parcels.forgetGone((region) => region.grid === grid && gridRegions.get(region)?.gone !== false)
    const present = all.filter(({ gone }) => !gone)
    remoteAdmin.takeListed(
      grid,
      present.flatMap((region) => listedEntry(region, options) ?? []),
    )
  }

  const robust = createRobust({
    ...common,
    client: createRobustClient({ url, timers, mayReach }),
    url,
    presence,
    pageAvatars: rooms.pageAvatars,
    hurryFeeds: remoteAdmin.hurry,
    onListed: listed,
    shared: options.sharedAsking,
  })
  const land = createLandWatch({
    ...common,
    client: createLandClient({ timers, mayReach }),
    gridRegions,
    *standing() {
      for (const standing of people.standing()) if (standing.grid === grid) yield standing
    },
    onParcel: take,
    onSilent: parcelVoice.forgetLearned,
  })
  return {
    robust,
    land,
    close() {
      robust.close()
      land.close()
    },
  }
}
