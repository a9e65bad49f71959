/** Signing in to the page by link, code, password or the grid's own page, and the session that follows. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { UUID_PATTERN } from '../pure/uuid.js'
import type { Avatar, GridId } from '../voice/grids/grid.js'
import type { KnownNetworks } from '../voice/sign-in/known-networks.js'
import type { Session, Sessions } from '../voice/sign-in/sessions.js'
import type { SignInCodes } from '../voice/sign-in/sign-in-codes.js'
import { type TicketHolder, type Tickets, ticketIn } from '../voice/sign-in/tickets.js'
import type { LinkSignIn } from './link-sign-in.js'
import type { OpenIdSignIn } from './openid-sign-in.js'
import { requireOwnOrigin } from './origin.js'
import type { PasswordSignIn } from './password-sign-in.js'
import { gridOf } from './request-grid.js'
import type { SessionCookies } from './session-cookies.js'

/** What a page may offer; what regions offer changes while they are asked. */
export interface SignInWays {
  /** A code for an avatar that is chosen from a list. */
  readonly code: boolean
  /** A code for an avatar that is named. */
  readonly codeByName: boolean
  readonly gridPassword: boolean
  /** The grid's own page. */
  readonly gridPage: boolean
}

export interface WebSessionOptions {
  readonly sessions: Sessions
  readonly cookies: SessionCookies
  readonly tickets: Tickets
  readonly codes: SignInCodes
  readonly knownNetworks: KnownNetworks
  readonly passwords: PasswordSignIn
  readonly openId: Pick<OpenIdSignIn, 'finish'>
  /** The ways to sign in that the page may offer besides links. */
  readonly ways: (grid: GridId) => SignInWays
  /** Refuses an avatar that an admin shut out. @throws VoiceError `account-disabled` */
  readonly admit: (avatar: Avatar) => Promise<void>
  readonly publicUrl: () => string
  readonly openLink: LinkSignIn
  /** Answers with the page's document, which no browser is to keep. */
  readonly sendPage: (reply: FastifyReply) => FastifyReply
}

const Text = Type.String({ minLength: 1, maxLength: 255 })

/** One proof of who a resident is. */
const Proof = Type.Union([
  Type.Object({ ticket: Type.String({ maxLength: 255 }) }),
  Type.Object({
    agentId: Type.String({ pattern: UUID_PATTERN }),
    code: Type.String({ pattern: '^[0-9]{6}$' }),
  }),
  Type.Object({ firstName: Text, lastName: Text, password: Text }),
  Type.Object({ account: Text, password: Text }),
  /** The query of the address to which the grid's page sent the browser back. */
  Type.Object({ openId: Type.String({ minLength: 1, maxLength: 4096 }) }),
])

export const webSession: FastifyPluginAsyncTypebox<WebSessionOptions> = async (app, options) => {
  const { sessions, cookies, tickets, codes, knownNetworks, passwords, openId } = options
  const { ways, admit, publicUrl, sendPage, openLink } = options
  const viewOf = ({ agentId, name, expiresAt }: Session) => ({ agentId, name, expiresAt })

  // Chat previews and prefetching browsers request links, too. The request uses nothing up and tells nothing: the page's
  // script redeems the ticket.
  app.get<{ Params: { '*': string } }>('/v/*', (request, reply) =>
    request.params['*'] === '' ? reply.redirect('../', 308) : sendPage(reply),
  )

  app.get('/api/sign-in', async (request) => ways(gridOf(request)))

  app.get('/api/session', async (request) => viewOf(cookies.read(request)))

  /** @throws VoiceError if the proof is no good */
  async function holderOf(
    grid: GridId,
    proof: Exclude<Static<typeof Proof>, { ticket: string } | { openId: string }>,
    address: string,
  ): Promise<TicketHolder> {
    if ('code' in proof) {
      return codes.redeem({ grid, agentId: proof.agentId.toLowerCase() }, proof.code, address)
    }
    if ('account' in proof) return passwords.byAccount({ ...proof, grid }, address)
    return passwords.byGrid({ ...proof, grid }, address)
  }

  // For a resident who opened a link where voice cannot be used: a short name to type, and use up, elsewhere.
  app.post(
    '/api/links/short',
    { schema: { body: Type.Object({ ticket: Type.String({ maxLength: 255 }) }) } },
    async (request) => {
      requireOwnOrigin(request, publicUrl())
      return { ticket: tickets.shorten(gridOf(request), ticketIn(request.body.ticket)) }
    },
  )

  app.post('/api/session', { schema: { body: Proof } }, async (request, reply) => {
    const proof = request.body
    if ('ticket' in proof) {
      const { session, isNew } = await openLink(request, proof.ticket)
      if (isNew) cookies.set(request, reply, session)
      return viewOf(session)
    }
    requireOwnOrigin(request, publicUrl())
    const holder =
      'openId' in proof
        ? await openId.finish(request, reply, proof.openId)
        : await holderOf(gridOf(request), proof, request.ip)
    // Nobody is signed in by a code that could be used again.
    await codes.kept()
    await admit(holder)
    if (holder.keyId === undefined) knownNetworks.note(holder, request.ip)
    const session = sessions.issue(holder)
    cookies.set(request, reply, session)
    return viewOf(session)
  })

  app.post('/api/session/renew', async (request, reply) => {
    requireOwnOrigin(request, publicUrl())
    const session = sessions.renew(cookies.read(request))
    cookies.set(request, reply, session)
    return viewOf(session)
  })

  app.delete('/api/session', async (request, reply) => {
    requireOwnOrigin(request, publicUrl())
    const session = cookies.read(request)
    await sessions.revoke(session)
    cookies.clear(reply, session)
    return reply.code(204).send()
  })
}
