/** A room: who is in it, who is connected to whom, and what each participant is told. */

import { VoiceError } from '../../errors.js'
import { MAX_MESH_PEERS } from '../../spatial/audible-set.js'
import { attenuationOf, type Channel, type ChannelSettings } from '../channels/channel.js'
import type { Timers } from '../ports.js'
import type { Blocks } from '../residents/blocks.js'
import type { Usage } from '../usage/usage.js'
import type { Shore } from './borders/border-rule.js'
import type { BorderRoom, Borders } from './borders/borders.js'
import { createOutsiders } from './borders/outsiders.js'
import { createRoomHands } from './floor/room-hands.js'
import { createRoomLock } from './floor/room-lock.js'
import type { Hub, HubCandidate } from './hub.js'
import { disconnect, otherEnd } from './link-ends.js'
import type { Participant } from './participants/participant.js'
import type { Participation } from './participation.js'
import { createChannelInForce } from './room-channel.js'
import type { ParticipantView, Tell } from './room-event.js'
import { createRoomHub } from './room-hub.js'
import type { RoomKey, RoomSubject } from './room-key.js'
import { createRoomLinks } from './room-links.js'
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
  release(
    agentId: string,
  ): { readonly participation: Participation; readonly border: BorderRoom; settle(): void } | undefined
  /** Gives up an avatar's place for another page or viewer of that avatar, which must enter at once. */
  giveUp(agentId: string): void
  leave(agentId: string): void
  /** To be called when a participant came back on a new socket: it is told everything, the others nothing. */
  resume(agentId: string): void
  /** To be called when a participant's `muted` changed. */
  participantChanged(agentId: string): void
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
  /** No resident of this service may learn another one's network address. */
  readonly relayOnly: boolean
  /** Whether there is a TURN server. */
  readonly relayAvailable: boolean
  /** `undefined` if this service has no media hub. */
  readonly hub: Hub | undefined
  /** Whether every room goes through the hub. */
  readonly hubAlways: boolean
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
  const { subject, mutes, borders, timers } = options
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
      if (isPlace) borders.soundChanged(border)
      hub.review()
      if (participations.size > 1) links.relink()
    },
  })
  const isPlace = subject.kind === 'place'
  const indexes = new Set<number>()
  const outsiders = createOutsiders({
    participations,
    takeIndex: freeIndex,
    freeIndex: (index) => void indexes.delete(index),
  })
  const links = createRoomLinks({
    participations,
    outsiders,
    settings: channel.settings,
    maySpeak: mutes.maySpeak,
    relayOnly: options.relayOnly,
    mayLink: (one, two, linked) =>
      !options.blocks.areApart(one.participant, two.participant) &&
      canHide(one, two) &&
      hub.mayLink(one, two, linked),
    timers,
  })
  const hub = createRoomHub({
    hub: options.hub,
    roomKey: subject.key,
    participations,
    settings: channel.settings,
    meshPeers: subject.kind === 'call' ? MAX_CALL_MESH_PEERS : MAX_MESH_PEERS,
    always: options.hubAlways,
    relayAvailable: options.relayAvailable,
    isMuted: (agentId, inForce) => mutes.silenceOf(agentId, inForce) !== undefined,
    apartFrom: options.blocks.apartFrom,
    hasInReach: links.hasInReach,
    outsiders,
    isNeededBeyond: () => isPlace && borders.needHub(border),
    onNeed() {
      if (isPlace) for (const other of borders.neighboursOf(border)) other.onChanged()
    },
    deaf: () => (isPlace ? options.listening().filter((agentId) => isDeaf(agentId)) : []),
    onChange() {
      links.relinkSoon()
      if (isPlace) borders.reviewSoon(border)
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
      if (isPlace) borders.changed(border, agentId)
    },
  })
  const { viewOf } = telling
  const letGo = new Map<string, () => void>()
  const tellMoved = createRoomMovements({
    participations,
    outsiders,
    onMoved(isOwn) {
      if (isOwn && participations.size > 1) links.relinkSoon()
      if (isOwn && isPlace) borders.reviewSoon(border)
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
    attenuation: () => attenuationOf(channel.settings()),
    viewOf,
    isBarred: options.isBanned,
    isLocked: lock.isLocked,
    needsHub: hub.isNeededHere,
    isOnHub: hub.isOn,
    mayLinkBesideHub: hub.mayLink,
    onChanged: hub.review,
    onMoved: tellMoved,
  }
  const isDeaf = (agentId: string) => isPlace && borders.isDeafIn(border, agentId)

  function poseChanged(): void {
    tellMoved()
    if (isPlace) borders.moved(border)
  }

  /** Without a TURN server, a participant who hides their address is heard through the hub or not at all. */
  function canHide(one: Participation, two: Participation): boolean {
    return options.relayAvailable || !(one.participant.addressHidden || two.participant.addressHidden)
  }

  const isModerator = (agentId: string) => channel.settings().moderators.includes(agentId)

  function freeIndex(): number {
    let index = 0
    while (indexes.has(index)) index += 1
    indexes.add(index)
    return index
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
    telling.welcome(participation)
    if (before.kind !== participant.kind) telling.arrived(participation)
    const after = viewOf(participation)
    if (after.name !== before.name || after.muted !== before.muted) telling.changed(participation)
    channel.review()
    poseChanged()
    hub.review()
    links.relink()
  }

  /** @param carried from another room, with its connections */
  function admit(participant: Participant, carried: Participation | undefined, from?: BorderRoom): void {
    const { agentId } = participant
    const known = outsiders.take(agentId)
    const index = known ?? freeIndex()
    const now = timers.now()
    // Whoever is known here already is told of anew, with the next positions.
    const told = known === undefined ? participant.pose : { ...participant.pose }
    const here = { participant, index, enteredAt: now, keptSince: carried?.keptSince ?? now, told }
    const participation: Participation = carried
      ? Object.assign(carried, here)
      : { ...here, links: new Map(), hub: undefined }
    channel.review(participant)
    participations.set(agentId, participation)
    letGo.set(agentId, options.hold(agentId))
    options.usage?.entered(participant)
    lock.letIn(agentId)
    if (carried) {
      hub.review()
      hub.adopt(participation)
    }
    if (from && isPlace) {
      // First it is decided who is heard: positions are right from the first one on.
      participation.isArriving = true
      borders.crossed(from, border, participation)
      borders.review(border)
      participation.isArriving = false
    }
    telling.welcome(participation, carried !== undefined)
    if (known === undefined) telling.joined(participation)
    else telling.changed(participation)
    if (known !== undefined) tellMoved()
    if (isPlace) borders.entered(border, agentId)
    hub.review()
    links.relink()
    if (isPlace) borders.review(border)
  }

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
    enter(participant) {
      const present = participations.get(participant.agentId)
      if (present) return replace(present, participant)
      admit(participant, undefined)
    },
    enterFrom(room, participant) {
      const carried = participations.has(participant.agentId) ? undefined : room.release(participant.agentId)
      if (!carried) {
        room.leave(participant.agentId)
        return this.enter(participant)
      }
      admit(participant, carried.participation, carried.border)
      carried.settle()
    },
    release(agentId) {
      const participation = participations.get(agentId)
      if (!participation || !isPlace) return undefined
      const { index } = participation
      participations.delete(agentId)
      letGo.get(agentId)?.()
      letGo.delete(agentId)
      options.usage?.left(participation.participant)
      hands.lower(agentId)
      outsiders.expect(agentId, index)
      hub.handOver(participation)
      return {
        participation,
        border,
        settle() {
          const left = outsiders.unexpect(agentId)
          if (left !== undefined) {
            indexes.delete(left)
            telling.all({ type: 'participant-left', agentId })
            for (const link of [...participation.links.values()]) {
              const { participant } = otherEnd(link, participation)
              if (participations.get(participant.agentId)?.participant === participant) disconnect(link)
            }
          }
          borders.reviewSoon(border)
          channel.review()
          hub.review()
          links.relink()
        },
      }
    },
    giveUp,
    leave(agentId) {
      const participation = giveUp(agentId)
      if (!participation) return
      participations.delete(agentId)
      letGo.get(agentId)?.()
      letGo.delete(agentId)
      options.usage?.left(participation.participant)
      hands.lower(agentId)
      indexes.delete(participation.index)
      telling.all({ type: 'participant-left', agentId })
      if (isPlace) borders.left(border, agentId)
      channel.review()
      hub.review()
      links.relink()
    },
    resume(agentId) {
      const participation = participations.get(agentId)
      if (!participation) return
      participation.keptSince = timers.now()
      telling.welcome(participation)
      links.resume(participation)
      hub.resume(participation)
      telling.changed(participation)
      links.relink()
      if (isPlace) borders.review(border)
    },
    participantChanged(agentId) {
      if (!telling.participant(agentId)) return
      hub.review()
      // An avatar that may speak from now on must be connected.
      if (channel.settings().mode !== 'open') links.relinkSoon()
    },
    poseChanged,
    placingChanged: () => channel.review(),
    privacyChanged() {
      hub.review()
      links.relink()
      if (isPlace) borders.review(border)
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
      if (isPlace) borders.review(border)
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
      if (isPlace) borders.close(border)
      hub.close()
    },
    outsiders: () => [...outsiders.values()].map(({ home, participation }) => home.viewOf(participation)),
    shore: () => borders.shoreOf(border),
    placeLearned() {
      if (isPlace) borders.review(border)
      hub.review()
    },
    listenersChanged: hub.review,
    barsChanged() {
      if (isPlace) borders.barsChanged(border)
    },
    isDeaf,
    renewLink: links.renew,
    linked: links.find,
  }
}
