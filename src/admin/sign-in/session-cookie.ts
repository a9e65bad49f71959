/** The cookie that keeps a browser signed in to the console. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import { ADMIN_SESSION_TTL_MS } from '../../voice/admins/admins.js'

export const SESSION_COOKIE = 'voice-admin'

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(SESSION_COOKIE, secret, {
    ...scope(request),
    // An age counts by the browser's own clock; a date would depend on ours.
    maxAge: ADMIN_SESSION_TTL_MS / 1000,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, scope(request))
}

function scope(request: FastifyRequest) {
  return { path: '/admin', httpOnly: true, sameSite: 'strict', secure: request.isSecure } as const
}
