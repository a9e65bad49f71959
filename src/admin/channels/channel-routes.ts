/** The console's channels over HTTP: found, changed one by one or many at once. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Nothing } from '../../protocol/admin-api.js'
import {
  ChannelChange,
  ChannelDetail,
  ChannelList,
  ChannelQuery,
  ChannelsChange,
} from '../../protocol/admin-channels.js'
import type { Channel } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import { placeKey } from '../../voice/rooms/room-key.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import type { NoteAct } from '../audit/acts.js'
import { channelOf, gridOf } from '../request-grid.js'
import type { ChannelChanges } from './channel-changes.js'
import { channelDetail, channelRow, pageOf } from './channel-views.js'

export interface ChannelRoutesOptions {
  readonly channels: Channels
  readonly rooms: Rooms
  readonly changes: ChannelChanges
  readonly note: NoteAct
}

const ById = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,9}$' }) })
const MAX_CHANGE_BYTES = 256 * 1024

export const channelRoutes: FastifyPluginAsyncTypebox<ChannelRoutesOptions> = async (app, options) => {
  const { channels, rooms, changes, note } = options
  const peopleIn = () => new Map(rooms.list().map(({ channel, size }) => [channel.id, size]))
  const detailOf = (channel: Channel) => channelDetail(channel, rooms.find(placeKey(channel))?.size ?? 0)

  app.get(
    '/channels',
    {
      schema: { summary: 'Find channels', querystring: ChannelQuery, response: { 200: ChannelList } },
    },
    async (request) => {
      const people = peopleIn()
      const rows = (await channels.search({ grid: gridOf(request) })).map((channel) =>
        channelRow(channel, people.get(channel.id) ?? 0),
      )
      return pageOf(rows, request.query)
    },
  )

  app.get(
    '/channels/:id',
    {
      schema: { summary: 'One channel', params: ById, response: { 200: ChannelDetail } },
    },
    async (request) => detailOf(await channels.get(channelOf(request))),
  )

  app.patch(
    '/channels/:id',
    {
      schema: {
        summary: 'Change a channel; the change is audible at once',
        params: ById,
        body: ChannelChange,
        response: { 200: ChannelDetail },
      },
    },
    async (request) => {
      const { version, ...change } = request.body
      const { channel, record } = await changes.change(channelOf(request), version, change)
      const subject = channel.description || channel.name
      await note(request, { act: 'channel-changed', subject, detail: { changes: [record] } })
      return detailOf(channel)
    },
  )

  app.post(
    '/channels/:id/delete',
    {
      schema: {
        summary:
          'Delete a channel, or a folder with everything in it; people in it move to the room of their place',
        params: ById,
        body: Nothing,
        response: { 200: Type.Object({ deleted: Type.Integer() }) },
      },
    },
    async (request) => {
      const channel = await channels.get(channelOf(request))
      await channels.delete({ ...channel, byAdmin: true })
      const { id, name, description, adminSettings, pinned } = channel
      const detail = { id, name, adminSettings, pinned }
      await note(request, { act: 'channel-deleted', subject: description || name, detail })
      return { deleted: id }
    },
  )

  app.post(
    '/channels/change',
    {
      bodyLimit: MAX_CHANGE_BYTES,
      schema: {
        summary: 'Change many channels alike: all of them or none',
        body: ChannelsChange,
        response: { 200: Type.Object({ changed: Type.Integer() }) },
      },
    },
    async (request) => {
      const { ids, ...change } = request.body
      const records = await changes.changeAll(gridOf(request), ids, change)
      const subject = `${records.length} channels`
      await note(request, { act: 'channel-changed', subject, detail: { changes: records } })
      return { changed: records.length }
    },
  )
}
