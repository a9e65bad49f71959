/** What a participant is told, as one union. A new event needs a type here, a sender, and an encoder at the edges that pass it on. */

import type { Pose } from '../../spatial/direction.js'
import type { Effort } from '../../spatial/effort.js'
import type { SoundSettings } from '../../spatial/heard.js'
import type { RoomChannel } from '../channels/channel.js'
import type { Line } from '../chat/line.js'

/** Why nobody hears a participant: a moderator's mute, or the channel's mode, with or without a floor to ask for. */
export type RoomSilence = 'muted-by-moderator' | 'moderators-only' | 'floor-needed'

/** What a page in a call says about pictures. */
export interface Pictures {
  /** Whether it takes them. */
  readonly accepts: boolean
  /** What it shows itself. */
  readonly shows?: 'camera' | 'screen'
}

/** A participant as its room knows it. */
export interface ParticipantView extends Pose {
  readonly agentId: string
  readonly name: string
  /** Short number of this participant in its room; another one may get it later. */
  readonly index: number
  /** The resident has switched their own microphone off. */
  readonly muted: boolean
  /** Whispers or shouts; missing: talks. */
  readonly effort?: Effort | undefined
  /** Nobody hears the participant: muted by a moderator or by the channel's mode. */
  readonly mutedByModerator: boolean
  /** Why nobody hears the participant; told to that participant alone. */
  readonly silence: RoomSilence | undefined
  /** A moderator of the channel. */
  readonly moderator: boolean
  /** A moderator has given the participant the floor. */
  readonly floor: boolean
  /** The hand is raised; who raised theirs earlier has a smaller number. */
  readonly hand: number | undefined
  /** `undefined` while nothing is known, as in the room of a place. */
  readonly pictures?: Pictures | undefined
  /** How they fade with distance, where they are heard from another room, over a border. */
  readonly beyond?: SoundSettings
}

/** What moderators have decided about a room as a whole. */
export interface RoomRules {
  /** Nobody comes in but who was inside, and moderators. */
  readonly locked: boolean
  /** Everybody is muted except moderators. */
  readonly allMuted: boolean
}

/** Why a participant is in no room. */
export type NoRoomReason =
  | 'not-in-world'
  | 'no-positions'
  | 'region-away'
  | 'voice-off'
  | 'channel-full'
  /** The grid has as many people or rooms in voice as it may have. */
  | 'grid-full'
  | 'locked'
  /** Only the key of other regions vouches for the avatar. */
  | 'link-confined'

/** What a resident is told whom a moderator takes out or does not let in. */
export interface Expulsion {
  /** Milliseconds since 1970: when they may come back; at once if it is missing. */
  readonly until?: number
  /** In the moderator's own words. */
  readonly explanation?: string
}

/** Why a participation has ended for good. */
export type Ending =
  | { readonly reason: 'replaced' }
  | { readonly reason: 'left-world' }
  /** An admin has deleted the channel. */
  | { readonly reason: 'channel-deleted' }
  | { readonly reason: 'kicked'; readonly expulsion: Expulsion }

export type EndingReason = Ending['reason']

export interface Movement extends Pose {
  readonly index: number
}

/** What a participant may write in the room. */
export interface ChatRules {
  /** Whether there is text in the room at all. */
  readonly on: boolean
  /** Whether everybody in the room reads a line, or only who would hear its writer. */
  readonly reach: 'room' | 'voice'
  /** Between two lines of a participant who is no moderator; 0: any number. */
  readonly slowSeconds: number
  /** A script in the region says the lines in local chat. */
  readonly bridged: boolean
  /** A moderator has muted the participant's writing. */
  readonly muted: boolean
  /** The participant may remove lines, mute others' writing and slow the room down. */
  readonly moderates: boolean
}

/** What two connected participants negotiate with; the core hands it on unread. */
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
      readonly channel: RoomChannel
      readonly self: ParticipantView
      readonly others: readonly ParticipantView[]
      readonly feedLost: boolean
      readonly rules: RoomRules
      /** From another room: connections go on, and those that do not are ended one by one. */
      readonly goesOn?: boolean
    }
  | { readonly type: 'room-left'; readonly reason: NoRoomReason }
  | { readonly type: 'participant-joined'; readonly participant: ParticipantView }
  /** How a participant takes part: told after they joined, and when they change from page to viewer or back. */
  | { readonly type: 'participant-arrived'; readonly agentId: string; readonly by: 'page' | 'viewer' }
  | { readonly type: 'participant-changed'; readonly participant: ParticipantView }
  | { readonly type: 'participant-left'; readonly agentId: string }
  | { readonly type: 'channel-changed'; readonly channel: RoomChannel }
  | { readonly type: 'rules-changed'; readonly rules: RoomRules }
  /** The region's feed has fallen silent, or is back. */
  | { readonly type: 'feed-changed'; readonly lost: boolean }
  /** Everybody in the room gets the same array, so that one encoding of it can be shared. */
  | { readonly type: 'moved'; readonly movements: readonly Movement[] }
  /**
   * Connect to that participant; the side that `offers` begins. Both ends still have a `resumed` connection:
   * there is nothing to do for it.
   */
  | {
      readonly type: 'peer-connected'
      readonly agentId: string
      readonly linkId: string
      readonly offers: boolean
      /** The other side has the offer that came with this side's join. */
      readonly offered: boolean
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
  /** Whose voice comes in each slot of the hub connection from now on. */
  | { readonly type: 'hub-slots'; readonly agentIds: readonly (string | null)[] }
  /** The connection to the hub has ended or is no longer needed. */
  | { readonly type: 'hub-released' }
  /** A new line, or one that was changed or removed: it replaces the line of that id. */
  | { readonly type: 'line'; readonly line: Line }
  /** Somebody is about to write. */
  | { readonly type: 'writes'; readonly agentId: string }
  | { readonly type: 'chat-rules'; readonly rules: ChatRules }
  | ({ readonly type: 'ended' } & Ending)

export type RoomEventType = RoomEvent['type']

/** The event of one type. */
export type RoomEventOf<Type extends RoomEventType> = Extract<RoomEvent, { readonly type: Type }>

/**
 * Tells a participant something. May throw for `signalled` only.
 * @throws VoiceError `rate-limited` for a signal too many: it is not handed on, and its sender is told
 */
export type Tell = (event: RoomEvent) => void
