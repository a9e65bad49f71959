/** The cookie that keeps a browser signed in to the console. */

import type { FastifyReply, FastifyRequest } from 'fastify'

export const SESSION_COOKIE = 'voice-admin'

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  expiresAt: number | null,
): void {
  reply.setCookie(SESSION_COOKIE, secret, {
    ...scope(request),
    ...(expiresAt !== null && { expires: new Date(expiresAt) }),
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, scope(request))
}

function scope(request: FastifyRequest) {
  return { path: '/admin', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const
}
