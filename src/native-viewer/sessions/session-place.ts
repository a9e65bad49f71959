/** Where a viewer's session belongs: a room of the world, or a call. */

import type { Channel, ChannelDraft } from '../../voice/channels/channel.js'
import type { CallSubject } from '../../voice/rooms/room-key.js'

interface PlaceBase {
  /** The region that asked. */
  readonly regionId: string
  /** The region's number of the parcel whose channel it is; the avatar must then stand in that parcel. */
  readonly localId: number | undefined
}

/** A place in the world; finding it has stored nothing yet. */
export interface WorldPlace extends PlaceBase {
  readonly kind: 'world'
  /** The stored channel, or the one to be stored when somebody is let in. */
  readonly channel: Channel | ChannelDraft
  /** Stores the channel if necessary, and notes its use. @throws VoiceError `rate-limited` */
  open(): Promise<Channel>
}

export interface CallPlace extends PlaceBase {
  readonly kind: 'call'
  readonly room: CallSubject
  readonly channel: Channel
  /** Calls back when the call turns out to belong to others; at once if that is known already. */
  onExpelled(callback: () => void): void
  /** To be called when the session has ended or failed. */
  release(): void
}

export type SessionPlace = WorldPlace | CallPlace
