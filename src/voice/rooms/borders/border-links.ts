/** Which pages of two rooms are connected over the border between their regions. */

import { isWithinReach, MAX_MESH_PEERS } from '../../../spatial/audible-set.js'
import { distanceMetres, type Vector3 } from '../../../spatial/direction.js'
import { connectionReachMetres } from '../../../spatial/heard.js'
import type { ChannelSettings } from '../../channels/channel.js'
import type { Avatar } from '../../grids/grid.js'
import type { Timers } from '../../ports.js'
import { connect, disconnect, otherEnd } from '../links/link-ends.js'
import { type AddressRules, type LinkWay, linkWay } from '../links/link-way.js'
import type { Participation } from '../participation.js'
import type { Home } from './outsiders.js'

/** A room whose pages may be connected to those of another one. */
export interface LinkedRoom extends Pick<Home, 'isBarred' | 'sound'> {
  readonly participations: ReadonlyMap<string, Participation>
  /** As they are in force. */
  settings(): ChannelSettings
  isOnHub(): boolean
  /** Whether two pages still need a direct link where both their rooms go through the hub. @param linked whether they have one */
  mayLinkBesideHub(one: Participation, two: Participation, linked: boolean): boolean
}

export interface RelinkOptions {
  readonly addresses: AddressRules
  readonly areApart: (one: Avatar, other: Avatar) => boolean
  readonly timers: Pick<Timers, 'now'>
}

/**
 * Connects pages of two rooms that hear each other, the nearest first, and disconnects the others.
 * @param isOpen whether both rooms hear each other
 * @param offset from the corner of the first room's region to that of the second's, metres
 */
export function relinkRooms(
  one: LinkedRoom,
  two: LinkedRoom,
  isOpen: boolean,
  offset: Vector3,
  { addresses, areApart, timers }: RelinkOptions,
): void {
  const [soundOfOne, soundOfTwo] = [one.sound(), two.sound()]
  const isByHub = one.isOnHub() && two.isOnHub()
  const policies = [one, two].map((room) => room.settings().iceTransportPolicy)
  const isBarredFromOne = answeredOnce(one.isBarred)
  const isBarredFromTwo = answeredOnce(two.isBarred)
  const wanted: { a: Participation; b: Participation; metres: number; relayOnly: boolean }[] = []

  /** How a page of each are to be connected; `undefined`: not at all. What takes longest is asked last. */
  function wayOf(a: Participation, b: Participation, metres: number): LinkWay | undefined {
    const link = a.links.get(b.participant.agentId)
    const connected = link !== undefined
    const reach = Math.max(
      connectionReachMetres(soundOfOne, a.participant.effort),
      connectionReachMetres(soundOfTwo, b.participant.effort),
    )
    if (!isOpen || !isWithinReach({ distanceMetres: metres, connected }, reach)) return undefined
    if (isByHub && !one.mayLinkBesideHub(a, b, connected)) return undefined
    if (isBarredFromOne(b.participant.agentId) || isBarredFromTwo(a.participant.agentId)) return undefined
    if (areApart(a.participant, b.participant)) return undefined
    const way = linkWay(addresses, policies, [a.participant, b.participant], link)
    return way === 'none' ? undefined : way
  }
  const metresBetween = (a: Participation, b: Participation) =>
    distanceMetres(a.participant.pose.position, placed(b.participant.pose.position, offset))

  for (const a of one.participations.values()) {
    for (const link of [...a.links.values()]) {
      const b = otherEnd(link, a)
      if (two.participations.get(b.participant.agentId) !== b) continue
      const metres = metresBetween(a, b)
      const way = wayOf(a, b, metres)
      const relayOnly = way === 'relay'
      if (way && link.relayOnly === relayOnly) continue
      disconnect(link)
      if (way) wanted.push({ a, b, metres, relayOnly })
    }
  }
  if (isOpen) {
    const others = [...two.participations.values()].filter(isFree)
    for (const a of one.participations.values()) {
      if (!isFree(a)) continue
      for (const b of others) {
        if (a.links.has(b.participant.agentId)) continue
        const metres = metresBetween(a, b)
        const way = wayOf(a, b, metres)
        if (way) wanted.push({ a, b, metres, relayOnly: way === 'relay' })
      }
    }
  }
  wanted.sort((x, y) => x.metres - y.metres)
  for (const { a, b, relayOnly } of wanted) {
    if (!isFree(a) || !isFree(b) || a.links.has(b.participant.agentId)) continue
    connect(a, b, relayOnly, timers.now())
  }
}

/** Whether a page has a place left for one more link. */
const isFree = ({ participant, links }: Participation) =>
  participant.kind !== 'viewer' && links.size < MAX_MESH_PEERS

/** The same question, asked once for each avatar. */
function answeredOnce(ask: (agentId: string) => boolean): (agentId: string) => boolean {
  const answers = new Map<string, boolean>()
  return (agentId) => {
    const known = answers.get(agentId)
    if (known !== undefined) return known
    const answer = ask(agentId)
    answers.set(agentId, answer)
    return answer
  }
}

const placed = ([x, y, z]: Vector3, [east, north, up]: Vector3): Vector3 => [x + east, y + north, z + up]
