/** Signing in to the console and out of it, the list of sessions and tokens, and the admins themselves. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import {
  AdminName,
  AdminView,
  IssuedToken,
  KeyView,
  Me,
  NewAdmin,
  NewToken,
  Nothing,
  OwnPasswordChange,
  PasswordChange,
  SignIn,
} from '../../protocol/admin-api.js'
import type { Admins } from '../../voice/admins/admins.js'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import type { NoteAct } from '../audit/acts.js'
import { FieldFaults } from '../field-faults.js'
import { identityOf, requirePerson } from './access.js'
import type { RefusedSignIns } from './refused-sign-ins.js'
import { clearSessionCookie, setSessionCookie } from './session-cookie.js'

export interface SignInRoutesOptions {
  readonly admins: Admins
  readonly audit: AuditLog
  readonly refused: RefusedSignIns
  readonly note: NoteAct
}

const ById = Type.Object({ id: Type.String({ maxLength: 64 }) })
const ByName = Type.Object({ name: AdminName })
const anybody = { access: 'anybody' } as const
const moderator = { access: 'moderator' } as const
const owner = { access: 'owner' } as const
const moderatorInPerson = { ...moderator, personOnly: true } as const
const ownerInPerson = { ...owner, personOnly: true } as const

export const signInRoutes: FastifyPluginAsyncTypebox<SignInRoutesOptions> = async (app, options) => {
  const { admins, audit, refused, note } = options

  app.post(
    '/session',
    { config: anybody, schema: { summary: 'Sign in', body: SignIn, response: { 200: Me } } },
    async (request, reply) => {
      const { name, password } = request.body
      const address = request.ip
      const credentials = { name, password, address, label: browserOf(request) }
      const { secret, identity } = await admins.signIn(credentials).catch(async (error: unknown) => {
        // A service too busy to check has refused nobody.
        if (error instanceof VoiceError && error.code !== 'too-busy')
          await refused.note({ actor: name, address, reason: error.code })
        throw error
      })
      await audit.note({ actor: identity.name, address, act: 'signed-in', subject: '' })
      setSessionCookie(request, reply, secret)
      return { name: identity.name, role: identity.role }
    },
  )

  app.get(
    '/session',
    { config: moderator, schema: { summary: 'Who is signed in', response: { 200: Me } } },
    async (request) => {
      const { name, role } = identityOf(request)
      return { name, role }
    },
  )

  app.post(
    '/session/end',
    { config: moderator, schema: { summary: 'Sign out of this browser', body: Nothing } },
    async (request, reply) => {
      await admins.revoke({ id: identityOf(request).key.id })
      clearSessionCookie(request, reply)
      return reply.code(204).send()
    },
  )

  app.post(
    '/session/end-all',
    { config: moderatorInPerson, schema: { summary: 'Sign out everywhere', body: Nothing } },
    async (request, reply) => {
      const { name } = identityOf(request)
      await admins.revoke({ adminName: name, kind: 'session' })
      await note(request, { act: 'signed-out-everywhere', subject: name })
      clearSessionCookie(request, reply)
      return reply.code(204).send()
    },
  )

  app.post(
    '/session/password',
    {
      config: moderatorInPerson,
      schema: {
        summary: 'Change your own password; ends your other sessions',
        body: OwnPasswordChange,
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const { name, role } = identityOf(request)
      const { currentPassword, password } = request.body
      const address = request.ip
      const { secret } = await admins
        .changePassword({
          name,
          password: currentPassword,
          next: password,
          address,
          label: browserOf(request),
        })
        .catch(async (error: unknown) => {
          if (!(error instanceof VoiceError) || error.code !== 'wrong-credentials') throw error
          await refused.note({ actor: name, address, reason: 'own-password' })
          const message = 'This is not your password.'
          throw new FieldFaults([{ field: 'currentPassword', code: 'wrong-password', message }])
        })
      await note(request, { act: 'own-password-changed', subject: name })
      setSessionCookie(request, reply, secret)
      return { name, role }
    },
  )

  app.get(
    '/keys',
    {
      config: moderator,
      schema: {
        summary: 'Sessions and tokens: all for an owner, otherwise your own',
        response: { 200: Type.Array(KeyView) },
      },
    },
    async (request) => {
      const { name, role, key: own } = identityOf(request)
      const keys = (await admins.keys()).filter((key) => role === 'owner' || key.adminName === name)
      return keys.map(({ hash: _, ...key }) => ({ ...key, current: key.id === own.id }))
    },
  )

  app.post(
    '/keys/:id/revoke',
    { config: moderator, schema: { summary: 'End a session or a token', params: ById, body: Nothing } },
    async (request, reply) => {
      const identity = identityOf(request)
      const { name, role } = identity
      const { id } = request.params
      // A program may end its own token.
      if (id !== identity.key.id) requirePerson(identity)
      const key = (await admins.keys()).find((one) => one.id === id)
      if (!key || (role !== 'owner' && key.adminName !== name)) {
        throw new VoiceError('not-found', 'There is no such session or token.')
      }
      await admins.revoke({ id })
      await note(request, { act: `${key.kind}-revoked`, subject: `${key.adminName}: ${key.label}` })
      return reply.code(204).send()
    },
  )

  app.post(
    '/tokens',
    {
      config: ownerInPerson,
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
    { config: owner, schema: { summary: 'The admins', response: { 200: Type.Array(AdminView) } } },
    async () => [...(await admins.list())],
  )

  app.post(
    '/admins',
    { config: ownerInPerson, schema: { summary: 'Add an admin', body: NewAdmin } },
    async (request, reply) => {
      const { name, role } = request.body
      await admins.add(request.body, request.ip)
      await note(request, { act: 'admin-added', subject: name, detail: { role } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/password',
    {
      config: ownerInPerson,
      schema: { summary: 'Set a password; ends that admin’s sessions', params: ByName, body: PasswordChange },
    },
    async (request, reply) => {
      await admins.setPassword(request.params.name, request.body.password, request.ip)
      await note(request, { act: 'admin-password-set', subject: request.params.name })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/remove',
    {
      config: ownerInPerson,
      schema: { summary: 'Remove an admin with all sessions and tokens', params: ByName, body: Nothing },
    },
    async (request, reply) => {
      await admins.remove(request.params.name)
      await note(request, { act: 'admin-removed', subject: request.params.name })
      return reply.code(204).send()
    },
  )
}

/** Describes a browser well enough to tell one's own browsers apart. */
function browserOf({ headers }: FastifyRequest): string {
  return (headers['user-agent'] ?? '').slice(0, 160)
}
