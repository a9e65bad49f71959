/** How a resident signs in to the page, by a link, a code or a password, and the session behind it. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { httpStatusOf, VoiceError } from '../errors.js'
import type { Session, Sessions } from '../voice/sessions.js'
import type { SignInCodes } from '../voice/sign-in-codes.js'
import type { TicketHolder, Tickets } from '../voice/tickets.js'
import { AgentId } from './agent-id.js'
import { LINK_FAULT_POLICY, linkFaultPage } from './link-fault-page.js'
import { requireOwnOrigin } from './origin.js'
import type { PasswordSignIn } from './password-sign-in.js'
import type { SessionCookies } from './session-cookies.js'

export interface WebSessionOptions {
  readonly sessions: Sessions
  readonly cookies: SessionCookies
  readonly tickets: Tickets
  readonly codes: SignInCodes
  readonly passwords: PasswordSignIn
  /** What the page may offer besides links. */
  readonly ways: () => { readonly code: boolean; readonly gridPassword: boolean }
  /** Refuses an avatar that an admin shut out. @throws VoiceError `account-disabled` */
  readonly admit: (agentId: string) => Promise<void>
  readonly publicUrl: () => string
  /** The page for one avatar, as it must be to work one level below its own address. */
  readonly pageFor: (agentId: string) => string
}

const Text = Type.String({ minLength: 1, maxLength: 255 })

/** What proves who somebody is; one of them. */
const Proof = Type.Union([
  Type.Object({ ticket: Type.String({ maxLength: 100 }) }),
  Type.Object({ agentId: AgentId, code: Type.String({ pattern: '^[0-9]{6}$' }) }),
  Type.Object({ firstName: Text, lastName: Text, password: Text }),
  Type.Object({ account: Text, password: Text }),
])

export const webSession: FastifyPluginAsyncTypebox<WebSessionOptions> = async (app, options) => {
  const { sessions, cookies, tickets, codes, passwords, ways, admit, publicUrl, pageFor } = options
  const viewOf = ({ agentId, name, expiresAt }: Session) => ({ agentId, name, expiresAt })

  // No HEAD: a link preview must not use the ticket up.
  app.get(
    '/v/:ticket',
    { exposeHeadRoute: false, schema: { params: Type.Object({ ticket: Type.String() }) } },
    async (request, reply) => {
      const { ticket } = request.params
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      try {
        const holder = tickets.redeem(ticket)
        await admit(holder.agentId)
        cookies.set(request, reply, sessions.issue(holder))
        // The page itself, not a way to it: a resident far away waits one round trip less.
        return reply.type('text/html; charset=utf-8').send(pageFor(holder.agentId))
      } catch (error) {
        if (!(error instanceof VoiceError)) throw error
        const owner = tickets.holderOfUsed(ticket)
        if (owner && signedInAs(owner.agentId)) return reply.redirect(`../?avatar=${owner.agentId}`, 303)
        if (!request.headers.accept?.includes('text/html')) throw error
        request.log.warn({ code: error.code, remoteAddress: request.ip }, 'voice link refused')
        return reply
          .code(httpStatusOf(error.code))
          .header('content-security-policy', LINK_FAULT_POLICY)
          .type('text/html; charset=utf-8')
          .send(linkFaultPage(error))
      }

      /** Going back, or opening the link again in the same browser, is no fault. */
      function signedInAs(agentId: string): boolean {
        try {
          return cookies.read(request, agentId).agentId === agentId
        } catch {
          return false
        }
      }
    },
  )

  app.get('/api/sign-in', async () => ways())

  app.get('/api/session', async (request) => viewOf(cookies.read(request)))

  /** @throws VoiceError when it proves nothing */
  async function holderOf(proof: Static<typeof Proof>, address: string): Promise<TicketHolder> {
    if ('ticket' in proof) return tickets.redeem(proof.ticket)
    if ('code' in proof) return codes.redeem(proof.agentId.toLowerCase(), proof.code)
    if ('account' in proof) return passwords.byAccount(proof, address)
    return passwords.byGrid(proof, address)
  }

  app.post('/api/session', { schema: { body: Proof } }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl())
    const holder = await holderOf(request.body, request.ip)
    await admit(holder.agentId)
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
