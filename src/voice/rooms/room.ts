/** A room: a channel's live state. Who is in it, who is connected to whom, and what each is told. */

import { VoiceError } from '../../errors.js'
import { type Channel, type ChannelSettings, settingsOf } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Hub, HubCandidate } from './hub.js'
import type { ParticipantView, RoomEvent, RoomSilence, Tell } from './room-event.js'
import { createRoomHub } from './room-hub.js'
import { createRoomLinks } from './room-links.js'
import { createRoomMovements } from './room-movements.js'
import type { Member, Seat } from './room-state.js'

export interface Room {
  readonly channel: Channel
  readonly size: number
  has(agentId: string): boolean
  /** Who comes to a place that was given up takes it: the others are told of no leave and no join. */
  enter(member: Member): void
  /** Gives up an avatar's place for another page or viewer of its own, which is to enter at once. */
  giveUp(agentId: string): void
  leave(agentId: string): void
  /** To be called when a member came back on a new socket with new claims: it is told everything, the others nothing. */
  resume(agentId: string): void
  /** To be called when a member's `muted` changed. */
  memberChanged(agentId: string): void
  /** To be called when a member's pose may have changed; what really did goes out at the next flush. */
  poseChanged(): void
  /** To be called when a member's `addressHidden` changed. */
  privacyChanged(): void
  channelChanged(channel: Channel): void
  mutes: RoomMutes
  /** How the room is heard. */
  readonly route: 'mesh' | 'hub'
  /** Answers a page's offer to the hub. @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable` */
  connectHub(agentId: string, offer: string): Promise<string>
  addHubCandidate(agentId: string, candidate: HubCandidate): void
  /** Keeps the hub on for somebody who is no participant; returns the end of that. */
  listenIn(): () => void
  isOverheard(): boolean
  /** To be called when the hub has started (again). */
  hubReady(): void
  /** To be called when the room is given up. */
  close(): void
  /** The two agents' connection, if the second is connected to the first under that id. */
  linked(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
  view(agentId: string): ParticipantView | undefined
  agentIds(): readonly string[]
}

/** A moderator's mutes; they outlive the presence of the muted. */
export interface RoomMutes {
  /** Why nobody is to hear it: a moderator's mute, or the channel's mode. */
  silenceOf(agentId: string, settings: ChannelSettings): RoomSilence | undefined
  /** Whether the channel's mode lets it speak at all. */
  maySpeak(agentId: string, settings: ChannelSettings): boolean
}

export interface RoomOptions {
  readonly channel: Channel
  readonly mutes: RoomMutes
  /** Nobody of the service may learn anybody's network address. */
  readonly relayOnly: boolean
  /** Whether there is a TURN server. */
  readonly relayAvailable: boolean
  /** `undefined`: this service has none. */
  readonly hub: Hub | undefined
  /** Whether every room goes through the hub. */
  readonly hubAlways: boolean
  readonly timers: Timers
}

export function createRoom(options: RoomOptions): Room {
  const { channel: initial, mutes, timers } = options
  let channel = initial
  const seats = new Map<string, Seat>()
  const links = createRoomLinks({
    seats,
    settings: () => settingsOf(channel),
    maySpeak: mutes.maySpeak,
    relayOnly: options.relayOnly,
    mayLink: (one, two, linked) => canHide(one, two) && hub.mayLink(one, two, linked),
    timers,
  })
  const hub = createRoomHub({
    hub: options.hub,
    roomId: channel.id,
    seats,
    settings: () => settingsOf(channel),
    always: options.hubAlways,
    relayAvailable: options.relayAvailable,
    isMuted: (agentId, inForce) => mutes.silenceOf(agentId, inForce) !== undefined,
    mostInReach: links.mostInReach,
    onChange: links.relinkSoon,
    timers,
  })
  const indexes = new Set<number>()
  const poseChanged = createRoomMovements({
    seats,
    onMoved() {
      links.relinkSoon()
      hub.reviewSoon()
    },
    timers,
  })

  /** Where there is no TURN server, who hides is heard through the hub or not at all. */
  function canHide(one: Seat, two: Seat): boolean {
    return options.relayAvailable || !(one.member.addressHidden || two.member.addressHidden)
  }

  function viewOf({ member, index }: Seat): ParticipantView {
    const { agentId, name, muted, pose } = member
    const silence = mutes.silenceOf(agentId, settingsOf(channel))
    const { position, look } = pose
    return { agentId, name, index, muted, mutedByModerator: silence !== undefined, silence, position, look }
  }

  function others(seat: Seat): Seat[] {
    return [...seats.values()].filter((other) => other !== seat)
  }

  function freeIndex(): number {
    let index = 0
    while (indexes.has(index)) index += 1
    return index
  }

  function welcome(seat: Seat): void {
    const { member } = seat
    member.tell({
      type: 'room-entered',
      channel,
      self: viewOf(seat),
      others: others(seat).map(viewOf),
      feedLost: member.feedLost,
    })
  }

  function giveUp(agentId: string): Seat | undefined {
    const seat = seats.get(agentId)
    if (!seat) return undefined
    links.partAll(seat)
    hub.part(seat)
    return seat
  }

  /** The connections are made anew, all else goes on. */
  function replace(seat: Seat, member: Member): void {
    const before = viewOf(seat)
    seat.member = member
    seat.claimedAt = timers.now()
    welcome(seat)
    const after = viewOf(seat)
    if (after.name !== before.name || after.muted !== before.muted) tellChanged(seat)
    poseChanged()
    hub.review()
    links.relink()
  }

  function tellChanged(seat: Seat): void {
    const event: RoomEvent = { type: 'participant-changed', participant: viewOf(seat) }
    for (const other of others(seat)) other.member.tell(event)
  }

  function tellAll(event: RoomEvent): void {
    for (const { member } of seats.values()) member.tell(event)
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
      const present = seats.get(member.agentId)
      if (present) return replace(present, member)
      const seat: Seat = {
        member,
        index: freeIndex(),
        links: new Map(),
        claimedAt: timers.now(),
        told: member.pose,
        hub: undefined,
      }
      indexes.add(seat.index)
      seats.set(member.agentId, seat)
      welcome(seat)
      const participant = viewOf(seat)
      for (const other of others(seat)) other.member.tell({ type: 'participant-joined', participant })
      hub.review()
      links.relink()
    },
    giveUp,
    leave(agentId) {
      const seat = giveUp(agentId)
      if (!seat) return
      seats.delete(agentId)
      indexes.delete(seat.index)
      tellAll({ type: 'participant-left', agentId })
      hub.review()
      links.relink()
    },
    resume(agentId) {
      const seat = seats.get(agentId)
      if (!seat) return
      seat.claimedAt = timers.now()
      welcome(seat)
      links.resume(seat)
      hub.resume(seat)
      tellChanged(seat)
      links.relink()
    },
    memberChanged(agentId) {
      const seat = seats.get(agentId)
      if (!seat) return
      tellAll({ type: 'participant-changed', participant: viewOf(seat) })
      hub.review()
      // Whoever may speak from now on is to be connected.
      if (settingsOf(channel).mode !== 'open') links.relinkSoon()
    },
    poseChanged,
    privacyChanged() {
      hub.review()
      links.relink()
    },
    channelChanged(next) {
      const before = new Map([...seats].map(([agentId, seat]) => [agentId, viewOf(seat).silence]))
      channel = next
      tellAll({ type: 'channel-changed', channel })
      for (const [agentId, seat] of seats) {
        const participant = viewOf(seat)
        if (participant.silence === before.get(agentId)) continue
        tellAll({ type: 'participant-changed', participant })
      }
      hub.review()
      links.relink()
    },
    get route() {
      return hub.isOn() ? 'hub' : 'mesh'
    },
    async connectHub(agentId, offer) {
      const seat = seats.get(agentId)
      if (!seat) throw new VoiceError('not-in-room', 'You are in no room: wait until you are.')
      return hub.connect(seat, offer)
    },
    addHubCandidate(agentId, candidate) {
      const seat = seats.get(agentId)
      if (seat) hub.addCandidate(seat, candidate)
    },
    listenIn: hub.listenIn,
    isOverheard: hub.isOverheard,
    hubReady: hub.hubReady,
    close: hub.close,
    linked: links.find,
  }
}
