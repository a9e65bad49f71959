/** A room: a channel's live state. Who is in it, who is connected to whom, and what each is told. */

import { randomUUID } from 'node:crypto'
import { withinReach } from '../spatial/audible-set.js'
import { distanceMetres, type Pose } from '../spatial/direction.js'
import { attenuationOf, type Channel, type ChannelSettings, settingsOf } from './channel.js'
import type { Movement, ParticipantSink, ParticipantView } from './participant.js'
import type { Clock, Timers } from './ports.js'

/** Positions go out at most this often on average… */
export const FLUSH_INTERVAL_MS = 100
/** …and a feed of just that rate may come this much early, or each delay would add to the next. */
const FLUSH_JITTER_MS = 50

/** Who is within reach of whom is looked at again at most this often while people walk. */
export const RELINK_INTERVAL_MS = 400

/** A connection is taken up again if both ends are back within this time, and claim it. Pages wait a little longer. */
export const CLAIM_MS = 8000

/** Somebody in a room: what is known of him, and his wire. */
export interface Member {
  readonly agentId: string
  readonly name: string
  /** Another one after a page came back on a new socket. */
  sink: ParticipantSink
  muted: boolean
  /** Wants nobody to learn its network address. */
  addressHidden: boolean
  pose: Pose
  /** Connections that the page still has from before, ids by the other one's agent id; each counts once. */
  claims: Map<string, string>
  /** Nothing was heard of its region for a while. */
  feedLost: boolean
}

interface Seat {
  readonly member: Member
  readonly index: number
  /** By the other one's agent id. */
  readonly links: Map<string, Link>
  /** When the member's claims came, or came again. */
  claimedAt: number
  /** The pose that the room was told last. */
  told: Pose
}

interface Link {
  readonly id: string
  readonly ends: readonly [Seat, Seat]
  readonly relayOnly: boolean
}

export interface Room {
  readonly channel: Channel
  readonly size: number
  has(agentId: string): boolean
  enter(member: Member): void
  leave(agentId: string): void
  /** To be called when a member has a new sink and new claims: it is told everything, the others nothing. */
  resume(agentId: string): void
  /** To be called when a member's `muted` changed. */
  memberChanged(agentId: string): void
  /** To be called when a member's pose may have changed; what really did goes out at the next flush. */
  poseChanged(): void
  /** To be called when a member's `addressHidden` changed. */
  privacyChanged(): void
  channelChanged(channel: Channel): void
  mutes: RoomMutes
  /** The two agents' connection, if the second is connected to the first under that id. */
  linked(from: string, to: string, linkId: string): { sink: ParticipantSink; relayOnly: boolean } | undefined
  view(agentId: string): ParticipantView | undefined
  agentIds(): readonly string[]
}

/** The id itself says it, so that a page's claim on a connection does, too, when nobody remembers it. */
const RELAY_LINK = 'relay-'
const newLinkId = (relayOnly: boolean): string => (relayOnly ? RELAY_LINK : '') + randomUUID()
const isRelayLinkId = (id: string): boolean => id.startsWith(RELAY_LINK)

/** A moderator's mutes; they outlive the presence of the muted. */
export interface RoomMutes {
  /** By the channel's mode too. */
  isMuted(agentId: string, settings: ChannelSettings): boolean
  /** Whether the channel's mode lets it speak at all. */
  maySpeak(agentId: string, settings: ChannelSettings): boolean
}

export interface RoomOptions {
  readonly channel: Channel
  readonly mutes: RoomMutes
  /** Nobody of the service may learn anybody's network address. */
  readonly relayOnly: boolean
  readonly clock: Clock
  readonly timers: Timers
}

