/** A room: who is in it, who is connected to whom, and what each participant is told. */

import { VoiceError } from '../../errors.js'
import { MAX_MESH_PEERS } from '../../spatial/audible-set.js'
import { type Channel, type ChannelSettings, soundOf } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Blocks } from '../residents/blocks.js'
import type { Usage } from '../usage/usage.js'
import type { Shore } from './borders/border-rule.js'
import type { BorderRoom, Borders } from './borders/borders.js'
import { createOutsiders } from './borders/outsiders.js'
import { createRoomHands } from './floor/room-hands.js'
import { createRoomLock } from './floor/room-lock.js'
import type { Hub, HubCandidate } from './hub.js'
import type { AddressRules } from './links/link-way.js'
import { createRoomLinks } from './links/room-links.js'
import type { Participant } from './participants/participant.js'
import type { Participation } from './participation.js'
import { createChannelInForce } from './room-channel.js'
import { createRoomEntries, createRoomNumbers, type Released } from './room-entries.js'
import type { ParticipantView, Tell } from './room-event.js'
import { createRoomHub } from './room-hub.js'
import type { RoomKey, RoomSubject } from './room-key.js'
import { createRoomMovements } from './room-movements.js'
import { createRoomTelling, type RoomMutes } from './room-telling.js'

/** In a call each page sends its voice to this many others; more are heard through the hub. */
const MAX_CALL_MESH_PEERS = 3

export interface Room {
  readonly key: RoomKey
  readonly kind: RoomSubject['kind']
  /** As it is stored. */
  readonly channel: Channel
  /** The channel's settings as they are in force here: without distance where positions are missing. */
  readonly settings: ChannelSettings
  readonly size: number
  has(agentId: string): boolean
  /** Enters the room; a place that `giveUp` left is taken over, and the others are told of no leave and no join. */
  enter(participant: Participant): void
  /** Enters from another room, with all connections: those that both rooms allow go on, and nobody in reach of both hears a gap. */
  enterFrom(room: Room, participant: Participant): void
  /** Lets a participant go into another room. @returns what it takes along, and what is to be called once it is there */
  release(agentId: string): Released | undefined
  /** Gives up an avatar's place for another page or viewer of that avatar, which must enter at once. */
  giveUp(agentId: string): void
  leave(agentId: string): void
  /** To be called when a participant came back on a new socket: it is told everything, the others nothing. */
  resume(agentId: string): void
  /** To be called when a participant's `muted` changed. */
  participantChanged(agentId: string): void
  /** To be called when a participant whispers, talks or shouts from now on. */
  effortChanged(agentId: string): void
  /** To be called when a participant's pose may have changed; real changes are sent with the next flush. */
  poseChanged(): void
  /** To be called when a participant's `unplaced` changed. */
  placingChanged(): void
  /** To be called when a participant's `addressHidden` changed, or who has blocked whom. */
  privacyChanged(): void
  /** To be called when its channel was changed. @returns which settings are others now */
  channelChanged(channel: Channel): ReadonlySet<keyof ChannelSettings>
  /** To be called when everybody was muted, or no longer is. */
  rulesChanged(): void
  /** Raises or lowers a participant's hand. @throws VoiceError `not-allowed` where everybody may speak */
  setHand(agentId: string, raised: boolean): void
  /** Whether an avatar moderates the room's channel. */
  isModerator(agentId: string): boolean
  /** Those who have raised their hands, in their order. */
  hands(): readonly string[]
  /** A participant speaks, or has stopped: when they have spoken, their hand is lowered. */
  spoke(agentId: string, speaking: boolean): void
  readonly locked: boolean
  /** @param listeners who hears the room without taking part: they are inside, too */
  setLocked(locked: boolean, listeners: readonly string[]): void
  /** Somebody was taken out, and may not come back while the room is locked. */
  shutOut(agentId: string): void
  /** Whether the lock keeps an avatar out. */
  keepsOut(agentId: string): boolean
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
  /** Makes the link of two agents anew, if they are connected under that id. */
  renewLink(from: string, to: string, linkId: string): void
  /** The link of two agents if they are connected under that id. */
  linked(from: string, to: string, linkId: string): { tell: Tell; relayOnly: boolean } | undefined
  view(agentId: string): ParticipantView | undefined
  /** Who is heard here from beyond a border, and takes part in another room. */
  outsiders(): readonly ParticipantView[]
  /** Where its region lies and to whom its border is open. */
  shore(): Shore
  /** To be called when it turned out where its region lies, or that it lies elsewhere. */
  placeLearned(): void
  /** To be called when what those hear who merely listen has changed. */
  listenersChanged(): void
  /** To be called when who may hear it, whatever its settings, has changed. */
  barsChanged(): void
  /** Whether an avatar whose viewer merely listens in must not hear it that way. */
  isDeaf(agentId: string): boolean
  /** When an avatar came, by the stopwatch. */
  enteredAt(agentId: string): number | undefined
  agentIds(): readonly string[]
  participants(): readonly Participant[]
}

