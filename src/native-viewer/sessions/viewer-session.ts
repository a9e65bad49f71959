/** The life of one viewer's session; its phases are in session-phases.ts. */

import { VoiceError } from '../../errors.js'
import { createMachine } from '../../pure/state-machine.js'
import { UUID } from '../../pure/uuid.js'
import type { Pose, Vector3 } from '../../spatial/direction.js'
import { type Channel, type ChannelDraft, settingsOf } from '../../voice/channels/channel.js'
import { type Avatar, isSameAvatar } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Headphones, HeadphonesChoice } from '../../voice/residents/headphones.js'
import { opennessOf } from '../../voice/rooms/borders/border-rule.js'
import type { Hub } from '../../voice/rooms/hub.js'
import type { EndingReason } from '../../voice/rooms/room-event.js'
import { placeOf, type RoomSubject } from '../../voice/rooms/room-key.js'
import { decodeViewerText } from '../data-channel.js'
import type { GracePeriods } from '../evidence/grace-periods.js'
import type { ViewerRegions } from '../evidence/viewer-regions.js'
import type { PositionSource } from '../places/pose.js'
import type { PeopleUpdates } from './people-updates.js'
import { createPersonalGains } from './personal-gains.js'
import { PHASE_TRANSITIONS, type SessionEvent, type SessionPhase } from './session-phases.js'
import type { SessionPlace } from './session-place.js'
import { createSessionPose } from './session-pose.js'
import { createSessionRoom } from './session-room.js'
import type { ViewerRooms } from './viewer-rooms.js'

/** A viewer that has not joined by then is gone or cannot connect. */
export const JOIN_TIMEOUT_MS = 30_000

/** How long a session waits outside of a parcel's channel until its avatar is known to stand there. */
export const CONFIRM_MS = 5000

export interface SessionServices {
  readonly hub: Hub
  readonly rooms: ViewerRooms
  readonly presence: Presence
  readonly viewerRegions: ViewerRegions
  readonly people: PeopleUpdates
  /** For positions that the feed contradicts. */
  readonly gracePeriods: GracePeriods
  /** What residents chose for their own viewers. */
  readonly headphones?: Pick<Headphones, 'choiceOf' | 'events'>
  readonly timers: Timers
}

export interface SessionEvents {
  /** The viewer has said whether its avatar is in this region. */
  joined(): void
  /** The session listens in or takes part in its room from now on. */
  entered(): void
  /** @param cause why it was refused, for the log */
  ended(reason: SessionEnd, cause: unknown): void
}

/** Why a session is over: the room ended or `refused` it, a `timeout`, `closed` by either side, or `handed-over` to another node. */
export type SessionEnd = EndingReason | 'refused' | 'timeout' | 'closed' | 'handed-over'

export interface SessionView extends Avatar {
  readonly peerId: string
  readonly regionId: string
  readonly localId: number | undefined
  readonly channel: Channel | ChannelDraft
  readonly isCall: boolean
  readonly state: 'connecting' | 'waiting-for-position' | 'listening' | 'in-room' | 'aside'
  readonly positionSource: PositionSource
  readonly since: number
}

export interface ViewerSession extends Avatar {
  readonly peerId: string
  /** The region key with which the region asked for it, if it has one. */
  readonly keyId: string | undefined
  readonly regionId: string
  readonly localId: number | undefined
  /** A draft until somebody is let in. */
  readonly channel: Channel | ChannelDraft
  readonly isCall: boolean
  /** `undefined` while the channel is not stored. */
  readonly room: RoomSubject | undefined
  /** Whether it has joined and its avatar is in the session's region, as far as is known. */
  readonly isPrimary: boolean
  /** Whether it takes part in its room. */
  readonly isPresent: boolean
  readonly isInside: boolean
  readonly isOver: boolean
  /** Takes a text from the viewer's data channel. */
  receive(text: string): void
  /** To be called when anything has changed that may concern the session. */
  review(): void
  /** To be called when its channel was changed, and before it is reviewed for that. */
  channelChanged(channel: Channel): void
  /** The avatar's position as the viewer reports it, global metres. */
  reported(): Vector3 | undefined
  view(): SessionView
  /** Idempotent. */
  end(reason: SessionEnd, cause?: unknown): void
}

