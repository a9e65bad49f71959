/** Tickets: one-time links that sign a resident in as the avatar a region minted them for. */

import { createHash, randomBytes, randomInt } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import type { Avatar, GridId } from '../grids/grid.js'
import { createFairSpace, type Holder } from '../limits/fair-space.js'
import type { Clock, Stopwatch } from '../ports.js'
import type { RegionKeyRef } from '../region-keys/region-key.js'
import { type Journal, NO_JOURNAL } from './journal.js'

export const TICKET_TTL_SECONDS = 120

/** A used ticket can be told from an unknown one for this long. */
const REMEMBER_USED_MS = 60 * 60 * 1000

/** Beyond this number, the largest holder loses its oldest ticket. */
export const MAX_TICKETS = 20_000
/** Tickets of one region key, used ones included: more than its regions' people open within an hour. */
export const MAX_TICKETS_OF_KEY = 1000

export interface TicketHolder extends Avatar {
  readonly name: string
  /** The region key by which the ticket was minted; without one the grid itself vouches for the avatar. */
  readonly keyId?: string
}

const TICKET_BYTES = 18
/** A ticket is base64url, which URLs and chats leave alone. */
const TICKET = new RegExp(`[\\w-]{${(TICKET_BYTES * 4) / 3}}`)

/** Letters to type on a phone: no look-alikes, and no vowels that make words. A short ticket has 38 bits. */
const SHORT_LETTERS = 'bcdfghjkmnpqrstvwxyz23456789'
const SHORT = new RegExp(`[${SHORT_LETTERS}]{4}-[${SHORT_LETTERS}]{4}`, 'i')
/** Most short names of one ticket; nobody needs more. */
const MAX_SHORTENED = 5

/** The ticket in the last part of a link, to which a chat may have added the full stop of a sentence. */
export function ticketIn(text: string): string {
  return TICKET.exec(text)?.[0] ?? SHORT.exec(text)?.[0].toLowerCase() ?? text
}

/** Whether a ticket is a short name, which could be guessed with unlimited tries. */
export function isShort(ticket: string): boolean {
  return ticket.length === 9 && SHORT.test(ticket)
}

