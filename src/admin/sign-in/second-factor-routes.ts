/** An admin's own second factors, and what an owner decides about those of others. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { AdminName, Nothing } from '../../protocol/admin-api.js'
import {
  OwnFactors,
  PasskeyBegun,
  PasskeyMade,
  RecoveryCodes,
  SecondFactorRule,
  TotpBegun,
  TotpMade,
  WithPassword,
} from '../../protocol/admin-second-factor.js'
import type { Admins } from '../../voice/admins/admins.js'
import type { SecondFactors } from '../../voice/admins/second-factor/second-factors.js'
import type { NoteAct } from '../audit/acts.js'
import { FieldFaults } from '../field-faults.js'
import { identityOf, pageOf } from './access.js'
import { requireLookedAfter } from './looked-after.js'
import type { RefusedSignIns } from './refused-sign-ins.js'

export interface SecondFactorRoutesOptions {
  readonly admins: Admins
  readonly factors: SecondFactors
  readonly refused: RefusedSignIns
  readonly note: NoteAct
}

const ById = Type.Object({ id: Type.String({ maxLength: 1400 }) })
const ByName = Type.Object({ name: AdminName })

export const secondFactorRoutes: FastifyPluginAsyncTypebox<SecondFactorRoutesOptions> = async (
  app,
  { admins, factors, refused, note },
) => {
  const ownerOf = (request: FastifyRequest) => {
    const { name, key } = identityOf(request)
    return { adminName: name, keyId: key.id }
  }

  async function requirePassword(request: FastifyRequest, password: string): Promise<void> {
    const { name } = identityOf(request)
    const address = request.ip
    await admins.checkPassword({ name, password, address }).catch(async (error: unknown) => {
      if (!(error instanceof VoiceError) || error.code !== 'wrong-credentials') throw error
      await refused.note({ actor: name, address, reason: 'own-password' })
      const message = 'This is not your password.'
      throw new FieldFaults([{ field: 'currentPassword', code: 'wrong-password', message }])
    })
  }

  /** A wrong code is no end of the session, as a 401 would be. */
  function asField(field: string): (error: unknown) => never {
    return (error) => {
      if (!(error instanceof VoiceError) || !['code-wrong', 'code-expired'].includes(error.code)) throw error
      throw new FieldFaults([{ field, code: error.code, message: error.message }])
    }
  }

  /** Sessions from before the first second factor were opened without one. */
  async function added(request: FastifyRequest, kind: string, recoveryCodes: readonly string[]) {
    if (recoveryCodes.length > 0) await admins.endOtherSessions(identityOf(request))
    await note(request, { act: 'second-factor-added', subject: identityOf(request).name, detail: { kind } })
    return { recoveryCodes: [...recoveryCodes] }
  }

  app.get(
    '/session/second-factor',
    { schema: { summary: 'Your own second factors', response: { 200: OwnFactors } } },
    async (request) => {
      const all = await factors.list(identityOf(request).name)
      const isOther = ({ kind }: { kind: string }) => kind !== 'recovery'
      return {
        required: await factors.isRequired(),
        factors: all.filter(isOther).map(({ id, kind, label, createdAt, lastUsedAt }) => {
          return { id, kind, label, createdAt, lastUsedAt }
        }),
        recoveryCodesLeft: all.length - all.filter(isOther).length,
      }
    },
  )

  app.post(
    '/session/second-factor/totp',
    {
      schema: {
        summary: 'Begin with an authenticator app',
        body: WithPassword,
        response: { 200: TotpBegun },
      },
    },
    async (request) => {
      await requirePassword(request, request.body.currentPassword)
      return factors.beginTotp(ownerOf(request), `Voice console (${new URL(pageOf(request)).hostname})`)
    },
  )

  app.post(
    '/session/second-factor/totp/confirm',
    {
      schema: { summary: 'Its first code', body: TotpMade, response: { 200: RecoveryCodes } },
    },
    async (request) => {
      const codes = await factors.confirmTotp(ownerOf(request), request.body).catch(asField('code'))
      return added(request, 'totp', codes)
    },
  )

  app.post(
    '/session/second-factor/passkey',
    {
      schema: { summary: 'Begin with a passkey', body: WithPassword, response: { 200: PasskeyBegun } },
    },
    async (request) => {
      await requirePassword(request, request.body.currentPassword)
      return factors.beginPasskey(ownerOf(request), pageOf(request))
    },
  )

  app.post(
    '/session/second-factor/passkey/confirm',
    {
      schema: {
        summary: 'The passkey that was made',
        body: PasskeyMade,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const { passkey, label } = request.body
      const made = { response: passkey, label }
      const codes = await factors.confirmPasskey(ownerOf(request), made).catch(asField('passkey'))
      return added(request, 'passkey', codes)
    },
  )

  app.post(
    '/session/second-factor/recovery-codes',
    {
      schema: {
        summary: 'New recovery codes; the earlier ones end',
        body: WithPassword,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const { name } = identityOf(request)
      await requirePassword(request, request.body.currentPassword)
      const recoveryCodes = [...(await factors.renewRecoveryCodes(name))]
      await note(request, { act: 'recovery-codes-made', subject: name })
      return { recoveryCodes }
    },
  )

  app.post(
    '/session/second-factor/:id/remove',
    { schema: { summary: 'Remove one', params: ById, body: WithPassword } },
    async (request, reply) => {
      const { name } = identityOf(request)
      await requirePassword(request, request.body.currentPassword)
      const { kind } = await factors.remove(name, request.params.id)
      await note(request, { act: 'second-factor-removed', subject: name, detail: { kind } })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admins/:name/second-factor/reset',
    {
      schema: {
        summary: 'Take all second factors from an admin; ends that admin’s sessions',
        params: ByName,
        body: Nothing,
      },
    },
    async (request, reply) => {
      const { name, grid } = await requireLookedAfter(admins, identityOf(request), request.params.name)
      await factors.reset(name)
      await admins.revoke({ adminName: name, kind: 'session' })
      await note(request, { act: 'second-factor-reset', subject: name, grid })
      return reply.code(204).send()
    },
  )

  app.post(
    '/admin-rules/second-factor',
    {
      schema: { summary: 'Whether every admin must have a second factor', body: SecondFactorRule },
    },
    async (request, reply) => {
      const { name } = identityOf(request)
      const { required } = request.body
      if (required && !(await factors.names()).has(name)) {
        throw new VoiceError('second-factor-missing', 'Make a second factor of your own first.')
      }
      await factors.setRequired(required)
      await note(request, {
        act: required ? 'second-factor-required' : 'second-factor-not-required',
        subject: '',
      })
      return reply.code(204).send()
    },
  )
}
