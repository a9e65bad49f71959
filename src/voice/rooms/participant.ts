/** A participant: an avatar with a live voice session, in a room or on its way to one. */

import type { Pose } from '../../spatial/direction.js'
import type { Channel } from '../channels/channel.js'
import type { HubCandidate } from './hub.js'

/** Why a room lets nobody hear a participant: a moderator's mute, or the channel's mode with or without a floor to ask for. */
export type RoomSilence = 'muted-by-moderator' | 'moderators-only' | 'floor-needed'

/** A participant as its room knows it. */
export interface ParticipantView extends Pose {
  readonly agentId: string
  readonly name: string
  /** Short number of this participant in its room; another one may get it later. */
  readonly index: number
  /** Has switched its own microphone off. */
  readonly muted: boolean
  /** Is heard by nobody: muted by a moderator, or by the channel's mode. */
  readonly mutedByModerator: boolean
  /** Why that is so; for the participant itself, not for the others. */
  readonly silence: RoomSilence | undefined
}

/** Why a participant is in no room. */
export type NoRoomReason = 'not-in-world' | 'no-positions' | 'region-away' | 'voice-off' | 'channel-full'

/** Why a voice session ended for good. */
export type EndReason = 'replaced' | 'kicked' | 'left-world'

/** What somebody is told whom a moderator takes out, or does not let in. */
export interface Expulsion {
  /** Milliseconds since 1970: not before then; without, whenever they like. */
  readonly until?: number
  /** In the moderator's own words. */
  readonly explanation?: string
}

export interface Movement extends Pose {
  readonly index: number
}

/** What two connected participants negotiate with; the core hands it on without looking inside. */
export type SignalPayload =
  | { readonly description: { type: 'offer' | 'answer'; sdp: string } }
  | {
      readonly candidate: {
        candidate: string
        sdpMid: string | null
        sdpMLineIndex: number | null
        usernameFragment?: string | null
      }
    }

/** The wire of one participant: everything the core tells it. Must not throw where it does not say so. */
export interface ParticipantSink {
  roomEntered(room: {
    readonly channel: Channel
    readonly self: ParticipantView
    readonly others: readonly ParticipantView[]
    readonly feedLost: boolean
  }): void
  roomLeft(reason: NoRoomReason): void
  participantJoined(participant: ParticipantView): void
  participantChanged(participant: ParticipantView): void
  participantLeft(agentId: string): void
  channelChanged(channel: Channel): void
  /** The region has fallen silent, or is heard again. */
  feedChanged(lost: boolean): void
  /** Everybody of the room gets the same array, so an encoding of it can be shared. */
  moved(movements: readonly Movement[]): void
  /**
   * Connect to that participant; the side that `offers` begins. A connection that is `resumed` is one that
   * both ends still have: nothing is to be done for it.
   */
  peerConnected(link: {
    readonly agentId: string
    readonly linkId: string
    readonly offers: boolean
    readonly resumed: boolean
    /** Through TURN only: neither may learn the other's address. */
    readonly relayOnly: boolean
  }): void
  /** Connect to the media hub (again): it is through it that this room is heard now. */
  hubWanted(): void
  /** Whose voice comes in each slot of the connection to the hub from now on. */
  hubSlots(agentIds: readonly (string | null)[]): void
  /** The connection to the hub has ended, or is of no use any more. */
  hubReleased(): void
  peerDisconnected(link: { readonly agentId: string; readonly linkId: string }): void
  /**
   * What a connected participant sent; `from` is stamped here, never by the sender.
   * @throws VoiceError `rate-limited` where it is too much: the sender is told, and it is not handed on
   */
  signalled(signal: {
    readonly from: string
    readonly linkId: string
    readonly relayOnly: boolean
    readonly payload: SignalPayload
  }): void
  ended(reason: EndReason, expulsion?: Expulsion): void
}

/** A participant through a viewer: in one room, whatever its feet do. */
export interface Attendance {
  setPose(pose: Pose): void
  /** Where it was not known at first. */
  setName(name: string): void
  /** Ends it; nothing more is told to the sink. */
  leave(): void
}

/** A participant's own handle on its voice session. */
export interface Participation {
  readonly agentId: string
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
  /** Ends it; nothing more is told to the sink. */
  leave(): void
  /** The page fell silent without a farewell: it may come back within a moment, else that was it. */
  lost(): void
}
