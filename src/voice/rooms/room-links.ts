/** The links of a room: who is connected to whom, decided by reach, by who may speak and by privacy. */

import { randomUUID } from 'node:crypto'
import { type Candidate, countWithinReach, withinReach } from '../../spatial/audible-set.js'
import { distanceMetres } from '../../spatial/direction.js'
import { attenuationOf, type ChannelSettings } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Link, Participation } from './participation.js'
import type { Tell } from './room-event.js'

/** While people walk, reach is computed again at most this often. */
export const RELINK_INTERVAL_MS = 400

/** A connection is resumed if both ends kept it and are back within this time. Pages wait a little longer. */
export const KEPT_LINK_MS = 8000

/** The id itself says that a link is relay-only: a page brings the id back when nobody here remembers the link. */
const RELAY_LINK = 'relay-'
const newLinkId = (relayOnly: boolean): string => (relayOnly ? RELAY_LINK : '') + randomUUID()
const isRelayLinkId = (id: string): boolean => id.startsWith(RELAY_LINK)

export interface RoomLinksOptions {
  readonly participations: ReadonlyMap<string, Participation>
  readonly settings: () => ChannelSettings
  /** Whether the channel's mode lets an avatar speak at all. */
  readonly maySpeak: (agentId: string, settings: ChannelSettings) => boolean
  /** No resident of this service may learn another one's network address. */
  readonly relayOnly: boolean
  /** Whether two participants may be connected directly at all. @param linked whether they are now */
  readonly mayLink: (one: Participation, two: Participation, linked: boolean) => boolean
  readonly timers: Timers
}

export interface RoomLinks {
  /** Connects participants who have come within each other's reach, and disconnects those who have left it. */
  relink(): void
  /** Relinks now, or a moment later if it has just been done. */
  relinkSoon(): void
  /** The largest number of others in reach of any one participant, whether or not they get a link. */
  mostInReach(): number
  /** Disconnects a participation from everybody. */
  partAll(participation: Participation): void
  /** Resumes the links that a returning page still has, and disconnects the others. */
  resume(participation: Participation): void
  /** The link of two agents if they are connected under that id, with the `tell` of the second. */
  find(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
}

export function createRoomLinks(options: RoomLinksOptions): RoomLinks {
  const { participations, settings, maySpeak, timers } = options
  let lastRelink = Number.NEGATIVE_INFINITY
  let relinkPending = false

  /** The id of a connection that both ends still have, although this room does not know it (any more). */
  function commonLink(a: Participation, b: Participation): string | undefined {
    const keptId = a.participant.keptLinks.get(b.participant.agentId)
    if (timers.now() - Math.min(a.keptSince, b.keptSince) > KEPT_LINK_MS) return undefined
    if (keptId === undefined || keptId !== b.participant.keptLinks.get(a.participant.agentId))
      return undefined
    // A direct connection must not be resumed where addresses are to be hidden.
    return isRelayLinkId(keptId) === isRelayOnly(a, b) ? keptId : undefined
  }

  function connect(newcomer: Participation, resident: Participation): void {
    const keptId = commonLink(newcomer, resident)
    newcomer.participant.keptLinks.delete(resident.participant.agentId)
    resident.participant.keptLinks.delete(newcomer.participant.agentId)
    const relayOnly = isRelayOnly(newcomer, resident)
    const link: Link = { id: keptId ?? newLinkId(relayOnly), ends: [newcomer, resident], relayOnly }
    const resumed = keptId !== undefined
    newcomer.links.set(resident.participant.agentId, link)
    resident.links.set(newcomer.participant.agentId, link)
    // The resident is told first: it must know the link before the newcomer's offer can arrive.
    const tell = (participation: Participation, other: Participation, offers: boolean) =>
      participation.participant.tell({
        type: 'peer-connected',
        agentId: other.participant.agentId,
        linkId: link.id,
        offers,
        resumed,
        relayOnly,
      })
    tell(resident, newcomer, false)
    tell(newcomer, resident, true)
  }

  /** The service, the channel or either participant can ask for relay only. */
  function isRelayOnly(one: Participation, two: Participation): boolean {
    if (options.relayOnly || settings().iceTransportPolicy === 'relay') return true
    return one.participant.addressHidden || two.participant.addressHidden
  }

  function disconnect({ id, ends }: Link): void {
    const [one, two] = ends
    one.links.delete(two.participant.agentId)
    two.links.delete(one.participant.agentId)
    one.participant.tell({ type: 'peer-disconnected', agentId: two.participant.agentId, linkId: id })
    two.participant.tell({ type: 'peer-disconnected', agentId: one.participant.agentId, linkId: id })
  }

  function candidatesOf(participation: Participation): Candidate<Participation>[] {
    const inForce = settings()
    const speaks = ({ participant }: Participation) => maySpeak(participant.agentId, inForce)
    const others = [...participations.values()].filter((other) => other !== participation)
    // Two listeners have nothing to say to each other.
    const worth = speaks(participation) ? others : others.filter(speaks)
    return worth.map((other) => ({
      id: other,
      distanceMetres: distanceMetres(
        participation.participant.pose.position,
        other.participant.pose.position,
      ),
      connected:
        participation.links.has(other.participant.agentId) || commonLink(participation, other) !== undefined,
    }))
  }

  function reachMetres(): number {
    const { distanceModel, maxRangeMetres } = attenuationOf(settings())
    return distanceModel === 'none' ? Number.POSITIVE_INFINITY : maxRangeMetres
  }

  /** See `RoomLinks.relink`. */
  function relink(): void {
    lastRelink = timers.now()
    const metres = reachMetres()
    const reach = new Map(
      [...participations.values()].map((participation) => [
        participation,
        new Set(withinReach(candidatesOf(participation), metres)),
      ]),
    )
    const mutual = (a: Participation, b: Participation) => reach.get(a)?.has(b) && reach.get(b)?.has(a)

    const inOrder = [...participations.values()]
    for (const [position, later] of inOrder.entries()) {
      for (const earlier of inOrder.slice(0, position)) {
        let link = later.links.get(earlier.participant.agentId)
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
      return Math.max(
        0,
        ...[...participations.values()].map((participation) =>
          countWithinReach(candidatesOf(participation), metres),
        ),
      )
    },
    partAll(participation) {
      for (const link of [...participation.links.values()]) disconnect(link)
    },
    resume(participation) {
      const { keptLinks, tell } = participation.participant
      for (const [otherId, link] of [...participation.links]) {
        const offers = link.ends[0] === participation
        const kept = keptLinks.get(otherId) === link.id
        keptLinks.delete(otherId)
        if (!kept) disconnect(link)
        else {
          const { id: linkId, relayOnly } = link
          tell({ type: 'peer-connected', agentId: otherId, linkId, offers, resumed: true, relayOnly })
        }
      }
    },
    find(from, to, linkId) {
      const link = participations.get(from)?.links.get(to)
      const tell = link?.id === linkId ? participations.get(to)?.participant.tell : undefined
      return link && tell && { tell, relayOnly: link.relayOnly }
    },
  }
}
