/** The people in rooms over HTTP: where they stand, who is heard, and moderation. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import {
  AgentAct,
  BanAct,
  BanView,
  FloorAct,
  KickAct,
  LiveRegion,
  MuteAct,
  MuteAllAct,
  RoomView,
} from '../../protocol/admin-api.js'
import { type ChannelRef, settingsOf } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { Avatar } from '../../voice/grids/grid.js'
import type { Clock, Stopwatch } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { VoiceReports } from '../../voice/reports/voice-reports.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import type { NoteAct } from '../audit/acts.js'
import { channelOf, gridOf } from '../request-grid.js'
import { identityOf } from '../sign-in/access.js'
import { liveRegion, roomViews } from './live-views.js'
import type { MediaSource } from './media-source.js'

export interface RoomRoutesOptions {
  readonly channels: Channels
  readonly rooms: Rooms
  readonly reports: VoiceReports
  readonly presence: Presence
  readonly media: MediaSource
  readonly note: NoteAct
  readonly clock: Clock
  readonly timers: Stopwatch
}

const ByChannel = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,9}$' }) })
const ByRegion = Type.Object({ regionId: Type.String({ pattern: '^[0-9a-f-]{1,36}$' }) })
const config = { access: 'moderator' } as const

/** An explanation, if it is not empty. */
function explained(explanation = ''): { explanation?: string } {
  const words = explanation.trim()
  return words === '' ? {} : { explanation: words }
}

export const roomRoutes: FastifyPluginAsyncTypebox<RoomRoutesOptions> = async (app, options) => {
  const { channels, rooms, reports, presence, media, note, clock, timers } = options
  const sources = { rooms, presence, reports, media }
  const nameOf = (avatar: Avatar) => presence.find(avatar)?.name ?? avatar.agentId

  /** What an act is about, in words for the audit log: the channel's title, and the avatar. @throws VoiceError `channel-not-found` */
  async function subjectOf(which: ChannelRef, agentId?: string): Promise<string> {
    const channel = await channels.get(which)
    const where = channel.description || channel.name
    return agentId === undefined ? where : `${nameOf({ grid: which.grid, agentId })} in ${where}`
  }

  app.get(
    '/rooms',
    { config, schema: { summary: 'Rooms with people in them', response: { 200: Type.Array(RoomView) } } },
    async (request) => roomViews(gridOf(request), sources),
  )

  app.get(
    '/regions/:regionId/live',
    { config, schema: { summary: 'A region as it is now', params: ByRegion, response: { 200: LiveRegion } } },
    async (request) => {
      const region = { grid: gridOf(request), regionId: request.params.regionId }
      const live = liveRegion(region, sources, timers.now())
      if (!live) throw new VoiceError('not-found', 'Nobody is known to be in that region.')
      return live
    },
  )

  app.post(
    '/rooms/:id/mute',
    {
      config,
      schema: { summary: 'Mute somebody for everybody, or unmute them', params: ByChannel, body: MuteAct },
    },
    async (request, reply) => {
      const { agentId, muted } = request.body
      const which = channelOf(request)
      const subject = await subjectOf(which, agentId)
      rooms.setMuted(which, agentId, muted)
      await note(request, { act: muted ? 'muted' : 'unmuted', subject, detail: { agentId } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/rooms/:id/mute-all',
    {
      config,
      schema: {
        summary: 'Mute everybody except moderators, or unmute everybody',
        params: ByChannel,
        body: MuteAllAct,
      },
    },
    async (request, reply) => {
      const which = channelOf(request)
      const subject = await subjectOf(which)
      rooms.setAllMuted(which, request.body.muted)
      await note(request, { act: request.body.muted ? 'all-muted' : 'all-unmuted', subject })
      return reply.code(204).send()
    },
  )

  app.post(
    '/rooms/:id/floor',
    {
      config,
      schema: { summary: 'Give somebody the floor, or take it away', params: ByChannel, body: FloorAct },
    },
    async (request, reply) => {
      const { agentId, given } = request.body
      const which = channelOf(request)
      const { mode } = settingsOf(await channels.get(which))
      if (given && (mode === 'open' || mode === 'lecture')) {
        throw new VoiceError(
          'bad-request',
          `A channel in mode "${mode}" knows no floor: make it a presentation.`,
        )
      }
      const subject = await subjectOf(which, agentId)
      rooms.setFloor(which, agentId, given)
      await note(request, { act: given ? 'floor-given' : 'floor-taken', subject, detail: { agentId } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/rooms/:id/kick',
    { config, schema: { summary: 'Take somebody out of the channel', params: ByChannel, body: KickAct } },
    async (request, reply) => {
      const { agentId, explanation } = request.body
      const which = channelOf(request)
      const subject = await subjectOf(which, agentId)
      if (!rooms.kick(which, agentId, explained(explanation)))
        throw new VoiceError('not-found', 'That avatar is not in this channel.')
      await note(request, { act: 'kicked', subject, detail: { agentId, ...explained(explanation) } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/rooms/:id/ban',
    {
      config,
      schema: { summary: 'Keep somebody out of the channel for a time', params: ByChannel, body: BanAct },
    },
    async (request, reply) => {
      const { agentId, minutes, explanation } = request.body
      const which = channelOf(request)
      const subject = await subjectOf(which, agentId)
      const until = clock() + minutes * 60_000
      const by = identityOf(request).name
      const { grid, id: channelId } = which
      rooms.ban({
        grid,
        channelId,
        agentId,
        name: nameOf({ grid, agentId }),
        until,
        by,
        ...explained(explanation),
      })
      const detail = { agentId, minutes, ...explained(explanation) }
      await note(request, { act: 'banned', subject, detail })
      return reply.code(204).send()
    },
  )

  app.post(
    '/rooms/:id/unban',
    { config, schema: { summary: 'Let somebody in again', params: ByChannel, body: AgentAct } },
    async (request, reply) => {
      const { agentId } = request.body
      const which = channelOf(request)
      const subject = await subjectOf(which, agentId)
      rooms.unban(which, agentId)
      await note(request, { act: 'unbanned', subject, detail: { agentId } })
      return reply.code(204).send()
    },
  )

  app.get(
    '/bans',
    { config, schema: { summary: 'The bans in force', response: { 200: Type.Array(BanView) } } },
    async (request) => [...rooms.bans(gridOf(request))],
  )
}