export interface RoomOptions {
  readonly subject: RoomSubject
  readonly mutes: RoomMutes
  /** Who must not hear whom, because one has blocked the other. */
  readonly blocks: Pick<Blocks, 'areApart' | 'apartFrom'>
  readonly addresses: AddressRules
  /** `undefined` if this service has no media hub. */
  readonly hub: Hub | undefined
  /** Counts somebody who is in the room. @returns to be called when they leave */
  readonly hold: (agentId: string) => () => void
  /** What each avatar's time here is counted by. */
  readonly usage: Pick<Usage, 'entered' | 'left'> | undefined
  readonly borders: Borders
  /** Whether an avatar is banned from the room's channel. */
  readonly isBanned: (agentId: string) => boolean
  /** The agents whose viewers listen, participants by viewer among them. */
  readonly listening: () => readonly string[]
  readonly timers: Timers
}

export function createRoom(options: RoomOptions): Room {
  const { subject, mutes, timers } = options
  /** A call lies nowhere. */
  const borders = subject.kind === 'place' ? options.borders : undefined
  const participations = new Map<string, Participation>()
  const participants = () => [...participations.values()].map(({ participant }) => participant)
  const channel = createChannelInForce({
    subject,
    participants,
    onChange(isOfSpeech, put) {
      const before = isOfSpeech ? [...participations.values()].map(viewOf) : []
      const told = put()
      if (isOfSpeech && channel.settings().mode === 'open') {
        for (const agentId of hands.agentIds()) hands.lower(agentId)
      }
      telling.all({ type: 'channel-changed', channel: told })
      telling.changedSince(before)
      borders?.soundChanged(border)
      hub.review()
      if (participations.size > 1) links.relink()
    },
  })
  const numbers = createRoomNumbers()
  const outsiders = createOutsiders({
    participations,
    takeIndex: numbers.take,
    freeIndex: numbers.free,
  })
  const links = createRoomLinks({
    participations,
    outsiders,
    settings: channel.settings,
    maySpeak: mutes.maySpeak,
    addresses: options.addresses,
    mayLink: (one, two, linked) =>
      !options.blocks.areApart(one.participant, two.participant) && hub.mayLink(one, two, linked),
    timers,
  })
  const hub = createRoomHub({
    hub: options.hub,
    roomKey: subject.key,
    participations,
    settings: channel.settings,
    meshPeers: subject.kind === 'call' ? MAX_CALL_MESH_PEERS : MAX_MESH_PEERS,
    addresses: options.addresses,
    isMuted: (agentId, inForce) => mutes.silenceOf(agentId, inForce) !== undefined,
    apartFrom: options.blocks.apartFrom,
    hasInReach: links.hasInReach,
    outsiders,
    isNeededBeyond: () => borders?.needHub(border) ?? false,
    onNeed() {
      for (const other of borders?.neighboursOf(border) ?? []) other.onChanged()
    },
    deaf: () => (borders ? options.listening().filter((agentId) => isDeaf(agentId)) : []),
    onChange() {
      links.relinkSoon()
      borders?.reviewSoon(border)
    },
    timers,
  })
  const lock = createRoomLock()
  const hands = createRoomHands(timers, (agentId) => void telling.participant(agentId))
  const telling = createRoomTelling({
    participations,
    channel: channel.told,
    settings: channel.settings,
    mutes,
    rules: () => ({ locked: lock.isLocked(), allMuted: mutes.areAllMuted() }),
    handOf: hands.numberOf,
    outsiders,
    onChanged(agentId) {
      borders?.changed(border, agentId)
    },
  })
  const { viewOf } = telling
  const tellMoved = createRoomMovements({
    participations,
    outsiders,
    onNews() {
      borders?.moved(border)
    },
    onMoved(isOwn) {
      if (isOwn && participations.size > 1) links.relinkSoon()
      if (isOwn) borders?.reviewSoon(border)
      hub.reviewSoon()
    },
    timers,
  })
  const border: BorderRoom = {
    key: subject.key,
    participations,
    outsiders,
    channel: channel.stored,
    settings: channel.settings,
    sound: () => soundOf(channel.settings()),
    viewOf,
    isMuted: (agentId) => mutes.silenceOf(agentId, channel.settings()) !== undefined,
    isBarred: options.isBanned,
    isLocked: lock.isLocked,
    needsHub: hub.isNeededHere,
    isOnHub: hub.isOn,
    mayLinkBesideHub: hub.mayLink,
    onChanged: hub.review,
    onMoved: () => tellMoved('outsiders'),
  }
  const isDeaf = (agentId: string) => borders?.isDeafIn(border, agentId) ?? false

  const isModerator = (agentId: string) => channel.settings().moderators.includes(agentId)

  const entries = createRoomEntries({
    participations,
    numbers,
    outsiders,
    channel,
    links,
    hub,
    hands,
    lock,
    telling,
    tellMoved: () => tellMoved('own'),
    borders,
    border,
    hold: options.hold,
    usage: options.usage,
    timers,
  })

  return {
    key: subject.key,
    kind: subject.kind,
    get channel() {
      return channel.stored()
    },
    get settings() {
      return channel.settings()
    },
    get size() {
      return participations.size
    },
    has: (agentId) => participations.has(agentId),
    agentIds: () => [...participations.keys()],
    participants,
    view(agentId) {
      const participation = participations.get(agentId)
      return participation && viewOf(participation)
    },
    enteredAt: (agentId) => participations.get(agentId)?.enteredAt,
    enter: entries.enter,
    enterFrom(room, participant) {
      const { agentId } = participant
      const released = participations.has(agentId) ? undefined : room.release(agentId)
      if (!released) {
        room.leave(agentId)
        return entries.enter(participant)
      }
      entries.admit(participant, released)
      released.settle()
    },
    release: entries.release,
    giveUp: (agentId) => void entries.giveUp(agentId),
    leave: entries.leave,
    resume: entries.resume,
    participantChanged(agentId) {
      if (!telling.participant(agentId)) return
      hub.review()
      // An avatar that may speak from now on must be connected.
      if (channel.settings().mode !== 'open') links.relinkSoon()
    },
    effortChanged(agentId) {
      if (!telling.participant(agentId)) return
      hub.review()
      // A shout reaches others than talking does.
      links.relinkSoon()
      borders?.reviewSoon(border)
    },
    poseChanged: () => tellMoved('own'),
    placingChanged: () => channel.review(),
    privacyChanged() {
      hub.review()
      links.relink()
      borders?.review(border)
    },
    channelChanged: channel.store,
    rulesChanged: telling.rules,
    setHand(agentId, raised) {
      if (raised && channel.settings().mode === 'open') {
        throw new VoiceError('not-allowed', 'Everybody may speak here: there is no need to raise a hand.')
      }
      if (raised ? participations.has(agentId) && hands.raise(agentId) : hands.lower(agentId))
        telling.participant(agentId)
    },
    isModerator,
    hands: hands.agentIds,
    spoke(agentId, speaking) {
      const participation = participations.get(agentId)
      if (!participation || hands.numberOf(agentId) === undefined) return
      const { muted, silence } = viewOf(participation)
      hands.spoke(agentId, speaking && !muted && silence === undefined)
    },
    get locked() {
      return lock.isLocked()
    },
    setLocked(locked, listeners) {
      if (!lock.set(locked, [...participations.keys(), ...listeners])) return
      telling.rules()
      borders?.review(border)
    },
    shutOut: lock.shutOut,
    keepsOut: (agentId) => lock.keepsOut(agentId) && !isModerator(agentId),
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
    close() {
      borders?.close(border)
      hub.close()
    },
    outsiders: () => [...outsiders.values()].map(({ home, participation }) => home.viewOf(participation)),
    shore: () => options.borders.shoreOf(border),
    placeLearned() {
      borders?.review(border)
      hub.review()
    },
    listenersChanged: hub.review,
    barsChanged() {
      borders?.barsChanged(border)
    },
    isDeaf,
    renewLink: links.renew,
    linked: links.find,
  }
}
