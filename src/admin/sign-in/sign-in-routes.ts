/** Signing in to the console and out of it, the list of sessions and tokens, and the admins themselves. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { KeyView, Me, Nothing, OwnPasswordChange, SignIn } from '../../protocol/admin-api.js'
import { SecondFactorDue, SecondFactorProof } from '../../protocol/admin-second-factor.js'
import type { AdminKey } from '../../voice/admins/admin-ports.js'
import type { AdminIdentity, Admins, SignedIn } from '../../voice/admins/admins.js'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import type { NoteAct } from '../audit/acts.js'
import { FieldFaults } from '../field-faults.js'
import { identityOf, pageOf, requirePerson } from './access.js'
import { isLookedAfterBy } from './looked-after.js'
import type { RefusedSignIns } from './refused-sign-ins.js'
import { clearSessionCookie, setSessionCookie } from './session-cookie.js'

export interface SignInRoutesOptions {
  readonly admins: Admins
  readonly audit: AuditLog
  readonly refused: RefusedSignIns
  readonly note: NoteAct
}

const ById = Type.Object({ id: Type.String({ maxLength: 64 }) })

export const signInRoutes: FastifyPluginAsyncTypebox<SignInRoutesOptions> = async (app, options) => {
  const { admins, audit, refused, note } = options

  /** Notes why somebody was not let in. */
  function noteRefusal(actor: () => string, address: string): (error: unknown) => Promise<never> {
    return async (error) => {
      // A service too busy to check has refused nobody.
      if (error instanceof VoiceError && error.code !== 'too-busy') {
        await refused.note({ actor: actor(), address, reason: error.code })
      }
      throw error
    }
  }

  /** One's own; for an owner those of all admins they look after. */
  async function keysOf({ name, role, grid }: AdminIdentity): Promise<readonly AdminKey[]> {
    const keys = await admins.keys()
    if (role !== 'owner') return keys.filter((key) => key.adminName === name)
    const theirs = new Set((await admins.list()).filter(isLookedAfterBy(grid)).map((one) => one.name))
    return keys.filter((key) => theirs.has(key.adminName))
  }

  async function letIn(
    request: FastifyRequest,
    reply: FastifyReply,
    { secret, identity }: SignedIn,
    way: string,
  ) {
    const { name, grid } = identity
    const signedIn = { act: 'signed-in', subject: '', detail: { way } }
    await audit.note({ actor: name, address: request.ip, grid, ...signedIn })
    setSessionCookie(request, reply, secret)
    return meOf(identity)
  }

  app.post(
    '/session',
    {
      schema: {
        summary: 'Sign in',
        body: SignIn,
        response: { 200: Me, 202: SecondFactorDue },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body
      const address = request.ip
      const credentials = { name, password, address, label: browserOf(request), origin: pageOf(request) }
      const signedIn = await admins.signIn(credentials).catch(noteRefusal(() => name, address))
      if ('identity' in signedIn) return letIn(request, reply, signedIn, 'password')
      const { half, challenge } = signedIn
      const { ways, passkey } = challenge
      return reply.code(202).send({ half, ways: [...ways], passkey: passkey ?? null })
    },
  )

  app.post(
    '/session/second',
    {
      schema: {
        summary: 'Complete a sign-in with the second factor',
        body: SecondFactorProof,
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const { half, code, passkey } = request.body
      const proof = code !== undefined ? { code } : passkey && { passkey }
      if (!proof) throw new VoiceError('bad-request', 'Send a code or a passkey.')
      let actor = ''
      const address = request.ip
      const note = (name: string) => {
        actor = name
      }
      const completed = await admins
        .completeSignIn({ half, proof, address, note })
        .catch(noteRefusal(() => actor, address))
      return letIn(request, reply, completed, completed.way)
    },
  )

  app.get(
    '/session',
    {
      schema: { summary: 'Who is signed in', response: { 200: Me } },
    },
    async (request) => meOf(identityOf(request)),
  )

  app.post(
    '/session/end',
    {
      schema: { summary: 'Sign out of this browser', body: Nothing },
    },
    async (request, reply) => {
      await admins.revoke({ id: identityOf(request).key.id })
      clearSessionCookie(request, reply)
      return reply.code(204).send()
    },
  )

  app.post(
    '/session/end-all',
    { schema: { summary: 'Sign out everywhere', body: Nothing } },
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
      schema: {
        summary: 'Change your own password; ends your other sessions',
        body: OwnPasswordChange,
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const { name } = identityOf(request)
      const { currentPassword, password } = request.body
      const address = request.ip
      const { secret, identity } = await admins
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
      return meOf(identity)
    },
  )

  app.get(
    '/keys',
    {
      schema: {
        summary: 'Sessions and tokens: all for an owner, otherwise your own',
        response: { 200: Type.Array(KeyView) },
      },
    },
    async (request) => {
      const identity = identityOf(request)
      const { key: own } = identity
      const keys = await keysOf(identity)
      return keys.map(({ hash: _, ...key }) => ({ ...key, current: key.id === own.id }))
    },
  )

  app.post(
    '/keys/:id/revoke',
    { schema: { summary: 'End a session or a token', params: ById, body: Nothing } },
    async (request, reply) => {
      const identity = identityOf(request)
      const { id } = request.params
      // A program may end its own token.
      if (id !== identity.key.id) requirePerson(identity)
      const key = (await keysOf(identity)).find((one) => one.id === id)
      if (!key) throw new VoiceError('not-found', 'There is no such session or token.')
      await admins.revoke({ id })
      await note(request, { act: `${key.kind}-revoked`, subject: `${key.adminName}: ${key.label}` })
      return reply.code(204).send()
    },
  )
}

/** Describes a browser well enough to tell one's own browsers apart. */
function browserOf({ headers }: FastifyRequest): string {
  return (headers['user-agent'] ?? '').slice(0, 160)
}

function meOf({ name, grid, role, secondFactorMissing }: AdminIdentity) {
  return { name, grid, role, secondFactorMissing }
}
