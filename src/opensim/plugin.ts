/** `/opensim/v1`: what regions and their scripts tell and ask, all of it behind the region secret or a region key. */

import type { FastifyPluginAsync } from 'fastify'
import type { Language } from '../pure/languages.js'
import type { ChatBridge } from '../voice/chat/bridge.js'
import type { GridId, Region } from '../voice/grids/grid.js'
import type { ParcelRegions } from '../voice/presence/land/parcel-regions.js'
import type { ParcelVoice } from '../voice/presence/land/parcel-voice.js'
import type { Whereabouts } from '../voice/presence/located.js'
import type { Presence } from '../voice/presence/presence.js'
import type { FeedSource } from '../voice/presence/region-report.js'
import type { RegionGate } from '../voice/region-keys/region-gate.js'
import type { Tickets } from '../voice/sign-in/tickets.js'
import { chatRoute } from './chat.js'
import { requireRegionSecret } from './region-secret.js'
import type { RemoteAdmin } from './remote-admin/remote-admin.js'
import { type Positions, positionsRoute } from './reports/positions.js'
import { readReportsLeniently } from './reports/report-parser.js'
import { ticketsRoute } from './tickets.js'

export interface OpensimOptions {
  readonly gate: Pick<RegionGate, 'admit'>
  readonly presence: Presence
  /** In which region avatars are, on any node. */
  readonly whereabouts: Pick<Whereabouts, 'find'>
  readonly parcelVoice: ParcelVoice
  readonly parcelRegions: ParcelRegions
  readonly tickets: Tickets
  readonly bridge: ChatBridge
  readonly remoteAdmin: Pick<RemoteAdmin, 'languageOf'>
  /** Of a grid's regions that are not asked over RemoteAdmin. */
  readonly languageOfGrid: (grid: GridId) => Language
  readonly positions: Positions
  /** What a grid's voice links begin with. */
  readonly pagesUrl: (grid: GridId) => string
}

export const opensim: FastifyPluginAsync<OpensimOptions> = async (app, options) => {
  const { gate, presence, parcelVoice, parcelRegions, positions } = options
  const forget = (region: Region, source: FeedSource) => {
    if (source === 'push') parcelVoice.forgetReports(region)
  }
  presence.events.on('feedForgotten', forget)
  app.addHook('onClose', async () => void presence.events.off('feedForgotten', forget))
  await app.register(async (reports) => {
    reports.addHook('onRequest', requireRegionSecret(gate, 'positions'))
    readReportsLeniently(reports)
    await reports.register(positionsRoute, { positions })
    await reports.register(chatRoute, { bridge: options.bridge, parcelRegions })
  })
  const { tickets, remoteAdmin, languageOfGrid, pagesUrl, whereabouts } = options
  await app.register(async (links) => {
    links.addHook('onRequest', requireRegionSecret(gate, 'links'))
    readReportsLeniently(links)
    await links.register(ticketsRoute, {
      tickets,
      presence: whereabouts,
      remoteAdmin,
      languageOfGrid,
      pagesUrl,
    })
  })
}
