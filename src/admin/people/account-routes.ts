/** Residents over HTTP: found, shut out, and signed out. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AccountView, Nothing } from '../../protocol/admin-api.js'
import { AgentId } from '../../protocol/shared-schemas.js'
import type { Account } from '../../voice/accounts/account.js'
import { accountNameOf } from '../../voice/accounts/account-name.js'
import type { Accounts } from '../../voice/accounts/accounts.js'
import type { Avatar } from '../../voice/grids/grid.js'
import type { Names } from '../../voice/presence/names.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import type { Sessions } from '../../voice/sign-in/sessions.js'
import { createSignOut } from '../../voice/sign-in/sign-out.js'
import type { NoteAct } from '../audit/acts.js'
import type { MediaSource } from '../live/media-source.js'
import { gridOf } from '../request-grid.js'

export interface AccountRoutesOptions {
  readonly accounts: Accounts
  readonly names: Pick<Names, 'of' | 'search'>
  readonly viewOf: (subject: Avatar, account: Account | undefined) => AccountView
  readonly sessions: Sessions
  readonly rooms: Rooms
  readonly presence: Presence
  readonly media: Pick<MediaSource, 'endViewersOf'>
  readonly note: NoteAct
}

const LIMIT = 100
const ById = Type.Object({ agentId: AgentId })
const Search = Type.Object(
  { search: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)
const DisabledAct = Type.Object(
  { disabled: Type.Boolean(), explanation: Type.Optional(Type.String({ maxLength: 300 })) },
  { additionalProperties: false },
)

export const accountRoutes: FastifyPluginAsyncTypebox<AccountRoutesOptions> = async (app, options) => {
  const { accounts, names, viewOf, presence, media, note } = options
  const signOut = createSignOut({ ...options, endViewersOf: media.endViewersOf })

  app.get(
    '/accounts',
    {
      schema: { summary: 'Find a resident', querystring: Search, response: { 200: Type.Array(AccountView) } },
    },
    async (request) => {
      const grid = gridOf(request)
      const text = (request.query.search ?? '').trim().toLowerCase()
      const inWorld = presence.list(grid).filter(({ name, agentId, npc }) => {
        return !npc && (name.toLowerCase().includes(text) || agentId.includes(text))
      })
      const stored = await accounts.search(grid, text, LIMIT)
      const known = text === '' ? [] : names.search(grid, text, LIMIT)
      const named = known.filter((avatar) => !presence.find(avatar)?.npc)
      const ids = new Set([
        ...inWorld.map(({ agentId }) => agentId),
        ...named.map(({ agentId }) => agentId),
        ...stored.flatMap(({ agentId }) => agentId ?? []),
      ])
      return Promise.all(
        [...ids].slice(0, LIMIT).map(async (agentId) => {
          const account = stored.find((one) => one.agentId === agentId)
          return viewOf({ grid, agentId }, account ?? (await accounts.find(grid, accountNameOf(agentId))))
        }),
      )
    },
  )

  app.post(
    '/accounts/:agentId/disabled',
    {
      schema: {
        summary: 'Shut a resident out of voice, or let them in again',
        params: ById,
        body: DisabledAct,
      },
    },
    async (request, reply) => {
      const { agentId } = request.params
      const { disabled, explanation = '' } = request.body
      const avatar = { grid: gridOf(request), agentId }
      const before = (await accounts.find(avatar.grid, accountNameOf(agentId)))?.disabled ?? false
      await accounts.setDisabledFor(avatar, disabled)
      if (disabled) await signOut(avatar)
      const act = disabled ? 'account-disabled' : 'account-enabled'
      const why = explanation.trim() === '' ? {} : { explanation: explanation.trim() }
      const detail = { agentId, ...why, before: { disabled: before }, after: { disabled } }
      await note(request, { act, subject: names.of(avatar), detail })
      return reply.code(204).send()
    },
  )

  app.post(
    '/accounts/:agentId/end-sessions',
    {
      schema: { summary: 'Sign a resident out everywhere', params: ById, body: Nothing },
    },
    async (request, reply) => {
      const { agentId } = request.params
      const avatar = { grid: gridOf(request), agentId }
      await signOut(avatar)
      await note(request, { act: 'sessions-ended', subject: names.of(avatar), detail: { agentId } })
      return reply.code(204).send()
    },
  )
}
