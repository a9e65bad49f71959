/** Access to the console's routes: every route must say who may use it. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { VoiceError } from '../../errors.js'
import type { AdminRole } from '../../voice/admins/admin-ports.js'
import type { AdminIdentity, Admins } from '../../voice/admins/admins.js'
import { createRequestLimit } from '../../voice/limits/request-limit.js'
import type { Stopwatch } from '../../voice/ports.js'
import { SESSION_COOKIE } from './session-cookie.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For the console's routes: who may use it. */
    access?: AdminRole | 'anybody'
    /** For signed-in people only: a program's token must not manage passwords, sessions or tokens. */
    personOnly?: boolean
  }
  interface FastifyRequest {
    /** For the console's routes: who sent the request. */
    admin: AdminIdentity | null
  }
}

/** Far above a page that polls three routes twice a second. */
const REQUESTS_PER_MINUTE = 900

export interface AccessOptions {
  readonly admins: Admins
  readonly publicUrl: () => string
  readonly stopwatch: Stopwatch
}

/** Guards all routes registered on this instance afterwards. */
export function guardAccess(app: FastifyInstance, { admins, publicUrl, stopwatch }: AccessOptions): void {
  const limit = createRequestLimit(stopwatch, REQUESTS_PER_MINUTE, 60_000)

  app.decorateRequest('admin', null)
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.access) throw new Error(`${url} does not say who may call it`)
  })
  app.addHook('onRequest', async (request, reply) => {
    forbidStoring(reply)
    const { access, personOnly } = request.routeOptions.config
    if (!access) return
    const token = bearer(request)
    if (token === undefined) requireOwnPage(request, publicUrl())
    if (access === 'anybody') return
    const identity = await identify(request, token)
    if (!limit.take(identity.key.id)) {
      throw new VoiceError('rate-limited', 'Too many requests: wait a minute.', { retryAfterSeconds: 60 })
    }
    if (access === 'owner' && identity.role !== 'owner') {
      throw new VoiceError('not-allowed', 'Only an owner may do this.')
    }
    if (personOnly) requirePerson(identity)
    request.admin = identity
  })

  function identify(request: FastifyRequest, token: string | undefined): Promise<AdminIdentity> {
    if (token !== undefined) return admins.identify(token, 'token')
    const secret = request.cookies[SESSION_COOKIE]
    if (secret === undefined) throw new VoiceError('session-missing', 'You are not signed in.')
    return admins.identify(secret, 'session')
  }
}

/** @throws VoiceError `not-allowed` for a program's token */
export function requirePerson({ key }: AdminIdentity): void {
  if (key.kind === 'session') return
  throw new VoiceError('not-allowed', 'A token may not do this: sign in to the console.')
}

/** Who sent the request, on a route that needs a sign-in. */
export function identityOf(request: FastifyRequest): AdminIdentity {
  if (request.admin) return request.admin
  throw new VoiceError('session-missing', 'You are not signed in.')
}

function forbidStoring(reply: FastifyReply): void {
  reply.header('cache-control', 'no-store')
}

/**
 * A request that another site makes a browser send carries our cookie only if the browser is faulty. It never carries
 * our Origin, and it cannot be JSON without a preflight.
 */
function requireOwnPage(request: FastifyRequest, publicUrl: string): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refused()
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin } = request.headers
  const host = origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined
  if (host === undefined || (host !== request.host && host !== new URL(publicUrl).host)) throw refused()
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') throw refused()
}

function refused(): VoiceError {
  return new VoiceError('origin-refused', 'This request does not come from the console itself.')
}

function bearer({ headers }: FastifyRequest): string | undefined {
  return headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1]
}
