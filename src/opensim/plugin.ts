/** `/opensim/v1`: what regions and their scripts tell and ask, all of it behind the region secret. */

import type { FastifyPluginAsync } from 'fastify'
import type { Language } from '../pure/languages.js'
import type { Owners } from '../voice/channels/owners.js'
import type { ChatBridge } from '../voice/chat/bridge.js'
import type { Region } from '../voice/grids/grid.js'
import type { Clock } from '../voice/ports.js'
import type { ParcelVoice } from '../voice/presence/land/parcel-voice.js'
import type { Whereabouts } from '../voice/presence/located.js'
import type { Presence } from '../voice/presence/presence.js'
import type { FeedSource } from '../voice/presence/region-report.js'
import type { Tickets } from '../voice/sign-in/tickets.js'
import { chatRoute } from './chat.js'
import { requireRegionSecret } from './region-secret.js'
import type { RemoteAdmin } from './remote-admin/remote-admin.js'
import type { SayOddEntries } from './reports/odd-entries.js'
import { positionsRoute } from './reports/positions.js'
import { readReportsLeniently } from './reports/report-parser.js'
import { ticketsRoute } from './tickets.js'

export interface OpensimOptions {
  /** Compares with the one in force, in constant time. */
  readonly isRegionSecret: (given: string) => boolean
  readonly presence: Presence
  /** In which region avatars are, on any node. */
  readonly whereabouts: Pick<Whereabouts, 'find'>
  readonly parcelVoice: ParcelVoice
  readonly owners: Owners
  readonly tickets: Tickets
  readonly bridge: ChatBridge
  readonly remoteAdmin: Pick<RemoteAdmin, 'languageOf'>
  /** Of regions that are not asked over RemoteAdmin. */
  readonly inWorldLanguage: Language
  readonly sayOdd: SayOddEntries
  readonly clock: Clock
  readonly publicUrl: () => string
}

export const opensim: FastifyPluginAsync<OpensimOptions> = async (app, options) => {
  const { presence, parcelVoice, owners, sayOdd, clock } = options
  const forget = (region: Region, source: FeedSource) => {
    if (source === 'push') parcelVoice.forgetReports(region)
  }
  presence.events.on('feedForgotten', forget)
  app.addHook('onClose', async () => void presence.events.off('feedForgotten', forget))
  app.addHook('onRequest', requireRegionSecret(options.isRegionSecret))
  readReportsLeniently(app)
  await app.register(positionsRoute, { presence, parcelVoice, owners, sayOdd, clock })
  await app.register(chatRoute, { bridge: options.bridge })
  const { tickets, remoteAdmin, inWorldLanguage, publicUrl, whereabouts } = options
  await app.register(ticketsRoute, {
    tickets,
    presence: whereabouts,
    remoteAdmin,
    inWorldLanguage,
    publicUrl,
  })
}