export function createViewerSession(
  services: SessionServices,
  {
    peerId,
    grid,
    agentId,
    place,
    keyId,
  }: Avatar & Pick<ViewerSession, 'peerId' | 'keyId'> & { readonly place: SessionPlace },
  events: SessionEvents,
): ViewerSession {
  const { hub, rooms, presence, viewerRegions, gracePeriods, timers } = services
  const { regionId, localId } = place
  const isCall = place.kind === 'call'
  const self = { peerId, grid, agentId, regionId, keyId }
  const subjectOf = (opened: Channel): RoomSubject => (place.kind === 'call' ? place.room : placeOf(opened))
  const since = timers.now()
  const positional = !isCall && settingsOf(place.channel).type !== 'conference'
  const where = createSessionPose({ presence, gracePeriods }, self, positional)
  const gains = createPersonalGains()
  const life = createMachine<SessionPhase, SessionEvent>(PHASE_TRANSITIONS, 'connecting')
  let channel: Channel | ChannelDraft = place.channel
  /** A viewer that says it has crossed a border is believed for a moment, but opens no door that is closed to neighbours. */
  const isOpen = () => opennessOf(channel, settingsOf(channel), regionId, () => false) === 'open'
  const inRegion = { ...self, isOpen }
  let opening = false
  let reviewing = false
  let primary = false
  let source: PositionSource = 'none'
  let cancelWait: (() => void) | undefined = timers.after(JOIN_TIMEOUT_MS, () => end('timeout'))

  function stopWaiting(): void {
    cancelWait?.()
    cancelWait = undefined
  }

  const wear = (choice: HeadphonesChoice) => hub.setHeadphones(peerId, choice ?? undefined)
  const onChosen = (avatar: Avatar, choice: HeadphonesChoice) => {
    if (isSameAvatar(avatar, self)) wear(choice)
  }
  services.headphones?.events.on('chosen', onChosen)
  services.headphones
    ?.choiceOf(self)
    .then((choice) => {
      if (choice !== null && life.state() !== 'over') wear(choice)
    })
    // Without an answer the viewer hears as its place has it.
    .catch(() => undefined)

  const leavesVoiceToPage = () => !isCall && rooms.pages.leads(self)

  const room = createSessionRoom({
    ...services,
    session: self,
    subjectOf,
    onEnded(reason) {
      if (reason === 'replaced' && leavesVoiceToPage()) standAside()
      else end(reason)
    },
    onKicked: () => end('kicked'),
  })

  function goOut(): void {
    if (life.tell('sent-out')) room.goOut()
  }

  function standAside(): void {
    stopWaiting()
    goOut()
  }

  /** Stays out of the room until the avatar is known to stand in the parcel, or the time is over. */
  function waitOutside(): void {
    goOut()
    const why = 'Only an avatar that stands in a parcel takes part in its channel.'
    cancelWait ??= timers.after(CONFIRM_MS, () => end('refused', new VoiceError('not-allowed', why)))
  }

  function openChannel(): void {
    stopWaiting()
    if (opening || place.kind === 'call') return
    opening = true
    place
      .open()
      .then((opened) => {
        channel = opened
        review()
      })
      .catch((error: unknown) => end('refused', error))
      .finally(() => {
        opening = false
      })
  }

  function comeIn(opened: Channel): void {
    stopWaiting()
    life.tell('let-in')
    room.comeIn(opened)
    events.entered()
  }

  function reportPlace({ id: channelId, name }: Channel, { position, look }: Pose): void {
    const parcelId = UUID.test(name) && name !== regionId ? name : null
    presence.reportByViewer({ grid, agentId, by: peerId, regionId, parcelId, channelId, position, look })
  }

  /** Guards against re-entry: a review may end an older session of the avatar, which causes another review. */
  function review(): void {
    if (reviewing || life.state() === 'connecting' || life.state() === 'over') return
    reviewing = true
    try {
      follow()
    } finally {
      reviewing = false
    }
  }

  function follow(): void {
    // A call has no neighbours: every listener takes part.
    primary = isCall || viewerRegions.isHere(inRegion)
    if (localId !== undefined && !primary) return waitOutside()
    if (channel.id === undefined) return openChannel()
    const { mouth, ear, source: told } = where.resolve(primary)
    source = told
    const wasPresent = room.isPresent
    const aside = primary && leavesVoiceToPage()
    try {
      if (aside) standAside()
      else if (primary && mouth) room.takePart(channel, mouth)
    } catch (error) {
      return end('refused', error)
    }
    if (!primary) room.stopTakingPart()
    // After taking part: a page that waits for its place is then told that the viewer has the voice.
    if (primary && mouth && source === 'viewer') reportPlace(channel, mouth)
    if (aside) return
    if (life.state() === 'outside') comeIn(channel)
    else if (room.isPresent && !wasPresent) events.entered()
    if (ear) room.setEar(ear)
  }

  function join(here: boolean): void {
    if (life.state() === 'connecting') stopWaiting()
    life.tell('joined')
    if (!isCall) viewerRegions.report(inRegion, here)
  }

  function end(reason: SessionEnd, cause?: unknown): void {
    if (!life.tell('ended')) return
    services.headphones?.events.off('chosen', onChosen)
    stopWaiting()
    gracePeriods.leave(self)
    viewerRegions.leave(inRegion)
    presence.viewerEnded(self, peerId)
    room.leave()
    events.ended(reason, cause)
    room.stopListening()
  }

  return {
    ...self,
    localId,
    isCall,
    get channel() {
      return channel
    },
    get room() {
      return channel.id === undefined ? undefined : subjectOf(channel)
    },
    get isPrimary() {
      return (life.state() === 'outside' || life.state() === 'inside') && primary
    },
    get isPresent() {
      return room.isPresent
    },
    get isInside() {
      return life.state() === 'inside'
    },
    get isOver() {
      return life.state() === 'over'
    },
    reported: where.reported,
    review,
    channelChanged(changed) {
      channel = changed
    },
    receive(text) {
      const message = decodeViewerText(text)
      if (!message || life.state() === 'over') return
      where.report(message)
      if (gains.change(message)) hub.setPersonalGains(peerId, gains.all())
      if (message.join) join(message.join.primary)
      review()
      if (message.join) events.joined()
    },
    view() {
      const inside = room.isPresent ? 'in-room' : primary ? 'waiting-for-position' : 'listening'
      const outside = primary && leavesVoiceToPage() ? 'aside' : 'connecting'
      const state = life.state() === 'inside' ? inside : outside
      return {
        peerId,
        grid,
        agentId,
        regionId,
        localId,
        channel,
        isCall,
        state,
        positionSource: source,
        since,
      }
    },
    end,
  }
}
