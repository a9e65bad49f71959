/** The console's admins over HTTP: added, given a role, signed out and removed, and the tokens that owners make. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
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
import type { Admins } from '../../voice/admins/admins.js'
import type { SecondFactors } from '../../voice/admins/second-factor/second-factors.js'
import type { NoteAct } from '../audit/acts.js'
import { identityOf } from './access.js'

export interface AdminRoutesOptions {
  readonly admins: Admins
  readonly factors: SecondFactors
  readonly note: NoteAct
}

const ByName = Type.Object({ name: AdminName })

export const adminRoutes: FastifyPluginAsyncTypebox<AdminRoutesOptions> = async (app, options) => {
  const { admins, factors, note } = options

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
    async () => {
      const secured = await factors.names()
      return (await admins.list()).map((one) => ({ ...one, secondFactor: secured.has(one.name) }))
    },
  )

  app.post('/admins', { schema: { summary: 'Add an admin', body: NewAdmin } }, async (request, reply) => {
    const { name, role } = request.body
    await admins.add(request.body, request.ip)
    await note(request, { act: 'admin-added', subject: name, detail: { role } })
    return reply.code(204).send()
  })

  app.post(
    '/admins/:name/password',
    {
      schema: { summary: 'Set a password; ends that admin’s sessions', params: ByName, body: PasswordChange },
    },
    async (request, reply) => {
      await admins.setPassword(request.params.name, request.body.password, request.ip)
      await note(request, { act: 'admin-password-set', subject: request.params.name })
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
      const { name } = request.params
      const { role } = request.body
      const before = await admins.setRole(name, role)
      if (before !== role) {
        await note(request, { act: 'admin-role-changed', subject: name, detail: { before, after: role } })
      }
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/end-sessions',
    { schema: { summary: 'Sign an admin out everywhere', params: ByName, body: Nothing } },
    async (request, reply) => {
      const { name } = request.params
      const ended = await admins.revoke({ adminName: name, kind: 'session' })
      await note(request, { act: 'admin-sessions-ended', subject: name, detail: { ended } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/remove',
    {
      schema: { summary: 'Remove an admin with all sessions and tokens', params: ByName, body: Nothing },
    },
    async (request, reply) => {
      const { name } = request.params
      const role = (await admins.list()).find((one) => one.name === name)?.role
      await admins.remove(name)
      await note(request, { act: 'admin-removed', subject: name, detail: { role } })
      return reply.code(204).send()
    },
  )
}
