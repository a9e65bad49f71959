/** Sign-in by code: avatars in-world are chosen from a list or named, and only their own screens show the code. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { VoiceError } from '../errors.js'
import { UUID_PATTERN } from '../pure/uuid.js'
import { type GridId, gridKey } from '../voice/grids/grid.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { FoundResident, Messenger, ResidentFinder } from '../voice/ports.js'
import type { Whereabouts } from '../voice/presence/located.js'
import type { SignInCodes } from '../voice/sign-in/sign-in-codes.js'
import { requireOwnOrigin } from './origin.js'
import { gridOf } from './request-grid.js'

/** The most avatars in one list; the search finds the others. */
const MAX_LISTED = 100

/** Enough to type a name with a search at every letter. */
const LISTS_PER_MINUTE = 60

/** Names that one network may try: enough for typing errors, too few to find out who is in-world. */
const NAMES = 20
const NAMES_WINDOW_MS = 10 * 60_000

const Who = Type.Union([
  Type.Object({ agentId: Type.String({ pattern: UUID_PATTERN }) }),
  /** A name as it is shown in-world, or a UUID. */
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 255 }) }),
])

export interface CodeSignInOptions {
  readonly presence: Whereabouts
  /** Shows the codes, whoever it is that can. */
  readonly messenger: Messenger
  /** Whose avatars are listed to choose from. */
  readonly listed: Pick<Messenger, 'offered' | 'reaches'>
  /** Finds avatars by their names, which are not listed; `undefined`: nobody does. */
  readonly byName: ResidentFinder | undefined
  readonly codes: SignInCodes
  readonly makeLimit: MakeLimit
  readonly publicUrl: () => string
}

export const codeSignIn: FastifyPluginAsyncTypebox<CodeSignInOptions> = async (app, options) => {
  const { presence, messenger, listed, byName, codes, publicUrl, makeLimit } = options
  const lists = makeLimit({ name: 'avatar-lists', count: LISTS_PER_MINUTE, windowMs: 60_000 })
  const names = makeLimit({ name: 'avatar-names', count: NAMES, windowMs: NAMES_WINDOW_MS })

  function requireOffered(way: Pick<Messenger, 'offered'>, grid: GridId): void {
    if (way.offered(grid)) return
    throw new VoiceError('not-allowed', 'This service shows no codes in-world: open a voice link there.')
  }

  // `elsewhere`: there are avatars in regions that cannot show them a code.
  // The list tells everybody who is in-world, by name and UUID, though not where. It is the price of choosing from a
  // list before signing in. An operator who does not want that sets "code_sign_in": false for the region.
  app.get(
    '/api/avatars',
    { schema: { querystring: Type.Object({ search: Type.Optional(Type.String({ maxLength: 100 })) }) } },
    async (request, reply) => {
      requireOffered(listed, gridOf(request))
      if (!(await lists.take(gridKey(gridOf(request), networkOf(request.ip))))) {
        throw new VoiceError('rate-limited', 'Too many lists: wait a minute.', { retryAfterSeconds: 60 })
      }
      reply.header('cache-control', 'no-store')
      const grid = gridOf(request)
      const wanted = request.query.search?.trim().toLowerCase() ?? ''
      const people = presence.list(grid).filter(({ npc }) => !npc)
      const reached = people.filter(listed.reaches)
      const found = reached
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .sort((a, b) => a.name.localeCompare(b.name))
      const avatars = found.slice(0, MAX_LISTED).map(({ agentId, name }) => ({ agentId, name }))
      return { avatars, more: found.length > avatars.length, elsewhere: people.length > reached.length }
    },
  )

  /** @throws VoiceError `avatar-not-found`: whether there is an account of that name is told to nobody */
  async function found(grid: GridId, who: Static<typeof Who>, network: string): Promise<FoundResident> {
    if ('agentId' in who) {
      const avatar = presence.find({ grid, agentId: who.agentId.toLowerCase() })
      if (avatar && !avatar.npc) return { grid, agentId: avatar.agentId, name: avatar.name, home: undefined }
      throw notInWorld()
    }
    if (!(await names.take(gridKey(grid, network)))) {
      throw new VoiceError(
        'rate-limited',
        'Too many names: wait ten minutes, or open a voice link in-world.',
        {
          retryAfterSeconds: NAMES_WINDOW_MS / 1000,
        },
      )
    }
    const resident = await byName?.find(grid, who.name)
    if (resident) return resident
    throw notInWorld()
  }

  app.post('/api/sign-in/code', { schema: { body: Who } }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl())
    requireOffered(messenger, gridOf(request))
    const { home, ...avatar } = await found(gridOf(request), request.body, networkOf(request.ip))
    await codes.send(avatar, request.ip)
    const { agentId, name } = avatar
    return reply.code(202).send({ agentId, name, ...(home !== undefined && { home }) })
  })
}

function notInWorld(): VoiceError {
  return new VoiceError('avatar-not-found', 'That avatar is not in-world, or cannot be sent a code.')
}
