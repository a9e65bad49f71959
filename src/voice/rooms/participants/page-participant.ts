/** A participant through a page: what its resident can do in whatever room it is, and what its room knows of it. */

import { VoiceError } from '../../../errors.js'
import type { Avatar } from '../../grids/grid.js'
import { isSamePose, type RegionPose } from '../../presence/region-pose.js'
import type { HubCandidate } from '../hub.js'
import type { Room } from '../room.js'
import type { SignalPayload, Tell } from '../room-event.js'
import type { Participant } from './participant.js'

/** A page that wants to talk. */
export interface PageJoin extends Avatar {
  readonly name: string
  readonly muted: boolean
  /** Wants nobody to learn its network address. */
  readonly addressHidden?: boolean
  readonly tell: Tell
  /** The page still hears somebody, through the hub or by the connections that it kept. */
  readonly resumes?: boolean
  readonly keptLinks?: Map<string, string>
}

/** What a session does with its participation. */
export interface PageParticipant extends Participant {
  readonly kind: 'page'
  setMuted(muted: boolean): void
  /** Connections that this changes are made anew. */
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
  /** Ends it; the page is told nothing more. */
  leave(): void
  /** The page fell silent without a farewell: it may come back within a moment, else that was it. */
  lost(): void
}

/** What whoever brings it into rooms does with it besides. */
export interface PlacedPage extends PageParticipant {
  /** Where it is, or was said to be last. */
  room: Room | undefined
  setPose(pose: RegionPose): void
  setFeedLost(lost: boolean): void
  /** The same page on a new socket; what told the older one. */
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
