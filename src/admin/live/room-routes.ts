/** The people in rooms over HTTP: where they stand, who is heard, and moderation. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { LiveRegion, Nothing, RoomView } from '../../protocol/admin-api.js'
import {
  AgentAct,
  BanAct,
  BanView,
  FloorAct,
  KickAct,
  LockAct,
  MuteAct,
  MuteAllAct,
  RoomActs,
  RoomActsDone,
} from '../../protocol/admin-people.js'
import type { ModeratorAct, ModeratorActs } from '../../voice/moderation/moderator-acts.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { NoteAct } from '../audit/acts.js'
import { channelOf, gridOf } from '../request-grid.js'
import { identityOf } from '../sign-in/access.js'
import { type LiveSources, liveRegion, roomViews } from './live-views.js'
import type { OtherNodes } from './other-nodes.js'

export interface RoomRoutesOptions {
  readonly sources: LiveSources
  readonly acts: ModeratorActs
  readonly note: NoteAct
  readonly timers: Stopwatch
  /** What other nodes have, where there are any. */
  readonly others: OtherNodes | undefined
}

const ByChannel = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,9}$' }) })
const ByRegion = Type.Object({ regionId: Type.String({ pattern: '^[0-9a-f-]{1,36}$' }) })

export const roomRoutes: FastifyPluginAsyncTypebox<RoomRoutesOptions> = async (app, options) => {
  const { sources, acts, note, timers, others } = options
  const { rooms } = sources

  app.get(
    '/rooms',
    { schema: { summary: 'Rooms with people in them', response: { 200: Type.Array(RoomView) } } },
    async (request) => [
      ...roomViews(gridOf(request), sources),
      ...((await others?.rooms(gridOf(request))) ?? []),
    ],
  )

  app.get(
    '/regions/:regionId/live',
    { schema: { summary: 'A region as it is now', params: ByRegion, response: { 200: LiveRegion } } },
    async (request) => {
      const region = { grid: gridOf(request), regionId: request.params.regionId }
      const live = (await others?.liveRegion(region)) ?? liveRegion(region, sources, timers.now())
      if (!live) throw new VoiceError('not-found', 'Nobody is known to be in that region.')
      return live
    },
  )

  /** A moderator's act on the people in a channel. */
  function act<Body extends TSchema>(
    path: string,
    summary: string,
    body: Body,
    actOf: (body: Static<Body>) => ModeratorAct,
  ): void {
    app.post(
      `/rooms/:id/${path}`,
      { schema: { summary, params: ByChannel, body } },
      async (request, reply) => {
        const which = channelOf(request as FastifyRequest<{ Params: { id: string } }>)
        const done = await acts.perform(which, actOf(request.body as Static<Body>), identityOf(request).name)
        await note(request, done)
        return reply.code(204).send()
      },
    )
  }

  act('mute', 'Mute somebody for everybody, or unmute them', MuteAct, ({ agentId, muted }) => ({
    act: muted ? 'mute' : 'unmute',
    agentId,
  }))
  act('mute-all', 'Mute everybody except moderators, or unmute everybody', MuteAllAct, ({ muted }) => ({
    act: muted ? 'mute-all' : 'unmute-all',
  }))
  act('floor', 'Give somebody the floor, or take it away', FloorAct, ({ agentId, given }) => ({
    act: given ? 'give-floor' : 'take-floor',
    agentId,
  }))
  act('lower-hand', "Lower somebody's hand", AgentAct, ({ agentId }) => ({ act: 'lower-hand', agentId }))
  act(
    'lock',
    'Let nobody in but who was inside and moderators, or let everybody in',
    LockAct,
    ({ locked }) => ({
      act: locked ? 'lock' : 'unlock',
    }),
  )
  act('end-lecture', 'Let everybody speak; floors and hands are over', Nothing, () => ({
    act: 'end-lecture',
  }))
  act('kick', 'Take somebody out of the channel', KickAct, (body) => ({ act: 'kick', ...body }))
  act('ban', 'Keep somebody out of the channel for a time', BanAct, (body) => ({ act: 'ban', ...body }))
  act('unban', 'Let somebody in again', AgentAct, ({ agentId }) => ({ act: 'unban', agentId }))

  app.post(
    '/rooms/:id/acts',
    {
      schema: {
        summary: 'Act on several people at once, or on the whole room; most acts can be taken back',
        params: ByChannel,
        body: RoomActs,
        response: { 200: RoomActsDone },
      },
    },
    async (request) => {
      const done = await acts.perform(channelOf(request), actIn(request.body), identityOf(request).name)
      const id = await note(request, done)
      const { agentIds } = request.body
      return {
        people: agentIds ? (listIn(done.detail, 'names')?.length ?? 0) : 0,
        undo: id !== undefined && listIn(done.detail, 'decisions')?.length ? id : null,
      }
    },
  )

  app.get(
    '/bans',
    { schema: { summary: 'The bans in force', response: { 200: Type.Array(BanView) } } },
    async (request) => [...rooms.bans(gridOf(request))],
  )
}

const listIn = (detail: Readonly<Record<string, unknown>>, name: string): readonly unknown[] | undefined =>
  Array.isArray(detail[name]) ? detail[name] : undefined

/** @throws VoiceError `bad-request` for an act on people without people, and a ban without a time */
function actIn({ act, agentIds, minutes, explanation }: RoomActs): ModeratorAct {
  const why = explanation === undefined ? {} : { explanation }
  switch (act) {
    case 'mute-all':
    case 'unmute-all':
    case 'lock':
    case 'unlock':
      return { act }
  }
  if (!agentIds) throw new VoiceError('bad-request', 'Say on whom.')
  switch (act) {
    case 'mute':
    case 'mute-writing':
      return { act, agentIds, ...(minutes !== undefined && { minutes }), ...why }
    case 'ban':
      if (minutes === undefined) throw new VoiceError('bad-request', 'Say for how long.')
      return { act, agentIds, minutes, ...why }
    case 'kick':
      return { act, agentIds, ...why }
    default:
      return { act, agentIds }
  }
}
