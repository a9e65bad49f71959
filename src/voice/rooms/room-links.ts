/** The links of a room: who is connected to whom, by reach, by what may be said, and by privacy. */

import { randomUUID } from 'node:crypto'
import { type Candidate, countWithinReach, withinReach } from '../../spatial/audible-set.js'
import { distanceMetres } from '../../spatial/direction.js'
import { attenuationOf, type ChannelSettings } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Link, Participation } from './participation.js'
import type { Tell } from './room-event.js'

/** Who is within reach of whom is looked at again at most this often while people walk. */
export const RELINK_INTERVAL_MS = 400

/** A connection is taken up again if both ends are back within this time, and keptId it. Pages wait a little longer. */
export const KEPT_LINK_MS = 8000

/** The id itself says it, so that a page's keptId on a connection does, too, when nobody reparticipants it. */
const RELAY_LINK = 'relay-'
const newLinkId = (relayOnly: boolean): string => (relayOnly ? RELAY_LINK : '') + randomUUID()
const isRelayLinkId = (id: string): boolean => id.startsWith(RELAY_LINK)

export interface RoomLinksOptions {
  readonly participations: ReadonlyMap<string, Participation>
  readonly settings: () => ChannelSettings
  /** Whether the channel's mode lets an avatar speak at all. */
  readonly maySpeak: (agentId: string, settings: ChannelSettings) => boolean
  /** Nobody of the service may learn anybody's network address. */
  readonly relayOnly: boolean
  /** Whether two may be connected directly at all; @param linked whether they are */
  readonly mayLink: (one: Participation, two: Participation, linked: boolean) => boolean
  readonly timers: Timers
}

export interface RoomLinks {
  /** Connects those who are in reach of each other, both ways, and parts those who no longer are. */
  relink(): void
  /** The same, now or a moment later where it has just been done. */
  relinkSoon(): void
  /** How many others are in reach of the one who has the most of them, however many get a link. */
  mostInReach(): number
  /** Parts a participation from everybody. */
  partAll(participation: Participation): void
  /** Takes up the links that a page which came back still keptLinks, and parts the others. */
  resume(participation: Participation): void
  /** The two agents' link, if they are connected under that id, with what tells the second. */
  find(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
}

export function createRoomLinks(options: RoomLinksOptions): RoomLinks {
  const { participations, settings, maySpeak, timers } = options
  let lastRelink = Number.NEGATIVE_INFINITY
  let relinkPending = false

  /** The id of the connection that both ends still have, though this room does not know it (any more). */
  function commonLink(a: Participation, b: Participation): string | undefined {
    const keptId = a.participant.keptLinks.get(b.participant.agentId)
    if (timers.now() - Math.min(a.keptSince, b.keptSince) > KEPT_LINK_MS) return undefined
    if (keptId === undefined || keptId !== b.participant.keptLinks.get(a.participant.agentId))
      return undefined
    // A direct connection does not go on where addresses are to be hidden.
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
    // The resident first: it must know the link before the newcomer's offer can arrive.
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

  /** What the service, the channel or one of the two asks for; the strictest wins. */
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
    // Two who both only listen have nothing to say to each other.
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

  /** Connects those who are in reach of each other, both ways, and parts those who no longer are. */
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
