/** `/admin/api`: the console's HTTP API, guarded as a whole, described by its own schemas. */

import type { FastifyPluginAsync } from 'fastify'
import type { Accounts } from '../voice/accounts/accounts.js'
import type { Admins } from '../voice/admins/admins.js'
import type { AuditLog } from '../voice/admins/audit-log.js'
import type { SecondFactors } from '../voice/admins/second-factor/second-factors.js'
import type { Channels } from '../voice/channels/channels.js'
import type { GridMoves } from '../voice/grids/grid-moves.js'
import type { Grids } from '../voice/grids/grids.js'
import type { Looks } from '../voice/grids/looks.js'
import type { HistoryRecord } from '../voice/history/history.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { Complaints } from '../voice/moderation/complaints.js'
import type { ModeratorActs } from '../voice/moderation/moderator-acts.js'
import type { Clock, Timers } from '../voice/ports.js'
import type { Parcels } from '../voice/presence/land/parcels.js'
import type { Names } from '../voice/presence/names.js'
import type { Presence } from '../voice/presence/presence.js'
import type { RegionKeys } from '../voice/region-keys/region-keys.js'
import type { VoiceReports } from '../voice/reports/voice-reports.js'
import type { Blocks } from '../voice/residents/blocks.js'
import type { Residents } from '../voice/residents/residents.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Sessions } from '../voice/sign-in/sessions.js'
import type { Usage } from '../voice/usage/usage.js'
import { describeRoutes } from './api-description.js'
import { createNoteAct } from './audit/acts.js'
import { auditRoutes } from './audit/audit-routes.js'
import { createChannelChanges } from './channels/channel-changes.js'
import { channelFileRoutes } from './channels/channel-file-routes.js'
import { channelRoutes } from './channels/channel-routes.js'
import { createFieldFaultHandler } from './field-faults.js'
import { gridFileRoutes } from './grids/grid-file-routes.js'
import { type GridsSource, gridRoutes, type LinesForGrid } from './grids/grid-routes.js'
import type { MediaSource } from './live/media-source.js'
import type { OtherNodes } from './live/other-nodes.js'
import { regionListRoute } from './live/region-list.js'
import { roomRoutes } from './live/room-routes.js'
import { lookRoutes } from './look/look-routes.js'
import type { OverviewSource } from './overview/overview.js'
import { overviewRoutes, type SetupSource } from './overview/overview-routes.js'
import { accountRoutes } from './people/account-routes.js'
import { createAccountViews } from './people/account-views.js'
import { createPersonViews } from './people/person-view.js'
import { residentRoutes } from './people/resident-routes.js'
import { type LinesForKey, regionKeyRoutes } from './region-keys/region-key-routes.js'
import { guardAccess } from './sign-in/access.js'
import { adminRoutes } from './sign-in/admin-routes.js'
import { createRefusedSignIns } from './sign-in/refused-sign-ins.js'
import { secondFactorRoutes } from './sign-in/second-factor-routes.js'
import { signInRoutes } from './sign-in/sign-in-routes.js'
import { usageRoutes } from './usage/usage-routes.js'

export interface AdminOptions {
  readonly admins: Admins
  readonly factors: SecondFactors
  readonly audit: AuditLog
  readonly channels: Channels
  readonly rooms: Rooms
  readonly moderatorActs: ModeratorActs
  readonly names: Names
  readonly residents: Residents
  readonly blocks: Blocks
  readonly complaints: Complaints
  readonly reports: VoiceReports
  readonly presence: Presence
  readonly parcels: Parcels
  readonly media: MediaSource
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly overview: OverviewSource
  readonly history: HistoryRecord
  readonly usage: Usage
  readonly setup: SetupSource
  readonly grids: Grids
  readonly uses: GridsSource['uses']
  readonly robustAnswers: GridsSource['robustAnswers']
  readonly linesForGrid: LinesForGrid
  readonly gridMoves: GridMoves
  readonly dataDir: string
  readonly looks: Looks
  readonly regionKeys: RegionKeys
  readonly linesForKey: LinesForKey
  /** What other nodes have, where there are any. */
  readonly others: OtherNodes | undefined
  readonly publicUrl: () => string
  readonly faults: FaultLog
  readonly clock: Clock
  readonly timers: Timers
}

/** Registered with the prefix `/admin/api`. */
export const admin: FastifyPluginAsync<AdminOptions> = async (app, options) => {
  const { admins, factors, audit, channels, rooms, reports, presence, accounts, sessions, overview, setup } =
    options
  const { media, moderatorActs, names, complaints, clock, timers } = options
  const sources = { rooms, presence, reports, media, residents: options.residents }
  const accountView = createAccountViews({ names, presence, rooms, clock, timers })
  const persons = createPersonViews({ ...options, sources, accountView })
  const note = createNoteAct(audit)
  const changes = createChannelChanges(channels)

  const description = describeRoutes(app)
  guardAccess(app, { ...options, stopwatch: timers })
  app.setErrorHandler(createFieldFaultHandler(options.faults))

  const onError = (error: unknown) => app.log.error({ err: error }, 'refused sign-ins were not written down')
  const refused = createRefusedSignIns({ audit, timers, onError })
  app.addHook('preClose', async () => refused.flush().catch(onError))
  await app.register(signInRoutes, { admins, audit, refused, note })
  await app.register(adminRoutes, { admins, factors, grids: options.grids, note })
  await app.register(secondFactorRoutes, { admins, factors, refused, note })
  await app.register(channelRoutes, { channels, rooms, changes, note })
  await app.register(channelFileRoutes, { channels, rooms, presence, reports, note })
  await app.register(roomRoutes, { sources, acts: moderatorActs, note, timers, others: options.others })
  await app.register(regionListRoute, { presence, parcels: options.parcels, overview, clock, timers })
  await app.register(accountRoutes, {
    accounts,
    names,
    viewOf: accountView,
    sessions,
    rooms,
    presence,
    media,
    note,
  })
  await app.register(residentRoutes, { names, complaints, persons, note })
  await app.register(overviewRoutes, {
    overview,
    history: options.history,
    setup,
    others: options.others,
    note,
  })
  await app.register(usageRoutes, { usage: options.usage })
  const { grids, uses, robustAnswers, linesForGrid, gridMoves, dataDir } = options
  const gridsSource = { grids, uses, robustAnswers, linesForGrid, note }
  await app.register(gridRoutes, gridsSource)
  await app.register(gridFileRoutes, { ...gridsSource, gridMoves, dataDir })
  await app.register(lookRoutes, { looks: options.looks, note })
  const { regionKeys, linesForKey } = options
  await app.register(regionKeyRoutes, { regionKeys, presence, linesForKey, note })
  await app.register(auditRoutes, { audit, channels, changes, acts: moderatorActs, note, clock })

  app.get('/openapi.json', { schema: { summary: 'This description' } }, description)
}
