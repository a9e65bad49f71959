/** Sign-in at the grid's own page (OpenID 2.0): the browser is sent there, and what it brings back is checked with the grid. */

import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { VoiceError } from '../errors.js'
import { type GridId, gridKey } from '../voice/grids/grid.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { GridPage } from '../voice/ports.js'
import { isSameSecret } from '../voice/sign-in/same-secret.js'
import type { TicketHolder } from '../voice/sign-in/tickets.js'
import { requireOwnOrigin } from './origin.js'
import { gridOf } from './request-grid.js'

/** Binds what comes back to the browser that was sent. */
const COOKIE = 'openid-state'
/** Enough to look for a password. */
const STATE_SECONDS = 10 * 60

/** Each may cost the grid a question or two. */
const TRIES = 20
const TRIES_WINDOW_MS = 10 * 60_000

export interface OpenIdSignInOptions {
  /** The sign-in page of a grid; `undefined`: the operator does not offer it. */
  readonly gridPage: (grid: GridId) => GridPage | undefined
  readonly makeLimit: MakeLimit
  readonly publicUrl: () => string
}

export interface OpenIdSignIn {
  offered(grid: GridId): boolean
  /** The address of the grid's page; the answer carries the cookie. */
  begin(
    request: FastifyRequest,
    reply: FastifyReply,
    who: { readonly firstName: string; readonly lastName: string },
  ): Promise<string>
  /** Whom the grid's page says that this browser is. @throws VoiceError `openid-refused`, `rate-limited`, `simulator-unavailable` */
  finish(request: FastifyRequest, reply: FastifyReply, query: string): Promise<TicketHolder>
}

export function createOpenIdSignIn(options: OpenIdSignInOptions): OpenIdSignIn {
  const { gridPage, makeLimit, publicUrl } = options
  const tries = makeLimit({ name: 'openid', count: TRIES, windowMs: TRIES_WINDOW_MS })
  const states = makeLimit({ name: 'openid-states', count: 1, windowMs: STATE_SECONDS * 1000 })

  async function requireTry(request: FastifyRequest): Promise<GridPage> {
    requireOwnOrigin(request, publicUrl())
    const page = gridPage(gridOf(request))
    if (!page) {
      throw new VoiceError(
        'not-allowed',
        'This service sends nobody to the grid’s page: open a voice link in-world.',
      )
    }
    // No grid's residents wait for what was tried on another one.
    if (await tries.take(gridKey(gridOf(request), networkOf(request.ip)))) return page
    throw new VoiceError(
      'rate-limited',
      'Too many sign-ins: wait ten minutes, or open a voice link in-world.',
      {
        retryAfterSeconds: TRIES_WINDOW_MS / 1000,
      },
    )
  }

  /** The page itself, at the address at which this browser has it open: the cookie is there. */
  function returnTo(request: FastifyRequest, state: string): string {
    const page = new URL(publicUrl())
    const { origin } = request.headers
    const base = origin === undefined ? page.origin : new URL(origin).origin
    return `${base}${page.pathname.replace(/\/*$/, '')}${request.gridPath}/?openid=${state}`
  }

  return {
    offered: (grid) => gridPage(grid) !== undefined,
    async begin(request, reply, who) {
      const page = await requireTry(request)
      const state = randomBytes(16).toString('base64url')
      reply.setCookie(COOKIE, state, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: request.isSecure,
        maxAge: STATE_SECONDS,
      })
      return page.addressFor(who, returnTo(request, state))
    },
    async finish(request, reply, query) {
      const page = await requireTry(request)
      const state = request.cookies[COOKIE] ?? ''
      reply.clearCookie(COOKIE, { path: '/' })
      const given = new URLSearchParams(query).get('openid') ?? ''
      const isOurs = state !== '' && isSameSecret(given, state) && (await states.take(state))
      const resident = isOurs ? await page.identify(query, returnTo(request, state)) : undefined
      if (resident && resident.grid === gridOf(request)) return resident
      throw new VoiceError(
        'openid-refused',
        'The grid’s page did not sign you in: try again, or open a voice link in-world.',
      )
    },
  }
}

const Name = Type.String({ minLength: 1, maxLength: 63 })

/** `POST /api/sign-in/openid`: where the browser is to go. */
export const openIdSignIn: FastifyPluginAsyncTypebox<{ readonly openId: OpenIdSignIn }> = async (
  app,
  { openId },
) => {
  app.post(
    '/api/sign-in/openid',
    { schema: { body: Type.Object({ firstName: Name, lastName: Name }) } },
    async (request, reply) => ({ address: await openId.begin(request, reply, request.body) }),
  )
}
