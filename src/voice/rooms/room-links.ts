/** The links of a room: who is connected to whom, decided by reach, by who may speak and by privacy. */

import { randomUUID } from 'node:crypto'
import {
  isWithinReach,
  type Listener,
  whoHasMoreWithinReach,
  withinReach,
} from '../../spatial/audible-set.js'
import { distanceMetres } from '../../spatial/direction.js'
import { attenuationOf, type ChannelSettings } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Link, Participation } from './participation.js'
import type { Tell } from './room-event.js'

/** While people walk, reach is computed again at most this often. */
export const RELINK_INTERVAL_MS = 400

/**
 * A connection is resumed if both ends kept it and are back within this time. One page notices at once that the service
 * was restarted, another only by its silence, and tries again with pauses. Pages wait a little longer for each other.
 */
export const KEPT_LINK_MS = 25_000

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
  /** Whether anybody has more than that many others in reach, whether or not they get a link. */
  hasInReach(count: number): boolean
  /** Disconnects a participation from everybody. */
  partAll(participation: Participation): void
  /** Resumes the links that a returning page still has, and disconnects the others. */
  resume(participation: Participation): void
  /** Makes a link anew, a moment later if many ask: one of its ends does not have it. Unknown links are left alone. */
  renew(from: string, to: string, linkId: string): void
  /** The link of two agents if they are connected under that id, with the `tell` of the second. */
  find(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
}

export function createRoomLinks(options: RoomLinksOptions): RoomLinks {
  const { participations, settings, maySpeak, timers } = options
  let lastRelink = Number.NEGATIVE_INFINITY
  let relinkPending = false
  /** Who had many others in reach last: mostly they still have. */
  let crowded: Participation | undefined

  /** The id of a connection that both ends still have, although this room does not know it (any more). */
  function commonLink(a: Participation, b: Participation): string | undefined {
    const keptId = a.participant.keptLinks.get(b.participant.agentId)
    if (keptId === undefined) return undefined
    if (timers.now() - Math.min(a.keptSince, b.keptSince) > KEPT_LINK_MS) return undefined
    if (keptId !== b.participant.keptLinks.get(a.participant.agentId)) return undefined
    // A direct connection must not be resumed where addresses are to be hidden.
    return isRelayLinkId(keptId) === isRelayOnly(a, b) ? keptId : undefined
  }

  function connect(newcomer: Participation, resident: Participation): void {
    const keptId = commonLink(newcomer, resident)
    newcomer.participant.keptLinks.delete(resident.participant.agentId)
    resident.participant.keptLinks.delete(newcomer.participant.agentId)
    const relayOnly = isRelayOnly(newcomer, resident)
    const link: Link = { id: keptId ?? newLinkId(relayOnly), ends: [resident, newcomer], relayOnly }
    const resumed = keptId !== undefined
    newcomer.links.set(resident.participant.agentId, link)
    resident.links.set(newcomer.participant.agentId, link)
    // Whoever is there already offers: the offer is on its way while a page that has just been opened is still busy, and
    // saves it a round trip. The newcomer is told first: it must know the link before the offer can arrive.
    const tell = (participation: Participation, other: Participation, offers: boolean) =>
      participation.participant.tell({
        type: 'peer-connected',
        agentId: other.participant.agentId,
        linkId: link.id,
        offers,
        resumed,
        relayOnly,
      })
    tell(newcomer, resident, false)
    tell(resident, newcomer, true)
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

  function reachMetres(): number {
    const { distanceModel, maxRangeMetres } = attenuationOf(settings())
    return distanceModel === 'none' ? Number.POSITIVE_INFINITY : maxRangeMetres
  }

  /** Whether somebody has more than that many others in reach for sure: whoever is not connected must be nearer. */
  function isCrowded({ participant }: Participation, reachMetres: number, count: number): boolean {
    const inForce = settings()
    const speaks = maySpeak(participant.agentId, inForce)
    let found = 0
    for (const { participant: other } of participations.values()) {
      if (other === participant || !(speaks || maySpeak(other.agentId, inForce))) continue
      const metres = distanceMetres(participant.pose.position, other.pose.position)
      if (isWithinReach({ distanceMetres: metres, connected: false }, reachMetres)) found += 1
      if (found > count) return true
    }
    return false
  }

  /** Everybody as they are at this moment, in the order in which they came. */
  function crowdOf(people: readonly Participation[]): Listener[] {
    const inForce = settings()
    const indexes = new Map<string, number>()
    for (const [index, { participant }] of people.entries()) indexes.set(participant.agentId, index)
    const indexOf = (agentId: string) => indexes.get(agentId) ?? []
    return people.map((participation) => {
      const { agentId, pose, keptLinks } = participation.participant
      const isKept = (otherId: string) => {
        const other = participations.get(otherId)
        return other !== undefined && commonLink(participation, other) !== undefined
      }
      return {
        position: pose.position,
        speaks: maySpeak(agentId, inForce),
        connected: () => [
          ...[...participation.links.keys()].flatMap(indexOf),
          ...(keptLinks.size === 0 ? [] : [...keptLinks.keys()].filter(isKept).flatMap(indexOf)),
        ],
      }
    })
  }

  /** Connects or disconnects two, or makes their link anew. @param mutual whether each is within the other's reach */
  function settle(earlier: Participation, later: Participation, mutual: boolean): void {
    let link = later.links.get(earlier.participant.agentId)
    if (link && link.relayOnly !== isRelayOnly(earlier, later)) {
      disconnect(link)
      link = undefined
    }
    if (mutual && options.mayLink(earlier, later, link !== undefined)) {
      if (!link) connect(later, earlier)
    } else if (link) disconnect(link)
  }

  /** See `RoomLinks.relink`. */
  function relink(): void {
    lastRelink = timers.now()
    // Most rooms: one resident, and nobody to hear.
    if (participations.size < 2) return
    const people = [...participations.values()]
    const crowd = crowdOf(people)
    const reach = withinReach(crowd, reachMetres())
    for (const [position, later] of people.entries()) {
      const concerned = new Set([...(reach[position] ?? []), ...(crowd[position]?.connected() ?? [])])
      for (const index of [...concerned].sort((one, other) => one - other)) {
        const earlier = people[index]
        if (index >= position || !earlier) continue
        const mutual = (reach[position]?.includes(index) && reach[index]?.includes(position)) ?? false
        settle(earlier, later, mutual)
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
    hasInReach(count) {
      const metres = reachMetres()
      const isHere = crowded && participations.get(crowded.participant.agentId) === crowded
      if (crowded && isHere && isCrowded(crowded, metres, count)) return true
      const people = [...participations.values()]
      const index = whoHasMoreWithinReach(crowdOf(people), metres, count)
      crowded = people[index ?? -1]
      return crowded !== undefined
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
    renew(from, to, linkId) {
      const link = participations.get(from)?.links.get(to)
      if (link?.id !== linkId) return
      disconnect(link)
      relinkSoon()
    },
    find(from, to, linkId) {
      const link = participations.get(from)?.links.get(to)
      const tell = link?.id === linkId ? participations.get(to)?.participant.tell : undefined
      return link && tell && { tell, relayOnly: link.relayOnly }
    },
  }
}
