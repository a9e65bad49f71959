/** The console's admins over HTTP: added, given a role, signed out and removed, and the tokens that owners make. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import {
  AdminName,
  AdminView,
  IssuedToken,
  NewAdmin,
  NewToken,
  Nothing,
  PasswordChange,
  RoleChange,
} from '../../protocol/admin-api.js'
import type { AdminIdentity, Admins } from '../../voice/admins/admins.js'
import type { SecondFactors } from '../../voice/admins/second-factor/second-factors.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { Grids } from '../../voice/grids/grids.js'
import type { NoteAct } from '../audit/acts.js'
import { identityOf } from './access.js'
import { isLookedAfterBy, requireLookedAfter } from './looked-after.js'

export interface AdminRoutesOptions {
  readonly admins: Admins
  readonly factors: SecondFactors
  readonly grids: Pick<Grids, 'find'>
  readonly note: NoteAct
}

const ByName = Type.Object({ name: AdminName })

export const adminRoutes: FastifyPluginAsyncTypebox<AdminRoutesOptions> = async (app, options) => {
  const { admins, factors, grids, note } = options
  const lookedAfter = (request: FastifyRequest<{ Params: { name: string } }>) =>
    requireLookedAfter(admins, identityOf(request), request.params.name)

  /** @throws VoiceError `not-found` for a grid that is not served, and for one that is not theirs */
  function gridOfNew({ grid: own }: AdminIdentity, wanted: GridId | null = own): GridId | null {
    if (wanted === null ? own === null : grids.find(wanted) && isLookedAfterBy(own)({ grid: wanted }))
      return wanted
    throw new VoiceError('not-found', 'There is no such grid, or it is not yours.')
  }

  app.post(
    '/tokens',
    {
      schema: {
        summary: 'Make a token for programs; it is told only this once',
        body: NewToken,
        response: { 200: IssuedToken },
      },
    },
    async (request) => {
      const { id, secret } = await admins.issueToken(identityOf(request), request.body)
      await note(request, {
        act: 'token-made',
        subject: request.body.label,
        detail: { role: request.body.role },
      })
      return { id, token: secret }
    },
  )

  app.get(
    '/admins',
    { schema: { summary: 'The admins', response: { 200: Type.Array(AdminView) } } },
    async (request) => {
      const secured = await factors.names()
      const theirs = (await admins.list()).filter(isLookedAfterBy(identityOf(request).grid))
      return theirs.map((one) => ({ ...one, secondFactor: secured.has(one.name) }))
    },
  )

  app.post('/admins', { schema: { summary: 'Add an admin', body: NewAdmin } }, async (request, reply) => {
    const { name, role } = request.body
    const grid = gridOfNew(identityOf(request), request.body.grid)
    await admins.add({ ...request.body, grid }, request.ip)
    await note(request, { act: 'admin-added', subject: name, grid, detail: { role } })
    return reply.code(204).send()
  })

  app.post(
    '/admins/:name/password',
    {
      schema: { summary: 'Set a password; ends that admin’s sessions', params: ByName, body: PasswordChange },
    },
    async (request, reply) => {
      const { name, grid } = await lookedAfter(request)
      await admins.setPassword(name, request.body.password, request.ip)
      await note(request, { act: 'admin-password-set', subject: name, grid })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/role',
    {
      schema: {
        summary: 'Change what an admin may do, at once; somebody must stay an owner',
        params: ByName,
        body: RoleChange,
      },
    },
    async (request, reply) => {
      const { name, grid } = await lookedAfter(request)
      const { role } = request.body
      const before = await admins.setRole(name, role)
      if (before !== role) {
        const detail = { before, after: role }
        await note(request, { act: 'admin-role-changed', subject: name, grid, detail })
      }
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/end-sessions',
    { schema: { summary: 'Sign an admin out everywhere', params: ByName, body: Nothing } },
    async (request, reply) => {
      const { name, grid } = await lookedAfter(request)
      const ended = await admins.revoke({ adminName: name, kind: 'session' })
      await note(request, { act: 'admin-sessions-ended', subject: name, grid, detail: { ended } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/remove',
    {
      schema: { summary: 'Remove an admin with all sessions and tokens', params: ByName, body: Nothing },
    },
    async (request, reply) => {
      const { name, grid, role } = await lookedAfter(request)
      await admins.remove(name)
      await note(request, { act: 'admin-removed', subject: name, grid, detail: { role } })
      return reply.code(204).send()
    },
  )
}
