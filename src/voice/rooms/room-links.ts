/** The links of a room: who is connected to whom, by reach, by what may be said, and by privacy. */

import { randomUUID } from 'node:crypto'
import { type Candidate, countWithinReach, withinReach } from '../../spatial/audible-set.js'
import { distanceMetres } from '../../spatial/direction.js'
import { attenuationOf, type ChannelSettings } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Tell } from './room-event.js'
import type { Link, Seat } from './room-state.js'

/** Who is within reach of whom is looked at again at most this often while people walk. */
export const RELINK_INTERVAL_MS = 400

/** A connection is taken up again if both ends are back within this time, and claim it. Pages wait a little longer. */
export const CLAIM_MS = 8000

/** The id itself says it, so that a page's claim on a connection does, too, when nobody remembers it. */
const RELAY_LINK = 'relay-'
const newLinkId = (relayOnly: boolean): string => (relayOnly ? RELAY_LINK : '') + randomUUID()
const isRelayLinkId = (id: string): boolean => id.startsWith(RELAY_LINK)

export interface RoomLinksOptions {
  readonly seats: ReadonlyMap<string, Seat>
  readonly settings: () => ChannelSettings
  /** Whether the channel's mode lets an avatar speak at all. */
  readonly maySpeak: (agentId: string, settings: ChannelSettings) => boolean
  /** Nobody of the service may learn anybody's network address. */
  readonly relayOnly: boolean
  /** Whether two may be connected directly at all; @param linked whether they are */
  readonly mayLink: (one: Seat, two: Seat, linked: boolean) => boolean
  readonly timers: Timers
}

export interface RoomLinks {
  /** Connects those who are in reach of each other, both ways, and parts those who no longer are. */
  relink(): void
  /** The same, now or a moment later where it has just been done. */
  relinkSoon(): void
  /** How many others are in reach of the one who has the most of them, however many get a link. */
  mostInReach(): number
  /** Parts a seat from everybody. */
  partAll(seat: Seat): void
  /** Takes up the links that a page which came back still claims, and parts the others. */
  resume(seat: Seat): void
  /** The two agents' link, if they are connected under that id, with what tells the second. */
  find(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
}

export function createRoomLinks(options: RoomLinksOptions): RoomLinks {
  const { seats, settings, maySpeak, timers } = options
  let lastRelink = Number.NEGATIVE_INFINITY
  let relinkPending = false

  /** The id of the connection that both ends still have, though this room does not know it (any more). */
  function commonClaim(a: Seat, b: Seat): string | undefined {
    const claim = a.member.claims.get(b.member.agentId)
    if (timers.now() - Math.min(a.claimedAt, b.claimedAt) > CLAIM_MS) return undefined
    if (claim === undefined || claim !== b.member.claims.get(a.member.agentId)) return undefined
    // A direct connection does not go on where addresses are to be hidden.
    return isRelayLinkId(claim) === isRelayOnly(a, b) ? claim : undefined
  }

  function connect(newcomer: Seat, resident: Seat): void {
    const claim = commonClaim(newcomer, resident)
    newcomer.member.claims.delete(resident.member.agentId)
    resident.member.claims.delete(newcomer.member.agentId)
    const relayOnly = isRelayOnly(newcomer, resident)
    const link: Link = { id: claim ?? newLinkId(relayOnly), ends: [newcomer, resident], relayOnly }
    const resumed = claim !== undefined
    newcomer.links.set(resident.member.agentId, link)
    resident.links.set(newcomer.member.agentId, link)
    // The resident first: it must know the link before the newcomer's offer can arrive.
    const tell = (seat: Seat, other: Seat, offers: boolean) =>
      seat.member.tell({
        type: 'peer-connected',
        agentId: other.member.agentId,
        linkId: link.id,
        offers,
        resumed,
        relayOnly,
      })
    tell(resident, newcomer, false)
    tell(newcomer, resident, true)
  }

  /** What the service, the channel or one of the two asks for; the strictest wins. */
  function isRelayOnly(one: Seat, two: Seat): boolean {
    if (options.relayOnly || settings().iceTransportPolicy === 'relay') return true
    return one.member.addressHidden || two.member.addressHidden
  }

  function disconnect({ id, ends }: Link): void {
    const [one, two] = ends
    one.links.delete(two.member.agentId)
    two.links.delete(one.member.agentId)
    one.member.tell({ type: 'peer-disconnected', agentId: two.member.agentId, linkId: id })
    two.member.tell({ type: 'peer-disconnected', agentId: one.member.agentId, linkId: id })
  }

  function candidatesOf(seat: Seat): Candidate<Seat>[] {
    const inForce = settings()
    const speaks = ({ member }: Seat) => maySpeak(member.agentId, inForce)
    const others = [...seats.values()].filter((other) => other !== seat)
    // Two who both only listen have nothing to say to each other.
    const worth = speaks(seat) ? others : others.filter(speaks)
    return worth.map((other) => ({
      id: other,
      distanceMetres: distanceMetres(seat.member.pose.position, other.member.pose.position),
      connected: seat.links.has(other.member.agentId) || commonClaim(seat, other) !== undefined,
    }))
  }

  function reachMetres(): number {
    const { distanceModel, maxRangeMetres } = attenuationOf(settings())
    return distanceModel === 'none' ? Number.POSITIVE_INFINITY : maxRangeMetres
  }

  /** Connects those who are in reach of each other, both ways, and parts those who no longer are. */
  function relink(): void {
    lastRelink = timers.now()
    const metres = reachMetres()
    const reach = new Map(
      [...seats.values()].map((seat) => [seat, new Set(withinReach(candidatesOf(seat), metres))]),
    )
    const mutual = (a: Seat, b: Seat) => reach.get(a)?.has(b) && reach.get(b)?.has(a)

    const seated = [...seats.values()]
    for (const [position, later] of seated.entries()) {
      for (const earlier of seated.slice(0, position)) {
        let link = later.links.get(earlier.member.agentId)
        if (link && link.relayOnly !== isRelayOnly(earlier, later)) {
          disconnect(link)
          link = undefined
        }
        if (mutual(earlier, later) && options.mayLink(earlier, later, link !== undefined)) {
          if (!link) connect(later, earlier)
        } else if (link) disconnect(link)
      }
    }
  }

  function relinkSoon(): void {
    if (relinkPending) return
    const wait = lastRelink + RELINK_INTERVAL_MS - timers.now()
    const run = () => {
      relinkPending = false
      relink()
    }
    relinkPending = true
    if (wait <= 0) run()
    else timers.after(wait, run)
  }

  return {
    relink,
    relinkSoon,
    mostInReach() {
      const metres = reachMetres()
      return Math.max(0, ...[...seats.values()].map((seat) => countWithinReach(candidatesOf(seat), metres)))
    },
    partAll(seat) {
      for (const link of [...seat.links.values()]) disconnect(link)
    },
    resume(seat) {
      const { claims, tell } = seat.member
      for (const [otherId, link] of [...seat.links]) {
        const offers = link.ends[0] === seat
        const claimed = claims.get(otherId) === link.id
        claims.delete(otherId)
        if (!claimed) disconnect(link)
        else {
          const { id: linkId, relayOnly } = link
          tell({ type: 'peer-connected', agentId: otherId, linkId, offers, resumed: true, relayOnly })
        }
      }
    },
    find(from, to, linkId) {
      const link = seats.get(from)?.links.get(to)
      const tell = link?.id === linkId ? seats.get(to)?.member.tell : undefined
      return link && tell && { tell, relayOnly: link.relayOnly }
    },
  }
}
