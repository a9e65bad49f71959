/** What a participant is told, as one union. A new event is a type here, whoever sends it, and an encoder where it is heard. */

import type { Pose } from '../../spatial/direction.js'
import type { Channel } from '../channels/channel.js'

/** Why a room lets nobody hear a participant: a moderator's mute, or the channel's mode with or without a floor to ask for. */
export type RoomSilence = 'muted-by-moderator' | 'moderators-only' | 'floor-needed'

/** A participant as its room knows it. */
export interface ParticipantView extends Pose {
  readonly agentId: string
  readonly name: string
  /** Short number of this participant in its room; another one may get it later. */
  readonly index: number
  /** Has switched their own microphone off. */
  readonly muted: boolean
  /** Is heard by nobody: muted by a moderator, or by the channel's mode. */
  readonly mutedByModerator: boolean
  /** Why that is so; for the participant alone, not for the others. */
  readonly silence: RoomSilence | undefined
}

/** Why a participant is in no room. */
export type NoRoomReason = 'not-in-world' | 'no-positions' | 'region-away' | 'voice-off' | 'channel-full'

/** What somebody is told whom a moderator takes out, or does not let in. */
export interface Expulsion {
  /** Milliseconds since 1970: not before then; without, whenever they like. */
  readonly until?: number
  /** In the moderator's own words. */
  readonly explanation?: string
}

/** How a participation is over for good. */
export type Ending =
  | { readonly reason: 'replaced' }
  | { readonly reason: 'left-world' }
  | { readonly reason: 'kicked'; readonly expulsion: Expulsion }

export type EndReason = Ending['reason']

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

export type RoomEvent =
  | {
      readonly type: 'room-entered'
      readonly channel: Channel
      readonly self: ParticipantView
      readonly others: readonly ParticipantView[]
      readonly feedLost: boolean
    }
  | { readonly type: 'room-left'; readonly reason: NoRoomReason }
  | { readonly type: 'participant-joined'; readonly participant: ParticipantView }
  /** How somebody came into the room, or goes on in it: after they joined, and when they change from one to the other. */
  | { readonly type: 'participant-arrived'; readonly agentId: string; readonly by: 'page' | 'viewer' }
  | { readonly type: 'participant-changed'; readonly participant: ParticipantView }
  | { readonly type: 'participant-left'; readonly agentId: string }
  | { readonly type: 'channel-changed'; readonly channel: Channel }
  /** The region has fallen silent, or is heard again. */
  | { readonly type: 'feed-changed'; readonly lost: boolean }
  /** Everybody of the room gets the same array, so an encoding of it can be shared. */
  | { readonly type: 'moved'; readonly movements: readonly Movement[] }
  /**
   * Connect to that participant; the side that `offers` begins. A connection that is `resumed` is one that
   * both ends still have: nothing is to be done for it.
   */
  | {
      readonly type: 'peer-connected'
      readonly agentId: string
      readonly linkId: string
      readonly offers: boolean
      readonly resumed: boolean
      /** Through TURN only: neither may learn the other's address. */
      readonly relayOnly: boolean
    }
  | { readonly type: 'peer-disconnected'; readonly agentId: string; readonly linkId: string }
  /** What a connected participant sent; `from` is stamped by the room, never by the sender. */
  | {
      readonly type: 'signalled'
      readonly from: string
      readonly linkId: string
      readonly relayOnly: boolean
      readonly payload: SignalPayload
    }
  /** Connect to the media hub (again): this room is heard through it now. */
  | { readonly type: 'hub-wanted' }
  /** Whose voice comes in each slot of the connection to the hub from now on. */
  | { readonly type: 'hub-slots'; readonly agentIds: readonly (string | null)[] }
  /** The connection to the hub has ended, or is of no use any more. */
  | { readonly type: 'hub-released' }
  | ({ readonly type: 'ended' } & Ending)

export type RoomEventType = RoomEvent['type']

/** The event of one type. */
export type RoomEventOf<Type extends RoomEventType> = Extract<RoomEvent, { readonly type: Type }>

/**
 * Tells a participant something. Must not throw but for `signalled`.
 * @throws VoiceError `rate-limited` where a signal is too much: its sender is told, and it is not handed on
 */
export type Tell = (event: RoomEvent) => void
