/** Access to the console's routes, by one table: a route that is not in it is refused. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { VoiceError } from '../../errors.js'
import { type Access, accessTo, ROLE_HEADER } from '../../protocol/admin/access.js'
import { isAtLeast } from '../../pure/admin-roles.js'
import type { AdminIdentity, Admins } from '../../voice/admins/admins.js'
import type { Grids } from '../../voice/grids/grids.js'
import { createRequestLimit } from '../../voice/limits/rates.js'
import type { Stopwatch } from '../../voice/ports.js'
import { workingGrid } from '../request-grid.js'
import { SESSION_COOKIE } from './session-cookie.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** For the console's routes: who sent the request. */
    admin: AdminIdentity | null
    /** For the console's routes: what the request is about. */
    about: Access['about'] | null
  }
}

/** Far above a page that polls three routes twice a second. */
const REQUESTS_PER_MINUTE = 900

export interface AccessOptions {
  readonly admins: Admins
  readonly grids: Pick<Grids, 'find'>
  readonly publicUrl: () => string
  readonly stopwatch: Stopwatch
}

/** Guards all routes registered on this instance afterwards. */
export function guardAccess(
  app: FastifyInstance,
  { admins, grids, publicUrl, stopwatch }: AccessOptions,
): void {
  const limit = createRequestLimit(stopwatch, REQUESTS_PER_MINUTE, 60_000)

  app.decorateRequest('admin', null)
  app.decorateRequest('adminGrid', null)
  app.decorateRequest('about', null)
  app.addHook('onRequest', async (request, reply) => {
    forbidStoring(reply)
    const { url } = request.routeOptions
    // An address without a route is answered with 404.
    if (url === undefined) return
    const token = bearer(request)
    if (token === undefined) requireOwnPage(request, publicUrl)
    const access = accessTo(routeOf(request.method, url.slice(app.prefix.length)))
    if (access?.least === 'anybody') return
    const identity = await identify(request, token)
    if (!limit.take(identity.key.id)) {
      throw new VoiceError('rate-limited', 'Too many requests: wait a minute.', { retryAfterSeconds: 60 })
    }
    // A page that was opened with another role notices.
    reply.header(ROLE_HEADER, identity.role)
    requireAccess(identity, access)
    request.adminGrid = workingGrid(request, identity, grids)
    request.about = access?.about
    request.admin = identity
  })

  function identify(request: FastifyRequest, token: string | undefined): Promise<AdminIdentity> {
    if (token !== undefined) return admins.identify(token, 'token')
    const secret = request.cookies[SESSION_COOKIE]
    if (secret === undefined) throw new VoiceError('session-missing', 'You are not signed in.')
    return admins.identify(secret, 'session')
  }
}

/** A HEAD request is answered as the GET of the same address. */
function routeOf(method: string, path: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${path}`
}

/**
 * @param access `undefined` for a route that nobody may call
 * @throws VoiceError `second-factor-missing`, `role-too-low`, `not-allowed`
 */
function requireAccess(identity: AdminIdentity, access: Access | undefined): void {
  if (identity.secondFactorMissing && !access?.beforeSecondFactor) {
    throw new VoiceError('second-factor-missing', 'Every admin must have a second factor: make yours first.')
  }
  if (!access || (access.least !== 'anybody' && !isAtLeast(identity.role, access.least))) {
    throw new VoiceError('role-too-low', 'Your role does not allow this.')
  }
  if (access.about === 'service' && identity.grid !== null) {
    throw new VoiceError('role-too-low', 'This is for the admins of the whole service.')
  }
  if (access.personOnly) requirePerson(identity)
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

/** The origin of the console's page that sent the request; the guard has checked it. */
export function pageOf({ headers }: FastifyRequest): string {
  const { origin } = headers
  if (origin !== undefined && URL.canParse(origin)) return origin
  throw refused()
}

function forbidStoring(reply: FastifyReply): void {
  reply.header('cache-control', 'no-store')
}

/**
 * A request that another site makes a browser send carries our cookie only if the browser is faulty. It never carries
 * our Origin, and it cannot be JSON, or a packed file, without a preflight.
 */
function requireOwnPage(request: FastifyRequest, publicUrl: () => string): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refused()
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin } = request.headers
  const host = origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined
  if (host === undefined || (host !== request.host && host !== new URL(publicUrl()).host)) throw refused()
  const type = request.headers['content-type']?.split(';')[0]?.trim()
  if (type !== 'application/json' && type !== 'application/gzip') throw refused()
}

function refused(): VoiceError {
  return new VoiceError('origin-refused', 'This request does not come from the console itself.')
}

function bearer({ headers }: FastifyRequest): string | undefined {
  return headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1]
}
