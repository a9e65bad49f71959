/** Sign-in by code: a list of avatars in-world, and a code that only the chosen avatar's own screen shows. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VoiceError } from '../errors.js'
import { UUID_PATTERN } from '../pure/uuid.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { Messenger } from '../voice/ports.js'
import type { Whereabouts } from '../voice/presence/located.js'
import type { SignInCodes } from '../voice/sign-in/sign-in-codes.js'
import { requireOwnOrigin } from './origin.js'
import { gridOf } from './request-grid.js'

/** The most avatars in one list; the search finds the others. */
const MAX_LISTED = 100

/** Enough to type a name with a search at every letter. */
const LISTS_PER_MINUTE = 60

export interface CodeSignInOptions {
  readonly presence: Whereabouts
  readonly messenger: Messenger
  readonly codes: SignInCodes
  readonly makeLimit: MakeLimit
  readonly publicUrl: () => string
}

export const codeSignIn: FastifyPluginAsyncTypebox<CodeSignInOptions> = async (app, options) => {
  const { presence, messenger, codes, publicUrl, makeLimit } = options
  const lists = makeLimit({ name: 'avatar-lists', count: LISTS_PER_MINUTE, windowMs: 60_000 })

  function requireOffered(): void {
    if (messenger.offered()) return
    throw new VoiceError('not-allowed', 'This service shows no codes in-world: open a voice link there.')
  }

  // `elsewhere`: there are avatars in regions that cannot show them a code.
  // The list tells everybody who is in-world, by name and UUID, though not where. It is the price of choosing from a
  // list before signing in. An operator who does not want that sets "code_sign_in": false for the region.
  app.get(
    '/api/avatars',
    { schema: { querystring: Type.Object({ search: Type.Optional(Type.String({ maxLength: 100 })) }) } },
    async (request, reply) => {
      requireOffered()
      if (!(await lists.take(networkOf(request.ip)))) {
        throw new VoiceError('rate-limited', 'Too many lists: wait a minute.', { retryAfterSeconds: 60 })
      }
      reply.header('cache-control', 'no-store')
      const grid = gridOf(request)
      const wanted = request.query.search?.trim().toLowerCase() ?? ''
      const people = presence.list(grid).filter(({ npc }) => !npc)
      const reached = people.filter(messenger.reaches)
      const found = reached
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .sort((a, b) => a.name.localeCompare(b.name))
      const avatars = found.slice(0, MAX_LISTED).map(({ agentId, name }) => ({ agentId, name }))
      return { avatars, more: found.length > avatars.length, elsewhere: people.length > reached.length }
    },
  )

  app.post(
    '/api/sign-in/code',
    { schema: { body: Type.Object({ agentId: Type.String({ pattern: UUID_PATTERN }) }) } },
    async (request, reply) => {
      requireOwnOrigin(request, publicUrl())
      requireOffered()
      const agentId = request.body.agentId.toLowerCase()
      const avatar = presence.find({ grid: gridOf(request), agentId })
      if (!avatar || avatar.npc) throw new VoiceError('avatar-not-found', 'That avatar is not in-world.')
      const { grid, name } = avatar
      await codes.send({ grid, agentId, name }, request.ip)
      return reply.code(202).send()
    },
  )
}
