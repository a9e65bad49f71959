/** How a resident signs in to the page: the one-time link, and the session behind it. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { httpStatusOf, VoiceError } from '../errors.js'
import type { Session, Sessions } from '../voice/sessions.js'
import type { Tickets } from '../voice/tickets.js'
import { linkFaultPage } from './link-fault-page.js'
import { requireOwnOrigin } from './origin.js'
import type { SessionCookies } from './session-cookies.js'

export interface WebSessionOptions {
  readonly sessions: Sessions
  readonly cookies: SessionCookies
  readonly tickets: Tickets
  readonly publicUrl: () => string
}

export const webSession: FastifyPluginAsyncTypebox<WebSessionOptions> = async (app, options) => {
  const { sessions, cookies, tickets, publicUrl } = options
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
        cookies.set(request, reply, sessions.issue(holder))
        return reply.redirect(`../?avatar=${holder.agentId}`, 303)
      } catch (error) {
        if (!(error instanceof VoiceError)) throw error
        const owner = tickets.holderOfUsed(ticket)
        if (owner && signedInAs(owner.agentId)) return reply.redirect(`../?avatar=${owner.agentId}`, 303)
        if (!request.headers.accept?.includes('text/html')) throw error
        request.log.warn({ code: error.code, remoteAddress: request.ip }, 'voice link refused')
        return reply
          .code(httpStatusOf(error.code))
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

  app.get('/api/session', async (request) => viewOf(cookies.read(request)))

  app.post(
    '/api/session',
    { schema: { body: Type.Object({ ticket: Type.String({ maxLength: 100 }) }) } },
    async (request, reply) => {
      requireOwnOrigin(request, publicUrl())
      const session = sessions.issue(tickets.redeem(request.body.ticket))
      cookies.set(request, reply, session)
      return viewOf(session)
    },
  )

  app.delete('/api/session', async (request, reply) => {
    requireOwnOrigin(request, publicUrl())
    const session = cookies.read(request)
    sessions.revoke(session)
    cookies.clear(reply, session)
    return reply.code(204).send()
  })
}
