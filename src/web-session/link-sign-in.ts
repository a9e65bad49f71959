/** Signing in by a voice link: its ticket becomes the browser's session. */

import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import { type Avatar, gridKey } from '../voice/grids/grid.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { KnownNetworks } from '../voice/sign-in/known-networks.js'
import type { Session, Sessions } from '../voice/sign-in/sessions.js'
import { hashOfTicket, isShort, type Tickets, ticketIn } from '../voice/sign-in/tickets.js'
import { requireOwnOrigin } from './origin.js'
import { gridOf } from './request-grid.js'
import type { SessionCookies } from './session-cookies.js'

export interface LinkSignInOptions {
  readonly sessions: Sessions
  readonly cookies: SessionCookies
  readonly tickets: Tickets
  readonly knownNetworks: KnownNetworks
  /** Refuses an avatar that an admin shut out. @throws VoiceError `account-disabled` */
  readonly admit: (avatar: Avatar) => Promise<void>
  readonly publicUrl: () => string
  readonly makeLimit: MakeLimit
}

/** The session that a link leads to; a new one is to be given to the browser as a cookie. */
export interface LinkSession {
  readonly session: Session
  readonly isNew: boolean
}

/** @throws VoiceError where the link does not open, or the request comes from another site's page */
export type LinkSignIn = (request: FastifyRequest, text: string) => Promise<LinkSession>

/** A short ticket has 38 bits and lives two minutes: this many tries cannot guess one. */
const SHORT_TRIES = 30
const SHORT_TRIES_WINDOW_MS = 10 * 60_000

export function createLinkSignIn(options: LinkSignInOptions): LinkSignIn {
  const { sessions, cookies, tickets, knownNetworks, admit, publicUrl, makeLimit } = options
  const shortTries = makeLimit({
    name: 'short-links',
    count: SHORT_TRIES,
    windowMs: SHORT_TRIES_WINDOW_MS,
  })

  /** The session that a link began in this browser: opening the link again goes on with it, even after a restart. */
  function begunBefore(ticket: string, request: FastifyRequest): Session | undefined {
    const holder = tickets.holderOfUsed(gridOf(request), ticket)?.agentId
    const hash = hashOfTicket(ticket)
    return cookies.find(request, (session) => session.ticketHash === hash || session.agentId === holder)
  }

  return async (request, text) => {
    requireOwnOrigin(request, publicUrl())
    const ticket = ticketIn(text)
    const before = begunBefore(ticket, request)
    if (before) {
      await admit(before)
      return { session: before, isNew: false }
    }
    const from = gridKey(gridOf(request), networkOf(request.ip))
    if (isShort(ticket) && !(await shortTries.take(from))) {
      throw new VoiceError('rate-limited', 'Too many links were tried: wait some minutes.')
    }
    const holder = tickets.redeem(gridOf(request), ticket)
    // Nobody is signed in by a ticket that could be used again.
    await tickets.kept()
    await admit(holder)
    // Where the grid vouches for the avatar in this browser, the link of a region takes nothing of that away.
    const better = cookies.find(
      request,
      (session) => session.agentId === holder.agentId && sessions.keyOf(session) === undefined,
    )
    if (better) return { session: better, isNew: false }
    // The network proves something only where somebody else than a region's owner vouches.
    if (holder.keyId === undefined) knownNetworks.note(holder, request.ip)
    return { session: sessions.issue({ ...holder, ticketHash: hashOfTicket(ticket) }), isNew: true }
  }
}
