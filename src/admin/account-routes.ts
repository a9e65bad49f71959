/** Residents over HTTP: found, shut out, and signed out. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AccountView, Nothing } from '../protocol/admin-api.js'
import { AgentId } from '../protocol/shared-schemas.js'
import type { Account } from '../voice/accounts/account.js'
import { accountNameOf } from '../voice/accounts/account-name.js'
import type { Accounts } from '../voice/accounts/accounts.js'
import type { Avatar, GridId } from '../voice/grids/grid.js'
import type { Clock, Stopwatch } from '../voice/ports.js'
import type { Presence } from '../voice/presence/presence.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Sessions } from '../voice/sign-in/sessions.js'
import type { NoteAct } from './audit/acts.js'
import type { MediaSource } from './live/media-source.js'
import { gridOf } from './request-grid.js'

export interface AccountRoutesOptions {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly rooms: Rooms
  readonly presence: Presence
  readonly media: Pick<MediaSource, 'endViewersOf'>
  readonly note: NoteAct
  readonly clock: Clock
  readonly timers: Stopwatch
}

const LIMIT = 100
const ById = Type.Object({ agentId: AgentId })
const Search = Type.Object(
  { search: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)
const DisabledAct = Type.Object({ disabled: Type.Boolean() }, { additionalProperties: false })

export const accountRoutes: FastifyPluginAsyncTypebox<AccountRoutesOptions> = async (app, options) => {
  const { accounts, sessions, rooms, presence, media, note, clock, timers } = options
  const roomsOf = (grid: GridId) => rooms.list().filter(({ channel }) => channel.grid === grid)
  const nameOf = (subject: Avatar) => presence.find(subject)?.name ?? subject.agentId

  function viewOf(subject: Avatar, account: Account | undefined) {
    const { grid, agentId } = subject
    const avatar = presence.find(subject)
    const seenAt = avatar ? clock() - (timers.now() - avatar.seenAt) : 0
    return {
      agentId,
      name: avatar?.name ?? '',
      accountName: account?.name ?? null,
      disabled: account?.disabled ?? false,
      createdAt: account?.createdAt ?? null,
      lastSeenAt: Math.max(seenAt, account?.lastSeenAt ?? 0) || null,
      region: avatar?.regionName ?? null,
      inVoice: roomsOf(grid).some((room) => room.has(agentId)),
    }
  }

  async function endSessions({ grid, agentId }: Avatar): Promise<void> {
    await sessions.revokeAllOf({ grid, agentId })
    for (const { channel } of roomsOf(grid)) rooms.kick(channel, agentId)
    media.endViewersOf({ grid, agentId })
  }

  app.get(
    '/accounts',
    {
      config: { access: 'moderator' },
      schema: { summary: 'Find a resident', querystring: Search, response: { 200: Type.Array(AccountView) } },
    },
    async (request) => {
      const grid = gridOf(request)
      const text = (request.query.search ?? '').trim().toLowerCase()
      const inWorld = presence.list(grid).filter(({ name, agentId, npc }) => {
        return !npc && (name.toLowerCase().includes(text) || agentId.includes(text))
      })
      const stored = await accounts.search(grid, text, LIMIT)
      const ids = new Set([
        ...inWorld.map(({ agentId }) => agentId),
        ...stored.flatMap(({ agentId }) => agentId ?? []),
      ])
      return Promise.all(
        [...ids].slice(0, LIMIT).map(async (agentId) => {
          const known = stored.find((account) => account.agentId === agentId)
          return viewOf({ grid, agentId }, known ?? (await accounts.find(grid, accountNameOf(agentId))))
        }),
      )
    },
  )

  app.post(
    '/accounts/:agentId/disabled',
    {
      config: { access: 'owner' },
      schema: {
        summary: 'Shut a resident out of voice, or let them in again',
        params: ById,
        body: DisabledAct,
      },
    },
    async (request, reply) => {
      const { agentId } = request.params
      const { disabled } = request.body
      const avatar = { grid: gridOf(request), agentId }
      await accounts.setDisabledFor(avatar, disabled)
      if (disabled) await endSessions(avatar)
      const act = disabled ? 'account-disabled' : 'account-enabled'
      await note(request, { act, subject: nameOf(avatar), detail: { agentId } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/accounts/:agentId/end-sessions',
    {
      config: { access: 'owner' },
      schema: { summary: 'Sign a resident out everywhere', params: ById, body: Nothing },
    },
    async (request, reply) => {
      const { agentId } = request.params
      const avatar = { grid: gridOf(request), agentId }
      await endSessions(avatar)
      await note(request, { act: 'sessions-ended', subject: nameOf(avatar), detail: { agentId } })
      return reply.code(204).send()
    },
  )
}
