/** A room: who is in it, who is connected to whom, and what each participant is told. */

import { VoiceError } from '../../errors.js'
import { type Channel, type ChannelSettings, settingsOf } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Hub, HubCandidate } from './hub.js'
import type { Participant } from './participants/participant.js'
import type { Participation } from './participation.js'
import type { ParticipantView, RoomEvent, RoomSilence, Tell } from './room-event.js'
import { createRoomHub } from './room-hub.js'
import type { RoomKey, RoomSubject } from './room-key.js'
import { createRoomLinks } from './room-links.js'
import { createRoomMovements } from './room-movements.js'

export interface Room {
  readonly key: RoomKey
  readonly kind: RoomSubject['kind']
  readonly channel: Channel
  readonly size: number
  has(agentId: string): boolean
  /** Enters the room; a place that `giveUp` left is taken over, and the others are told of no leave and no join. */
  enter(participant: Participant): void
  /** Gives up an avatar's place for another page or viewer of that avatar, which must enter at once. */
  giveUp(agentId: string): void
  leave(agentId: string): void
  /** To be called when a participant came back on a new socket: it is told everything, the others nothing. */
  resume(agentId: string): void
  /** To be called when a participant's `muted` changed. */
  participantChanged(agentId: string): void
  /** To be called when a participant's pose may have changed; real changes are sent with the next flush. */
  poseChanged(): void
  /** To be called when a participant's `addressHidden` changed. */
  privacyChanged(): void
  channelChanged(channel: Channel): void
  mutes: RoomMutes
  /** Whether the room is heard by direct connections or through the hub. */
  readonly route: 'mesh' | 'hub'
  /** Answers a page's offer to the hub. @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable` */
  connectHub(agentId: string, offer: string): Promise<string>
  addHubCandidate(agentId: string, candidate: HubCandidate): void
  /** Keeps the hub on for a listener who does not take part. @returns a function that ends the listening */
  listenIn(): () => void
  isOverheard(): boolean
  /** To be called when the hub has started (again). */
  hubReady(): void
  /** To be called when the room ends. */
  close(): void
  /** The link of two agents if they are connected under that id. */
  linked(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
  view(agentId: string): ParticipantView | undefined
  agentIds(): readonly string[]
}

/** Moderators' mutes, which hold even while the muted avatar is away. */
export interface RoomMutes {
  /** Why nobody hears the avatar: a moderator's mute, or the channel's mode. */
  silenceOf(agentId: string, settings: ChannelSettings): RoomSilence | undefined
  /** Whether the channel's mode lets the avatar speak at all. */
  maySpeak(agentId: string, settings: ChannelSettings): boolean
}

export interface RoomOptions {
  readonly subject: RoomSubject
  readonly mutes: RoomMutes
  /** No resident of this service may learn another one's network address. */
  readonly relayOnly: boolean
  /** Whether there is a TURN server. */
  readonly relayAvailable: boolean
  /** `undefined` if this service has no media hub. */
  readonly hub: Hub | undefined
  /** Whether every room goes through the hub. */
  readonly hubAlways: boolean
  readonly timers: Timers
}

export function createRoom(options: RoomOptions): Room {
  const { subject, mutes, timers } = options
  let { channel } = subject
  const participations = new Map<string, Participation>()
  const links = createRoomLinks({
    participations,
    settings: () => settingsOf(channel),
    maySpeak: mutes.maySpeak,
    relayOnly: options.relayOnly,
    mayLink: (one, two, linked) => canHide(one, two) && hub.mayLink(one, two, linked),
    timers,
  })
  const hub = createRoomHub({
    hub: options.hub,
    roomId: channel.id,
    participations,
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
    participations,
    onMoved() {
      links.relinkSoon()
      hub.reviewSoon()
    },
    timers,
  })

  /** Without a TURN server, a participant who hides their address is heard through the hub or not at all. */
  function canHide(one: Participation, two: Participation): boolean {
    return options.relayAvailable || !(one.participant.addressHidden || two.participant.addressHidden)
  }

  function viewOf({ participant, index }: Participation): ParticipantView {
    const { agentId, name, muted, pose } = participant
    const silence = mutes.silenceOf(agentId, settingsOf(channel))
    const { position, look } = pose
    return { agentId, name, index, muted, mutedByModerator: silence !== undefined, silence, position, look }
  }

  function others(participation: Participation): Participation[] {
    return [...participations.values()].filter((other) => other !== participation)
  }

  function freeIndex(): number {
    let index = 0
    while (indexes.has(index)) index += 1
    return index
  }

  function welcome(participation: Participation): void {
    const { participant } = participation
    participant.tell({
      type: 'room-entered',
      channel,
      self: viewOf(participation),
      others: others(participation).map(viewOf),
      feedLost: participant.feedLost,
    })
  }

  function giveUp(agentId: string): Participation | undefined {
    const participation = participations.get(agentId)
    if (!participation) return undefined
    links.partAll(participation)
    hub.part(participation)
    return participation
  }

  /** Makes the connections anew; everything else goes on. */
  function replace(participation: Participation, participant: Participant): void {
    const before = { ...viewOf(participation), kind: participation.participant.kind }
    participation.participant = participant
    participation.keptSince = timers.now()
    welcome(participation)
    if (before.kind !== participant.kind) tellArrived(participation)
    const after = viewOf(participation)
    if (after.name !== before.name || after.muted !== before.muted) tellChanged(participation)
    poseChanged()
    hub.review()
    links.relink()
  }

  function tellChanged(participation: Participation): void {
    const event: RoomEvent = { type: 'participant-changed', participant: viewOf(participation) }
    for (const other of others(participation)) other.participant.tell(event)
  }

  function tellArrived(participation: Participation): void {
    const { agentId, kind } = participation.participant
    const event: RoomEvent = { type: 'participant-arrived', agentId, by: kind }
    for (const other of others(participation)) other.participant.tell(event)
  }

  function tellAll(event: RoomEvent): void {
    for (const { participant } of participations.values()) participant.tell(event)
  }

  return {
    key: subject.key,
    kind: subject.kind,
    get channel() {
      return channel
    },
    get size() {
      return participations.size
    },
    mutes,
    has: (agentId) => participations.has(agentId),
    agentIds: () => [...participations.keys()],
    view(agentId) {
      const participation = participations.get(agentId)
      return participation && viewOf(participation)
    },
    enter(participant) {
      const present = participations.get(participant.agentId)
      if (present) return replace(present, participant)
      const participation: Participation = {
        participant,
        index: freeIndex(),
        links: new Map(),
        keptSince: timers.now(),
        told: participant.pose,
        hub: undefined,
      }
      indexes.add(participation.index)
      participations.set(participant.agentId, participation)
      welcome(participation)
      const joined: RoomEvent = { type: 'participant-joined', participant: viewOf(participation) }
      for (const other of others(participation)) other.participant.tell(joined)
      tellArrived(participation)
      hub.review()
      links.relink()
    },
    giveUp,
    leave(agentId) {
      const participation = giveUp(agentId)
      if (!participation) return
      participations.delete(agentId)
      indexes.delete(participation.index)
      tellAll({ type: 'participant-left', agentId })
      hub.review()
      links.relink()
    },
    resume(agentId) {
      const participation = participations.get(agentId)
      if (!participation) return
      participation.keptSince = timers.now()
      welcome(participation)
      links.resume(participation)
      hub.resume(participation)
      tellChanged(participation)
      links.relink()
    },
    participantChanged(agentId) {
      const participation = participations.get(agentId)
      if (!participation) return
      tellAll({ type: 'participant-changed', participant: viewOf(participation) })
      hub.review()
      // An avatar that may speak from now on must be connected.
      if (settingsOf(channel).mode !== 'open') links.relinkSoon()
    },
    poseChanged,
    privacyChanged() {
      hub.review()
      links.relink()
    },
    channelChanged(next) {
      const before = new Map(
        [...participations].map(([agentId, participation]) => [agentId, viewOf(participation).silence]),
      )
      channel = next
      tellAll({ type: 'channel-changed', channel })
      for (const [agentId, participation] of participations) {
        const participant = viewOf(participation)
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
      const participation = participations.get(agentId)
      if (!participation) throw new VoiceError('not-in-room', 'You are in no room: wait until you are.')
      return hub.connect(participation, offer)
    },
    addHubCandidate(agentId, candidate) {
      const participation = participations.get(agentId)
      if (participation) hub.addCandidate(participation, candidate)
    },
    listenIn: hub.listenIn,
    isOverheard: hub.isOverheard,
    hubReady: hub.hubReady,
    close: hub.close,
    linked: links.find,
  }
}
