/** The links of a room: who is connected to whom, decided by reach, by who may speak and by privacy. */

import {
  isWithinReach,
  type Listener,
  whoHasMoreWithinReach,
  withinReach,
} from '../../../spatial/audible-set.js'
import { distanceMetres } from '../../../spatial/direction.js'
import { connectionReachMetres, reachMetres } from '../../../spatial/heard.js'
import { type ChannelSettings, soundOf } from '../../channels/channel.js'
import type { Timers } from '../../ports.js'
import { createAfterMoves } from '../../time/after-moves.js'
import { type Outsiders, poseOf } from '../borders/outsiders.js'
import type { Link, Participation } from '../participation.js'
import type { Tell } from '../room-event.js'
import { commonLink, connect, disconnect, otherEnd } from './link-ends.js'
import { type AddressRules, type LinkWay, linkWay } from './link-way.js'

/** While people walk, reach is computed again at most this often, on average. */
export const RELINK_INTERVAL_MS = 400

export interface RoomLinksOptions {
  readonly participations: ReadonlyMap<string, Participation>
  /** Who is heard here from beyond a border. */
  readonly outsiders: Pick<Outsiders, 'values'>
  readonly settings: () => ChannelSettings
  /** Whether the channel's mode lets an avatar speak at all. */
  readonly maySpeak: (agentId: string, settings: ChannelSettings) => boolean
  readonly addresses: AddressRules
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
  const afterMoves = createAfterMoves(timers, RELINK_INTERVAL_MS, relink)
  /** Who had many others in reach last: mostly they still have. */
  let crowded: Participation | undefined

  const keptLink = (a: Participation, b: Participation) =>
    commonLink(a, b, wayOf(a, b, undefined) === 'relay', timers.now())

  const wayOf = (one: Participation, two: Participation, link: Link | undefined): LinkWay =>
    linkWay(options.addresses, [settings().iceTransportPolicy], [one.participant, two.participant], link)

  /** Whether somebody has more than that many others in reach for sure: whoever is not connected must be nearer. */
  function isCrowded({ participant }: Participation, metresOfTalk: number, count: number): boolean {
    const inForce = settings()
    const speaks = maySpeak(participant.agentId, inForce)
    let found = 0
    for (const { participant: other } of participations.values()) {
      if (other === participant || !(speaks || maySpeak(other.agentId, inForce))) continue
      const metres = distanceMetres(participant.pose.position, other.pose.position)
      if (isWithinReach({ distanceMetres: metres, connected: false }, metresOfTalk)) found += 1
      if (found > count) return true
    }
    return false
  }

  /** Everybody as they are at this moment, in the order in which they came. */
  function crowdOf(people: readonly Participation[]): (Listener & { linked(): readonly number[] })[] {
    const inForce = settings()
    const sound = soundOf(inForce)
    const indexes = new Map<string, number>()
    for (const [index, { participant }] of people.entries()) indexes.set(participant.agentId, index)
    return people.map((participation) => {
      const { agentId, pose, effort, keptLinks } = participation.participant
      function linked(): number[] {
        const found: number[] = []
        for (const otherId of participation.links.keys()) {
          const index = indexes.get(otherId)
          if (index !== undefined) found.push(index)
        }
        return found
      }
      return {
        position: pose.position,
        speaks: maySpeak(agentId, inForce),
        reachMetres: connectionReachMetres(sound, effort),
        linked,
        connected() {
          const found = linked()
          for (const otherId of keptLinks.keys()) {
            const [index, other] = [indexes.get(otherId), participations.get(otherId)]
            if (index !== undefined && other && keptLink(participation, other)) found.push(index)
          }
          return found
        },
      }
    })
  }

  /** Connects or disconnects two, or makes their link anew. @param mutual whether each is within the other's reach */
  function settle(earlier: Participation, later: Participation, mutual: boolean): void {
    let link = later.links.get(earlier.participant.agentId)
    const way = wayOf(earlier, later, link)
    if (link && link.relayOnly !== (way === 'relay')) {
      disconnect(link)
      link = undefined
    }
    if (mutual && way !== 'none' && options.mayLink(earlier, later, link !== undefined)) {
      if (!link) connect(later, earlier, way === 'relay', timers.now())
    } else if (link) disconnect(link)
  }

  /** See `RoomLinks.relink`. */
  function relink(): void {
    afterMoves.begun()
    // Most rooms: one resident, and nobody to hear.
    if (participations.size < 2) return
    const people = [...participations.values()]
    const crowd = crowdOf(people)
    const reach = withinReach(crowd, reachMetres(soundOf(settings())))
    const isMutual = (one: number, other: number) =>
      (reach[one]?.includes(other) && reach[other]?.includes(one)) ?? false
    for (const [position, later] of people.entries()) {
      const concerned: number[] = []
      for (const index of crowd[position]?.linked() ?? []) if (index < position) concerned.push(index)
      for (const index of reach[position] ?? []) {
        const isLinked = later.links.has(people[index]?.participant.agentId ?? '')
        if (index < position && !isLinked && isMutual(index, position)) concerned.push(index)
      }
      // The nearest first: they get the offer with which somebody has come.
      for (const index of concerned) {
        const earlier = people[index]
        if (earlier) settle(earlier, later, isMutual(index, position))
      }
    }
  }

  return {
    relink,
    relinkSoon: afterMoves.soon,
    hasInReach(count) {
      const metres = reachMetres(soundOf(settings()))
      const isHere = crowded && participations.get(crowded.participant.agentId) === crowded
      if (crowded && isHere && isCrowded(crowded, metres, count)) return true
      const people = [...participations.values()]
      const beyond = [...options.outsiders.values()].map((outsider) => ({
        position: poseOf(outsider).position,
        speaks: true,
        reachMetres: connectionReachMetres(outsider.home.sound(), outsider.participation.participant.effort),
        connected: () => [],
      }))
      const index = whoHasMoreWithinReach([...crowdOf(people), ...beyond], metres, count)
      crowded = people[index ?? -1]
      return index !== undefined
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
          tell({
            type: 'peer-connected',
            agentId: otherId,
            linkId,
            offers,
            offered: false,
            resumed: true,
            relayOnly,
          })
        }
      }
    },
    renew(from, to, linkId) {
      const link = participations.get(from)?.links.get(to)
      if (link?.id !== linkId) return
      disconnect(link)
      afterMoves.soon()
    },
    find(from, to, linkId) {
      const end = participations.get(from)
      const link = end?.links.get(to)
      if (!end || link?.id !== linkId) return undefined
      return { tell: otherEnd(link, end).participant.tell, relayOnly: link.relayOnly }
    },
  }
}
