/** `/opensim/v1`: what regions and their scripts tell and ask, all of it behind the region secret. */

import type { FastifyPluginAsync } from 'fastify'
import type { Region } from '../voice/grids/grid.js'
import type { Clock } from '../voice/ports.js'
import type { ParcelVoice } from '../voice/presence/parcel-voice.js'
import type { Presence } from '../voice/presence/presence.js'
import type { FeedSource } from '../voice/presence/region-report.js'
import type { Tickets } from '../voice/sign-in/tickets.js'
import { requireRegionSecret } from './region-secret.js'
import type { SayOddEntries } from './reports/odd-entries.js'
import { positionsRoute } from './reports/positions.js'
import { readReportsLeniently } from './reports/report-parser.js'
import { ticketsRoute } from './tickets.js'

export interface OpensimOptions {
  /** The one in force: an admin may renew it. */
  readonly regionSecret: () => string
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly tickets: Tickets
  readonly sayOdd: SayOddEntries
  readonly clock: Clock
  readonly publicUrl: () => string
}

export const opensim: FastifyPluginAsync<OpensimOptions> = async (app, options) => {
  const { presence, parcelVoice } = options
  const forget = (region: Region, source: FeedSource) => {
    if (source === 'push') parcelVoice.forgetReports(region)
  }
  presence.events.on('feedForgotten', forget)
  app.addHook('onClose', async () => void presence.events.off('feedForgotten', forget))
  app.addHook('onRequest', requireRegionSecret(options.regionSecret))
  readReportsLeniently(app)
  await app.register(positionsRoute, { presence, parcelVoice, sayOdd: options.sayOdd, clock: options.clock })
  await app.register(ticketsRoute, { tickets: options.tickets, presence, publicUrl: options.publicUrl })
}
