/** Connecting two pages, in one room or over a border: which end offers, and which links both still have from before. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../../errors.js'
import type { Link, Participation } from '../participation.js'

/**
 * A connection is resumed if both ends kept it and are back within this time. One page notices at once that the service
 * was restarted, another only by its silence, and tries again with pauses. Pages wait a little longer for each other.
 */
export const KEPT_LINK_MS = 25_000

/** The id itself says that a link is relay-only: a page brings the id back when nobody here remembers the link. */
const RELAY_LINK = 'relay-'
const newLinkId = (relayOnly: boolean): string => (relayOnly ? RELAY_LINK : '') + randomUUID()
const isRelayLinkId = (id: string): boolean => id.startsWith(RELAY_LINK)

/**
 * The id of a connection that both ends still have, although nobody here knows it (any more).
 * @param relayOnly whether the two are to be connected through TURN only
 * @param now by the stopwatch
 */
export function commonLink(
  a: Participation,
  b: Participation,
  relayOnly: boolean,
  now: number,
): string | undefined {
  const keptId = a.participant.keptLinks.get(b.participant.agentId)
  if (keptId === undefined) return undefined
  if (now - Math.min(a.keptSince, b.keptSince) > KEPT_LINK_MS) return undefined
  if (keptId !== b.participant.keptLinks.get(a.participant.agentId)) return undefined
  // A direct connection must not be resumed where addresses are to be hidden.
  return isRelayLinkId(keptId) === relayOnly ? keptId : undefined
}

/** Connects two, or takes over the connection that they kept. @param now by the stopwatch */
export function connect(
  newcomer: Participation,
  resident: Participation,
  relayOnly: boolean,
  now: number,
): void {
  const keptId = commonLink(newcomer, resident, relayOnly, now)
  newcomer.participant.keptLinks.delete(resident.participant.agentId)
  resident.participant.keptLinks.delete(newcomer.participant.agentId)
  const link: Link = { id: keptId ?? newLinkId(relayOnly), ends: [resident, newcomer], relayOnly }
  const resumed = keptId !== undefined
  newcomer.links.set(resident.participant.agentId, link)
  resident.links.set(newcomer.participant.agentId, link)
  const tell = (participation: Participation, other: Participation, offers: boolean, offered = false) =>
    participation.participant.tell({
      type: 'peer-connected',
      agentId: other.participant.agentId,
      linkId: link.id,
      offers,
      offered,
      resumed,
      relayOnly,
    })
  // Each is told before an offer can arrive.
  const early = resumed || relayOnly ? undefined : earlyOffer(newcomer, resident)
  if (early) {
    const { from, to, sdp } = early
    tell(to, from, false)
    tell(from, to, true, handOn(sdp, link, from, to))
    return
  }
  // Whoever is there already offers: the offer is on its way while a page that has just been opened is still busy, and
  // saves it a round trip.
  tell(newcomer, resident, false)
  tell(resident, newcomer, true)
}

/** An offer that came with the join of one of the two, who then offers, whoever was there first. */
function earlyOffer(one: Participation, two: Participation) {
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const) {
    const sdp = from.participant.takeOffer?.()
    if (sdp !== undefined) return { from, to, sdp }
  }
  return undefined
}

/** @returns false where it is too much for its receiver: its author then offers as anybody does */
function handOn(
  sdp: string,
  { id: linkId, relayOnly }: Link,
  from: Participation,
  to: Participation,
): boolean {
  const { agentId } = from.participant
  const payload = { description: { type: 'offer', sdp } } as const
  try {
    to.participant.tell({ type: 'signalled', from: agentId, linkId, relayOnly, payload })
    return true
  } catch (error) {
    if (error instanceof VoiceError && error.code === 'rate-limited') return false
    throw error
  }
}

export function disconnect({ id, ends }: Link): void {
  const [one, two] = ends
  one.links.delete(two.participant.agentId)
  two.links.delete(one.participant.agentId)
  one.participant.tell({ type: 'peer-disconnected', agentId: two.participant.agentId, linkId: id })
  two.participant.tell({ type: 'peer-disconnected', agentId: one.participant.agentId, linkId: id })
}

/** The other end of a link. */
export const otherEnd = ({ ends: [one, two] }: Link, end: Participation): Participation =>
  one === end ? two : one
