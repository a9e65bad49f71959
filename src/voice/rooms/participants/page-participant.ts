/** A participant by page: what its resident can do in any room, and what the room knows of it. */

import { VoiceError } from '../../../errors.js'
import type { Vector3 } from '../../../spatial/direction.js'
import type { Effort } from '../../../spatial/effort.js'
import type { Channel } from '../../channels/channel.js'
import { type Avatar, isSameRegion } from '../../grids/grid.js'
import type { RegionPose } from '../../presence/region-pose.js'
import type { Confinement } from '../../region-keys/confined-sessions.js'
import type { HubCandidate } from '../hub.js'
import type { Room } from '../room.js'
import type { Pictures, SignalPayload, Tell } from '../room-event.js'
import type { Kept, Participant } from './participant.js'

/** A page that asks to take part. */
export interface PageJoin extends Avatar {
  readonly name: string
  readonly muted: boolean
  readonly effort?: Effort
  /** Nobody may learn the resident's network address. */
  readonly addressHidden?: boolean
  readonly tell: Tell
  /** The page still hears somebody, through the hub or by kept links. */
  readonly resumes?: boolean
  readonly keptLinks?: Map<string, string>
  /** Of a connection that the page has ready, for the first to whom it is connected directly. */
  readonly offer?: string
  /** Where its session is good; without it, everywhere. */
  readonly confinement?: Confinement
}

/** What a session does with its participation. */
export interface PageParticipant extends Participant {
  readonly kind: 'page'
  /** Its room; `undefined` while it is in none. */
  readonly room: Room | undefined
  setMuted(muted: boolean): void
  setEffort(effort: Effort): void
  /** @throws VoiceError `not-in-room`, or `not-allowed` where everybody may speak */
  setHand(raised: boolean): void
  /** The channel of its room. @throws VoiceError `not-in-room`; `not-allowed` for whom that channel is not to moderate */
  moderatedChannel(): Channel
  /** Whether an avatar moderates the channel of its room. */
  isModerator(agentId: string): boolean
  /** Connections that the change concerns are made anew. */
  setAddressHidden(hidden: boolean): void
  /** The others in the room are told. @throws VoiceError `not-in-room` */
  setPictures(pictures: Pictures): void
  /**
   * @throws VoiceError `not-allowed` unless the room is that of a call with exactly these two, and the other takes
   * pictures; `not-in-room`
   */
  requirePictures(to: string): void
  /** @throws VoiceError `not-allowed` in the room of a place, where pictures are not even negotiated; `not-in-room` */
  requireCall(): void
  /**
   * Hands an offer, an answer or a candidate to a connected participant.
   * @throws VoiceError `not-in-room`, `peer-unreachable` when there is no such connection, `rate-limited`
   */
  signal(to: string, linkId: string, payload: SignalPayload): void
  /** The page does not have a link that it was told it kept: a new one is made. */
  renewLink(to: string, linkId: string): void
  /**
   * Answers an offer to the media hub.
   * @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable`
   */
  connectHub(offer: string): Promise<string>
  addHubCandidate(candidate: HubCandidate): void
  /** Ends the participation; the page is told nothing more. */
  leave(): void
  /**
   * The page's socket broke without a close: the page may come back within a moment, else the participation ends.
   * @param why where its node is gone, the page has longer
   */
  lost(why?: 'broken' | 'node-gone'): void
}

/** The part that `page-place.ts`, which brings the page into rooms, uses besides. */
export interface PlacedPage extends PageParticipant {
  room: Room | undefined
  setPose(pose: RegionPose): void
  setFeedLost(lost: boolean): void
  setUnplaced(unplaced: boolean): void
  /** Goes on with the same page on a new socket. @returns the `tell` of the old socket */
  resume(page: PageJoin): Tell
}