export function createRoom(options: RoomOptions): Room {
  const { channel: initial, mutes, clock, timers } = options
  let channel = initial
  const seats = new Map<string, Seat>()
  const indexes = new Set<number>()
  let nextFlush = Number.NEGATIVE_INFINITY
  let lastRelink = Number.NEGATIVE_INFINITY
  let flushPending = false
  let relinkPending = false

  const viewOf = ({ member, index }: Seat): ParticipantView => ({
    agentId: member.agentId,
    name: member.name,
    index,
    muted: member.muted,
    mutedByModerator: mutes.isMuted(member.agentId, settingsOf(channel)),
    position: member.pose.position,
    look: member.pose.look,
  })

  function others(seat: Seat): Seat[] {
    return [...seats.values()].filter((other) => other !== seat)
  }

  function freeIndex(): number {
    let index = 0
    while (indexes.has(index)) index += 1
    return index
  }

  /** The id of the connection that both ends still have, though this room does not know it (any more). */
  function commonClaim(a: Seat, b: Seat): string | undefined {
    const claim = a.member.claims.get(b.member.agentId)
    if (clock() - Math.min(a.claimedAt, b.claimedAt) > CLAIM_MS) return undefined
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
      seat.member.sink.peerConnected({
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
    if (options.relayOnly || settingsOf(channel).iceTransportPolicy === 'relay') return true
    return one.member.addressHidden || two.member.addressHidden
  }

  function disconnect({ id, ends }: Link): void {
    const [one, two] = ends
    one.links.delete(two.member.agentId)
    two.links.delete(one.member.agentId)
    one.member.sink.peerDisconnected({ agentId: two.member.agentId, linkId: id })
    two.member.sink.peerDisconnected({ agentId: one.member.agentId, linkId: id })
  }

  function reachOf(seat: Seat, reachMetres: number): Set<Seat> {
    const settings = settingsOf(channel)
    const speaks = ({ member }: Seat) => mutes.maySpeak(member.agentId, settings)
    // Two who both only listen have nothing to say to each other.
    const worth = speaks(seat) ? others(seat) : others(seat).filter(speaks)
    const candidates = worth.map((other) => ({
      id: other,
      distanceMetres: distanceMetres(seat.member.pose.position, other.member.pose.position),
      connected: seat.links.has(other.member.agentId) || commonClaim(seat, other) !== undefined,
    }))
    return new Set(withinReach(candidates, reachMetres))
  }

  /** Connects those who are in reach of each other, both ways, and parts those who no longer are. */
  function relink(): void {
    lastRelink = clock()
    const attenuation = attenuationOf(settingsOf(channel))
    const reachMetres =
      attenuation.distanceModel === 'none' ? Number.POSITIVE_INFINITY : attenuation.maxRangeMetres
    const reach = new Map([...seats.values()].map((seat) => [seat, reachOf(seat, reachMetres)]))
    const mutual = (a: Seat, b: Seat) => reach.get(a)?.has(b) && reach.get(b)?.has(a)

    const seated = [...seats.values()]
    for (const [position, later] of seated.entries()) {
      for (const earlier of seated.slice(0, position)) {
        let link = later.links.get(earlier.member.agentId)
        if (link && link.relayOnly !== isRelayOnly(earlier, later)) {
          disconnect(link)
          link = undefined
        }
        if (mutual(earlier, later)) {
          if (!link) connect(later, earlier)
        } else if (link) disconnect(link)
      }
    }
  }

  function flush(): void {
    flushPending = false
    nextFlush = Math.max(nextFlush, clock() - FLUSH_JITTER_MS) + FLUSH_INTERVAL_MS
    const movements: Movement[] = []
    for (const seat of seats.values()) {
      const { pose } = seat.member
      if (pose === seat.told) continue
      seat.told = pose
      movements.push({ index: seat.index, position: pose.position, look: pose.look })
    }
    if (movements.length === 0) return
    for (const { member } of seats.values()) member.sink.moved(movements)
    relinkSoon()
  }

  function relinkSoon(): void {
    if (relinkPending) return
    const wait = lastRelink + RELINK_INTERVAL_MS - clock()
    const run = () => {
      relinkPending = false
      relink()
    }
    relinkPending = true
    if (wait <= 0) run()
    else timers.after(wait, run)
  }

  function welcome(seat: Seat): void {
    const { member } = seat
    member.sink.roomEntered({
      channel,
      self: viewOf(seat),
      others: others(seat).map(viewOf),
      feedLost: member.feedLost,
    })
  }

  return {
    get channel() {
      return channel
    },
    get size() {
      return seats.size
    },
    mutes,
    has: (agentId) => seats.has(agentId),
    agentIds: () => [...seats.keys()],
    view(agentId) {
      const seat = seats.get(agentId)
      return seat && viewOf(seat)
    },
    enter(member) {
      const seat: Seat = {
        member,
        index: freeIndex(),
        links: new Map(),
        claimedAt: clock(),
        told: member.pose,
      }
      indexes.add(seat.index)
      seats.set(member.agentId, seat)
      welcome(seat)
      for (const other of others(seat)) other.member.sink.participantJoined(viewOf(seat))
      relink()
    },
    leave(agentId) {
      const seat = seats.get(agentId)
      if (!seat) return
      for (const link of [...seat.links.values()]) disconnect(link)
      seats.delete(agentId)
      indexes.delete(seat.index)
      for (const { member } of seats.values()) member.sink.participantLeft(agentId)
      relink()
    },
    resume(agentId) {
      const seat = seats.get(agentId)
      if (!seat) return
      const { claims, sink } = seat.member
      seat.claimedAt = clock()
      welcome(seat)
      for (const [otherId, link] of [...seat.links]) {
        const offers = link.ends[0] === seat
        const claimed = claims.get(otherId) === link.id
        claims.delete(otherId)
        if (!claimed) disconnect(link)
        else {
          const { id: linkId, relayOnly } = link
          sink.peerConnected({ agentId: otherId, linkId, offers, resumed: true, relayOnly })
        }
      }
      for (const other of others(seat)) other.member.sink.participantChanged(viewOf(seat))
      relink()
    },
    memberChanged(agentId) {
      const seat = seats.get(agentId)
      if (!seat) return
      for (const { member } of seats.values()) member.sink.participantChanged(viewOf(seat))
      // Whoever may speak from now on is to be connected.
      if (settingsOf(channel).mode !== 'open') relinkSoon()
    },
    poseChanged() {
      if (flushPending) return
      flushPending = true
      const wait = nextFlush - clock()
      // Not at once: a report moves many, and they go out together when it has been taken in whole.
      if (wait <= 0) queueMicrotask(flush)
      else timers.after(wait, flush)
    },
    privacyChanged: relink,
    channelChanged(next) {
      const mutedBefore = new Map(
        [...seats].map(([agentId, seat]) => [agentId, viewOf(seat).mutedByModerator]),
      )
      channel = next
      for (const { member } of seats.values()) member.sink.channelChanged(channel)
      for (const [agentId, seat] of seats) {
        const view = viewOf(seat)
        if (view.mutedByModerator === mutedBefore.get(agentId)) continue
        for (const { member } of seats.values()) member.sink.participantChanged(view)
      }
      relink()
    },
    linked(from, to, linkId) {
      const link = seats.get(from)?.links.get(to)
      const sink = link?.id === linkId ? seats.get(to)?.member.sink : undefined
      return link && sink && { sink, relayOnly: link.relayOnly }
    },
  }
}
