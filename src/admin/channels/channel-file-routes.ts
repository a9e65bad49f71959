/** Channels that an admin adds, one for a place or many from a file, over HTTP. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import {
  ChannelFile,
  ChannelPerson,
  Import,
  ImportCheck,
  Imported,
  ImportPlan,
  NewChannel,
  PlaceView,
} from '../../protocol/admin/channel-file.js'
import { ChannelDetail } from '../../protocol/admin-channels.js'
import { titleOf } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { VoiceReports } from '../../voice/reports/voice-reports.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import type { NoteAct } from '../audit/acts.js'
import { speaksIn } from '../live/live-views.js'
import { channelOf, gridOf } from '../request-grid.js'
import { additionOf, createChannelImport } from './channel-import.js'
import { channelDetail } from './channel-views.js'
import { placesOf } from './places.js'

export interface ChannelFileRoutesOptions {
  readonly channels: Channels
  readonly rooms: Rooms
  readonly presence: Presence
  readonly reports: VoiceReports
  readonly note: NoteAct
}

const ById = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,9}$' }) })
/** Ten thousand channels with a few moderators each. */
const MAX_FILE_BYTES = 16 * 1024 * 1024
/** The audit log names this many. */
const MAX_NAMED = 100

export const channelFileRoutes: FastifyPluginAsyncTypebox<ChannelFileRoutesOptions> = async (
  app,
  options,
) => {
  const { channels, rooms, presence, reports, note } = options
  const imports = createChannelImport(channels)

  app.get(
    '/places',
    {
      schema: {
        summary: 'The regions and parcels that feeds tell of, with the channel that each has',
        response: { 200: Type.Array(PlaceView) },
      },
    },
    async (request) => {
      const grid = gridOf(request)
      return placesOf(grid, presence, await channels.search({ grid }))
    },
  )

  app.get(
    '/channels/:id/people',
    {
      schema: {
        summary: 'Who is in the room of a channel, and where',
        params: ById,
        response: { 200: Type.Array(ChannelPerson) },
      },
    },
    async (request) => {
      const { grid, id } = channelOf(request)
      const room = rooms.list().find(({ channel }) => channel.grid === grid && channel.id === id)
      if (room?.kind !== 'place') return []
      return room.agentIds().flatMap((agentId) => {
        const view = room.view(agentId)
        if (!view) return []
        const { name, position } = view
        return [{ agentId, name, position: [...position], speaking: speaksIn(room, agentId, reports) }]
      })
    },
  )

  app.post(
    '/channels',
    {
      schema: {
        summary: 'Add a channel for a parcel or region; a pinned one stays however long nobody uses it',
        body: NewChannel,
        response: { 200: ChannelDetail },
      },
    },
    async (request) => {
      const grid = gridOf(request)
      const addition = additionOf(grid, request.body)
      const { name, adminSettings, pinned } = addition
      if ((await channels.search({ grid, name })).length > 0) {
        throw new VoiceError('channel-exists', 'This place has a channel already.')
      }
      const [channel] = await channels.updateAll([], [addition])
      if (!channel) throw new VoiceError('internal', 'The channel was not stored.')
      const { id } = channel
      await note(request, {
        act: 'channel-added',
        subject: titleOf(channel),
        detail: { id, name, adminSettings, pinned },
      })
      return channelDetail(channel, 0)
    },
  )

  app.get(
    '/channels/export',
    {
      schema: {
        summary: 'What admins decided about the channels, as a file for the import',
        response: { 200: ChannelFile },
      },
    },
    async (request) => imports.file(gridOf(request)),
  )

  app.post(
    '/channels/import/check',
    {
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary: 'What a file of channels would change; nothing is changed',
        body: ImportCheck,
        response: { 200: ImportPlan },
      },
    },
    async (request) => imports.plan(gridOf(request), request.body.file.channels),
  )

  app.post(
    '/channels/import',
    {
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary: 'Do what the check of the file said: everything or nothing',
        body: Import,
        response: { 200: Imported },
      },
    },
    async (request) => {
      const { file, plan } = request.body
      const { records, added } = await imports.run(gridOf(request), file.channels, plan)
      if (records.length > 0) {
        const subject = `${records.length} channels`
        await note(request, { act: 'channel-changed', subject, detail: { changes: records, imported: true } })
      }
      if (added.length > 0) {
        const titles = added.slice(0, MAX_NAMED).map(titleOf)
        await note(request, {
          act: 'channel-added',
          subject: added.length === 1 ? (titles[0] ?? '') : `${added.length} channels`,
          detail: { added: titles, imported: true },
        })
      }
      return { added: added.length, changed: records.length }
    },
  )
}
