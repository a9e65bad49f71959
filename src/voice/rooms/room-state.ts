/** What a room keeps of each of its participants, and their connections. */

import type { Pose } from '../../spatial/direction.js'
import type { Tell } from './room-event.js'

/** Somebody in a room: what is known of them, and how they are told. */
export interface Member {
  readonly agentId: string
  /** A native viewer is heard through the media hub only. */
  readonly kind: 'page' | 'viewer'
  name: string
  /** Another one after a page came back on a new socket. */
  tell: Tell
  muted: boolean
  /** Wants nobody to learn its network address. */
  addressHidden: boolean
  pose: Pose
  /** Connections that the page still has from before, ids by the other one's agent id; each counts once. */
  claims: Map<string, string>
  /** Nothing was heard of its region for a while. */
  feedLost: boolean
}

/** A page's connection to the hub. */
export interface HubSeat {
  /** `undefined` before its offer came, and after the connection was lost. */
  peerId: string | undefined
  /** When it was to connect. */
  wantedAt: number
  /** Whether it was told so: not while the hub is down. */
  asked: boolean
  /** When media could flow. */
  readyAt: number | undefined
  /** What its page was told last. */
  slots: readonly (string | null)[]
}

/** A member's place in a room. */
export interface Seat {
  /** Another one when the same avatar comes by another page or viewer. */
  member: Member
  readonly index: number
  /** By the other one's agent id. */
  readonly links: Map<string, Link>
  /** When the member's claims came, or came again. */
  claimedAt: number
  /** The pose that the room was told last. */
  told: Pose
  /** Its page's connection to the media hub, where the room goes through that. */
  hub: HubSeat | undefined
}

export interface Link {
  readonly id: string
  readonly ends: readonly [Seat, Seat]
  readonly relayOnly: boolean
}