/** @param life what `leave` and `lost` do */
export function createPageParticipant(
  page: PageJoin,
  initial: { readonly pose: RegionPose; readonly feedLost: boolean },
  life: Pick<PageParticipant, 'leave' | 'lost'>,
): PlacedPage {
  const { grid, agentId, name } = page
  const { muted, effort = 'talk', addressHidden = false, keptLinks = new Map<string, string>() } = page
  const { feedLost } = initial
  let { tell, offer } = page

  function roomNow(): Room {
    const { room } = self
    if (!room) throw new VoiceError('not-in-room', 'You are in no room: wait until you are.')
    return room
  }

  const self: Kept<PlacedPage> = {
    grid,
    agentId,
    kind: 'page',
    name,
    muted,
    effort,
    addressHidden,
    keptLinks,
    fromHub: hasHub(page),
    pose: poseOf(initial.pose),
    feedLost,
    unplaced: false,
    pictures: undefined,
    room: undefined,
    takeOffer() {
      const taken = offer
      offer = undefined
      return taken
    },
    tell: (event) => tell(event),
    ...life,
    setPose(next) {
      if (isSamePose(self.pose, next)) return
      self.pose = poseOf(next)
      self.room?.poseChanged()
    },
    setFeedLost(lost) {
      if (self.feedLost === lost) return
      self.feedLost = lost
      if (self.room) tell({ type: 'feed-changed', lost })
    },
    setUnplaced(next) {
      if (self.unplaced === next) return
      self.unplaced = next
      self.room?.placingChanged()
    },
    resume(renewed) {
      const older = tell
      self.muted = renewed.muted
      self.effort = renewed.effort ?? 'talk'
      tell = renewed.tell
      self.addressHidden = renewed.addressHidden ?? false
      self.keptLinks = renewed.keptLinks ?? new Map()
      self.fromHub = hasHub(renewed)
      return older
    },
    setMuted(next) {
      if (self.muted === next) return
      self.muted = next
      self.room?.participantChanged(agentId)
    },
    setEffort(next) {
      if (self.effort === next) return
      self.effort = next
      self.room?.effortChanged(agentId)
    },
    setHand: (raised) => roomNow().setHand(agentId, raised),
    moderatedChannel() {
      const { channel, kind, isModerator } = roomNow()
      if (kind === 'place' && isModerator(agentId)) return channel
      throw new VoiceError('not-allowed', 'You are no moderator of this channel.')
    },
    isModerator: (other) => self.room?.isModerator(other) ?? false,
    setAddressHidden(hidden) {
      if (self.addressHidden === hidden) return
      self.addressHidden = hidden
      self.room?.privacyChanged()
    },
    setPictures(next) {
      const now = roomNow()
      const { pictures } = self
      if (pictures?.accepts === next.accepts && pictures.shows === next.shows) return
      self.pictures = next
      now.participantChanged(agentId)
    },
    requirePictures(to) {
      const { kind, size, view } = roomNow()
      if (kind === 'call' && size === 2 && view(to)?.pictures?.accepts) return
      throw noPictures()
    },
    requireCall() {
      if (roomNow().kind !== 'call') throw noPictures()
    },
    signal(to, linkId, payload) {
      const link = roomNow().linked(agentId, to, linkId)
      if (!link) {
        throw new VoiceError('peer-unreachable', 'You are not connected to that avatar in this room.')
      }
      link.tell({ type: 'signalled', from: agentId, linkId, relayOnly: link.relayOnly, payload })
    },
    renewLink: (to, linkId) => self.room?.renewLink(agentId, to, linkId),
    async connectHub(offer) {
      return roomNow().connectHub(agentId, offer)
    },
    addHubCandidate: (candidate) => self.room?.addHubCandidate(agentId, candidate),
  }
  return self
}

const noPictures = () =>
  new VoiceError(
    'not-allowed',
    'Pictures are for calls of two, where the other side takes them: this was not handed on.',
  )

/** A page that still hears somebody, and by no link, hears them through the hub. */
const hasHub = ({ resumes = false, keptLinks }: PageJoin): boolean => resumes && !keptLinks?.size

/** No more of it than that: what is known of an avatar is more. */
function poseOf({ grid, regionId, position, look }: RegionPose): RegionPose {
  return { grid, regionId, position, look }
}

/** Whether two are equal. */
export function isSamePose(one: RegionPose, other: RegionPose): boolean {
  return isSameRegion(one, other) && isSame(one.position, other.position) && isSame(one.look, other.look)
}

const isSame = (one: Vector3, other: Vector3) =>
  one[0] === other[0] && one[1] === other[1] && one[2] === other[2]
