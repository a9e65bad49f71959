/**
 * A socket that signs in by itself: it brings the ticket of a voice link, and its answer brings the session's cookie.
 * A page that has just been opened saves a round trip by this.
 */

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { VoiceError } from '../../errors.js'
import type { Session } from '../../voice/sign-in/sessions.js'

export type OpenLink = (
  request: FastifyRequest,
  ticket: string,
) => Promise<{ readonly session: Session; readonly cookie?: string }>

export interface TicketSockets {
  /** To be called before the socket is opened. Never throws: a browser cannot read why a socket was refused. */
  redeem(request: FastifyRequest): Promise<void>
  /** `undefined` where the socket brought no ticket. @throws VoiceError where its ticket was no good */
  sessionOf(request: FastifyRequest): Session | undefined
}

/** Browsers let a page set one header of a socket, the list of its protocols: `voice, ticket.<ticket>`. */
const TICKET = /(?:^|[\s,])ticket\.([\w-]{1,255})(?=\s*(?:,|$))/

interface Opened {
  readonly session?: Session
  readonly cookie?: string
  readonly fault?: unknown
}

export function redeemTickets(app: FastifyInstance, openLink: OpenLink): TicketSockets {
  const opened = new WeakMap<IncomingMessage, Opened>()
  app.websocketServer.on('headers', (headers, request) => {
    const { cookie } = opened.get(request) ?? {}
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`)
  })
  return {
    async redeem(request) {
      const ticket = TICKET.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1]
      if (ticket === undefined || !request.ws) return
      const answer = await openLink(request, ticket).catch((fault: unknown) => ({ fault }))
      opened.set(request.raw, answer)
    },
    sessionOf({ raw }) {
      const { session, fault } = opened.get(raw) ?? {}
      if (fault instanceof VoiceError) throw fault
      if (fault !== undefined) throw new VoiceError('internal', 'The voice service failed.', { cause: fault })
      return session
    },
  }
}
