/** `/admin/api`: the console's HTTP API, guarded as a whole, described by its own schemas. */

import fastifySwagger from '@fastify/swagger'
import type { FastifyPluginAsync } from 'fastify'
import type { Accounts } from '../voice/accounts/accounts.js'
import type { Admins } from '../voice/admins/admins.js'
import type { AuditLog } from '../voice/admins/audit-log.js'
import type { Channels } from '../voice/channels/channels.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { Clock, Timers } from '../voice/ports.js'
import type { Presence } from '../voice/presence/presence.js'
import type { VoiceReports } from '../voice/reports/voice-reports.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Sessions } from '../voice/sign-in/sessions.js'
import { accountRoutes } from './account-routes.js'
import { createNoteAct } from './audit/acts.js'
import { auditRoutes } from './audit/audit-routes.js'
import { createChannelChanges } from './channels/channel-changes.js'
import { channelRoutes } from './channels/channel-routes.js'
import { createFieldFaultHandler } from './field-faults.js'
import type { MediaSource } from './live/media-source.js'
import { roomRoutes } from './live/room-routes.js'
import type { OverviewSource } from './overview/overview.js'
import { overviewRoutes, type SetupSource } from './overview/overview-routes.js'
import { guardAccess } from './sign-in/access.js'
import { createRefusedSignIns } from './sign-in/refused-sign-ins.js'
import { signInRoutes } from './sign-in/sign-in-routes.js'

export interface AdminOptions {
  readonly admins: Admins
  readonly audit: AuditLog
  readonly channels: Channels
  readonly rooms: Rooms
  readonly reports: VoiceReports
  readonly presence: Presence
  readonly media: MediaSource
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly overview: OverviewSource
  readonly setup: SetupSource
  readonly publicUrl: () => string
  readonly faults: FaultLog
  readonly clock: Clock
  readonly timers: Timers
}

/** Registered with the prefix `/admin/api`. */
export const admin: FastifyPluginAsync<AdminOptions> = async (app, options) => {
  const { admins, audit, channels, rooms, reports, presence, accounts, sessions, overview, setup } = options
  const { media, clock, timers } = options
  const note = createNoteAct(audit)
  const changes = createChannelChanges(channels)

  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Console of the voice service', version: '1' },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token made in the console.' },
        },
      },
      security: [{ token: [] }],
    },
  })
  guardAccess(app, { ...options, stopwatch: timers })
  app.setErrorHandler(createFieldFaultHandler(options.faults))

  const onError = (error: unknown) => app.log.error({ err: error }, 'refused sign-ins were not written down')
  const refused = createRefusedSignIns({ audit, timers, onError })
  app.addHook('preClose', async () => refused.flush().catch(onError))
  await app.register(signInRoutes, { admins, audit, refused, note })
  await app.register(channelRoutes, { channels, rooms, changes, note })
  await app.register(roomRoutes, { channels, rooms, reports, presence, media, note, clock, timers })
  await app.register(accountRoutes, { accounts, sessions, rooms, presence, media, note, clock, timers })
  await app.register(overviewRoutes, { overview, setup, note })
  await app.register(auditRoutes, { audit, changes, note })

  app.get(
    '/openapi.json',
    { config: { access: 'moderator' }, schema: { summary: 'This description' } },
    async () => app.swagger(),
  )
}