function randomShort(): string {
  const letters = Array.from({ length: 8 }, () => SHORT_LETTERS[randomInt(SHORT_LETTERS.length)]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** The hash that is kept of a ticket: it proves that somebody had the ticket, and opens nothing. */
export function hashOfTicket(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url')
}

export interface Tickets {
  /**
   * A new ticket, URL-safe, valid for `TICKET_TTL_SECONDS` and one use.
   * @param by the requester: space is shared fairly among requesters
   */
  mint(holder: TicketHolder, by: Holder): string
  /**
   * Uses the ticket up, and returns the holder it was minted for.
   * @throws VoiceError `ticket-unknown` (also when it ran out or belongs to another grid) or `ticket-used`
   */
  redeem(grid: GridId, ticket: string): TicketHolder
  /**
   * A second name for a ticket, short enough to be typed in another browser. Both are used up together. The short name
   * is valid for as long as a new ticket.
   * @throws VoiceError as `redeem`; `not-allowed` for a ticket that is short already
   */
  shorten(grid: GridId, ticket: string): string
  /** Resolves when nobody who follows this node would take a ticket that was used here. */
  kept(): Promise<void>
  /** Goes on with what another node kept of some grids, and with nothing else of theirs. @param kept by key, as the journal was told */
  restore(kept: ReadonlyMap<string, unknown>, grids: ReadonlySet<GridId>): void
  /** The grid is served no more: its links open nothing. */
  forgetGrid(grid: GridId): void
  /** The holder of a used ticket, so that the holder's own reload can be told from a thief's. */
  holderOfUsed(grid: GridId, ticket: string): TicketHolder | undefined
}

interface KeptTicket {
  readonly holder: TicketHolder
  /** The requester. */
  readonly by: Holder
  readonly mintedAt: number
  /** Shared by all names of the ticket. */
  readonly use: Use
}

interface Use {
  done: boolean
  shortened: number
  /** All names of the ticket. */
  readonly hashes: string[]
}

/** A ticket as it is kept for another node. */
const Kept = Compile(
  Type.Object({
    holder: Type.Object({
      grid: Type.String(),
      agentId: Type.String(),
      name: Type.String(),
      keyId: Type.Optional(Type.String()),
    }),
    by: Type.Object({ sender: Type.String(), region: Type.String() }),
    /** Milliseconds since 1970. */
    at: Type.Number(),
    done: Type.Boolean(),
    shortened: Type.Integer(),
    hashes: Type.Array(Type.String()),
  }),
)

/**
 * Only hashes are kept: a memory dump gives no working ticket.
 * @param clock dates what the journal keeps
 * @param isKeyInForce tickets of other region keys are void
 */
export function createTickets(
  stopwatch: Stopwatch,
  journal: Journal = NO_JOURNAL,
  clock: Clock = Date.now,
  isKeyInForce: (key: RegionKeyRef) => boolean = () => true,
): Tickets {
  const entries = new Map<string, KeptTicket>()
  const space = createFairSpace({ max: MAX_TICKETS, givesUp: 'oldest' })

  function forget(hash: string): void {
    entries.delete(hash)
    space.remove(hash)
    journal.forget(hash)
  }

  /** Every name of a ticket is noted with what became of it. */
  function note(use: Use): void {
    for (const hash of use.hashes) {
      const entry = entries.get(hash)
      if (!entry) continue
      const { holder, by, mintedAt } = entry
      const ageMs = stopwatch.now() - mintedAt
      journal.note(hash, { holder, by, at: clock() - ageMs, ...use }, REMEMBER_USED_MS - ageMs)
    }
  }

  /** A Map holds the oldest first, so this looks at little more than it removes. */
  function forgetOld(): void {
    for (const [hash, entry] of entries) {
      if (stopwatch.now() - entry.mintedAt < REMEMBER_USED_MS) return
      forget(hash)
    }
  }

  /** A ticket of another grid, or of a key that was withdrawn, counts as unknown. */
  function entryOf(grid: GridId, ticket: string): KeptTicket | undefined {
    const entry = entries.get(hashOfTicket(ticket))
    const { keyId } = entry?.holder ?? {}
    if (keyId !== undefined && !isKeyInForce({ grid, id: keyId })) return undefined
    return entry?.holder.grid === grid ? entry : undefined
  }

  /** @throws VoiceError `ticket-unknown`, `ticket-used` */
  function unused(grid: GridId, ticket: string): KeptTicket {
    const entry = entryOf(grid, ticket)
    if (entry?.use.done) {
      throw new VoiceError('ticket-used', 'This voice link was used already: get a new one in-world.')
    }
    if (!entry || stopwatch.now() - entry.mintedAt > TICKET_TTL_SECONDS * 1000) {
      throw new VoiceError('ticket-unknown', 'This voice link is unknown or too old: get a new one in-world.')
    }
    return entry
  }

  function makeSpace(by: Holder, keyId: string | undefined): void {
    forgetOld()
    const own = keyId !== undefined && space.sizeOf(by.sender) >= MAX_TICKETS_OF_KEY
    const oldestOwn = own ? space.victimOf(by.sender) : undefined
    if (oldestOwn !== undefined) return forget(oldestOwn)
    const victim = space.victimFor(by)
    const oldest = victim === 'refused' ? space.victim() : victim
    if (oldest !== undefined) forget(oldest)
  }

  function keep(ticket: string, entry: Omit<KeptTicket, 'mintedAt'>): string {
    makeSpace(entry.by, entry.holder.keyId)
    const hash = hashOfTicket(ticket)
    entry.use.hashes.push(hash)
    entries.set(hash, { ...entry, mintedAt: stopwatch.now() })
    space.add(hash, entry.by)
    note(entry.use)
    return ticket
  }

  return {
    mint({ grid, agentId, name, keyId }, by) {
      const use = { done: false, shortened: 0, hashes: [] }
      return keep(randomBytes(TICKET_BYTES).toString('base64url'), {
        holder: { grid, agentId, name, ...(keyId !== undefined && { keyId }) },
        by,
        use,
      })
    },
    redeem(grid, ticket) {
      const { holder, use } = unused(grid, ticket)
      use.done = true
      note(use)
      return holder
    },
    shorten(grid, ticket) {
      const { holder, by, use } = unused(grid, ticket)
      // Otherwise a ticket could be made to last for ever.
      if (isShort(ticket) || use.shortened >= MAX_SHORTENED) {
        throw new VoiceError('not-allowed', 'This voice link has short names enough.')
      }
      use.shortened += 1
      return keep(randomShort(), { holder, by, use })
    },
    kept: journal.kept,
    restore(kept, grids) {
      for (const [hash, { holder }] of entries) {
        if (!grids.has(holder.grid)) continue
        entries.delete(hash)
        space.remove(hash)
      }
      const uses = new Map<string, Use>()
      for (const [hash, value] of kept) {
        if (!Kept.Check(value) || !grids.has(value.holder.grid)) continue
        const { holder, by, at, done, shortened, hashes } = value
        // A name that was noted before the ticket was used: it is used all the same.
        const use = uses.get(hash) ?? { done, shortened, hashes: [...hashes] }
        use.done ||= done
        for (const other of hashes) uses.set(other, use)
        entries.set(hash, { holder, by, mintedAt: stopwatch.now() - Math.max(0, clock() - at), use })
        space.add(hash, by)
      }
    },
    forgetGrid(grid) {
      for (const [hash, { holder }] of entries) if (holder.grid === grid) forget(hash)
    },
    holderOfUsed(grid, ticket) {
      const entry = entryOf(grid, ticket)
      return entry?.use.done ? entry.holder : undefined
    },
  }
}
