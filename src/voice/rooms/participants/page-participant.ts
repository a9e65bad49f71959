/** A participant by page: what its resident can do in any room, and what the room knows of it. */

import { VoiceError } from '../../../errors.js'
import type { Avatar } from '../../grids/grid.js'
import { isSamePose, type RegionPose } from '../../presence/region-pose.js'
import type { HubCandidate } from '../hub.js'
import type { Room } from '../room.js'
import type { SignalPayload, Tell } from '../room-event.js'
import type { Participant } from './participant.js'

/** A page that asks to take part. */
export interface PageJoin extends Avatar {
  readonly name: string
  readonly muted: boolean
  /** Nobody may learn the resident's network address. */
  readonly addressHidden?: boolean
  readonly tell: Tell
  /** The page still hears somebody, through the hub or by kept links. */
  readonly resumes?: boolean
  readonly keptLinks?: Map<string, string>
}

/** What a session does with its participation. */
export interface PageParticipant extends Participant {
  readonly kind: 'page'
  setMuted(muted: boolean): void
  /** Connections that the change concerns are made anew. */
  setAddressHidden(hidden: boolean): void
  /**
   * Hands an offer, an answer or a candidate to a connected participant.
   * @throws VoiceError `not-in-room`, `peer-unreachable` when there is no such connection, `rate-limited`
   */
  signal(to: string, linkId: string, payload: SignalPayload): void
  /**
   * Answers an offer to the media hub.
   * @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable`
   */
  connectHub(offer: string): Promise<string>
  addHubCandidate(candidate: HubCandidate): void
  /** Ends the participation; the page is told nothing more. */
  leave(): void
  /** The page's socket broke without a close: the page may come back within a moment, else the participation ends. */
  lost(): void
}

/** The part that `page-place.ts`, which brings the page into rooms, uses besides. */
export interface PlacedPage extends PageParticipant {
  /** Its room; `undefined` while it is in none. */
  room: Room | undefined
  setPose(pose: RegionPose): void
  setFeedLost(lost: boolean): void
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
  let { muted, tell, addressHidden = false, keptLinks = new Map<string, string>() } = page
  let pose: RegionPose = poseOf(initial.pose)
  let { feedLost } = initial
  let room: Room | undefined

  function roomNow(): Room {
    if (!room) throw new VoiceError('not-in-room', 'You are in no room: wait until you are.')
    return room
  }

  return {
    grid,
    agentId,
    kind: 'page',
    name,
    get muted() {
      return muted
    },
    get addressHidden() {
      return addressHidden
    },
    get keptLinks() {
      return keptLinks
    },
    get pose() {
      return pose
    },
    get feedLost() {
      return feedLost
    },
    get room() {
      return room
    },
    set room(next) {
      room = next
    },
    tell: (event) => tell(event),
    ...life,
    setPose(next) {
      if (isSamePose(pose, next)) return
      pose = poseOf(next)
      room?.poseChanged()
    },
    setFeedLost(lost) {
      if (feedLost === lost) return
      feedLost = lost
      if (room) tell({ type: 'feed-changed', lost })
    },
    resume(renewed) {
      const older = tell
      muted = renewed.muted
      tell = renewed.tell
      addressHidden = renewed.addressHidden ?? false
      keptLinks = renewed.keptLinks ?? new Map()
      return older
    },
    setMuted(next) {
      if (muted === next) return
      muted = next
      room?.participantChanged(agentId)
    },
    setAddressHidden(hidden) {
      if (addressHidden === hidden) return
      addressHidden = hidden
      room?.privacyChanged()
    },
    signal(to, linkId, payload) {
      const link = roomNow().linked(agentId, to, linkId)
      if (!link) {
        throw new VoiceError('peer-unreachable', 'You are not connected to that avatar in this room.')
      }
      link.tell({ type: 'signalled', from: agentId, linkId, relayOnly: link.relayOnly, payload })
    },
    async connectHub(offer) {
      return roomNow().connectHub(agentId, offer)
    },
    addHubCandidate: (candidate) => room?.addHubCandidate(agentId, candidate),
  }
}

/** No more of it than that: what is known of an avatar is more. */
function poseOf({ grid, regionId, position, look }: RegionPose): RegionPose {
  return { grid, regionId, position, look }
}
