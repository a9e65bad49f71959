/** Tickets: one-time links that sign a resident in as the avatar a region minted them for. */

import { createHash, randomBytes } from 'node:crypto'
import { VoiceError } from '../errors.js'
import type { Stopwatch } from './ports.js'

export const TICKET_TTL_SECONDS = 120

/** So that a used ticket can be told from an unknown one for a while. */
const REMEMBER_USED_MS = 60 * 60 * 1000

/** A region that mints more than this within the hour loses its oldest ones. */
const MAX_TICKETS = 20_000

export interface TicketHolder {
  readonly agentId: string
  readonly name: string
}

const TICKET_BYTES = 18
/** As base64url, which URLs and chats leave alone. */
const TICKET = new RegExp(`[\\w-]{${(TICKET_BYTES * 4) / 3}}`)

/** What a link carries is more than its ticket where a chat took the full stop behind it for a part of it. */
export function ticketIn(text: string): string {
  return TICKET.exec(text)?.[0] ?? text
}

/** What is kept of a ticket: it proves that somebody had it, and opens nothing. */
export function hashOfTicket(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url')
}

export interface Tickets {
  /** A new ticket, URL-safe, good for `TICKET_TTL_SECONDS` and one use. */
  mint(holder: TicketHolder): string
  /**
   * Whom the ticket is for; it is used up by this.
   * @throws VoiceError `ticket-unknown` (also when it ran out) or `ticket-used`
   */
  redeem(ticket: string): TicketHolder
  /** Whom a ticket was for that has been used, so that its own holder's reload can be told from a thief's. */
  holderOfUsed(ticket: string): TicketHolder | undefined
}

interface Entry extends TicketHolder {
  readonly mintedAt: number
  used: boolean
}

/** Only hashes are kept: a memory dump gives no working ticket. */
export function createTickets(stopwatch: Stopwatch): Tickets {
  const entries = new Map<string, Entry>()

  /** The oldest come first in a Map, so this looks at no more than it removes. */
  function forgetOld(): void {
    for (const [hash, entry] of entries) {
      if (entries.size <= MAX_TICKETS && stopwatch.now() - entry.mintedAt < REMEMBER_USED_MS) return
      entries.delete(hash)
    }
  }

  return {
    mint({ agentId, name }) {
      forgetOld()
      const ticket = randomBytes(TICKET_BYTES).toString('base64url')
      entries.set(hashOfTicket(ticket), { agentId, name, mintedAt: stopwatch.now(), used: false })
      return ticket
    },
    redeem(ticket) {
      const entry = entries.get(hashOfTicket(ticket))
      if (entry?.used) {
        throw new VoiceError('ticket-used', 'This voice link was used already: get a new one in-world.')
      }
      if (!entry || stopwatch.now() - entry.mintedAt > TICKET_TTL_SECONDS * 1000) {
        throw new VoiceError(
          'ticket-unknown',
          'This voice link is unknown or too old: get a new one in-world.',
        )
      }
      entry.used = true
      return { agentId: entry.agentId, name: entry.name }
    },
    holderOfUsed(ticket) {
      const entry = entries.get(hashOfTicket(ticket))
      return entry?.used ? { agentId: entry.agentId, name: entry.name } : undefined
    },
  }
}
