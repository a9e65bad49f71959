/** Where a viewer's session belongs: a room of the world, or a call. */

import type { Channel, ChannelDraft } from '../../voice/channels/channel.js'
import type { CallSubject } from '../../voice/rooms/room-key.js'

interface Belonging {
  /** Of the region that asked. */
  readonly regionId: string
  /** The region's number of the parcel whose channel it is; whoever named one is to stand there. */
  readonly localId: number | undefined
}

/** Found, and nothing written for it yet. */
export interface WorldPlace extends Belonging {
  readonly kind: 'world'
  /** As it is stored; or what is to be stored when somebody is let in. */
  readonly channel: Channel | ChannelDraft
  /** Stores that, and notes that it is used. @throws VoiceError `rate-limited` */
  open(): Promise<Channel>
}

export interface CallPlace extends Belonging {
  readonly kind: 'call'
  readonly room: CallSubject
  readonly channel: Channel
  /** Calls back when the call is somebody else's after all; at once where that is so already. */
  onExpelled(callback: () => void): void
  /** To be called when the session is over or has not come about. */
  release(): void
}

export type SessionPlace = WorldPlace | CallPlace
