/** A participant's part in one room: its number there, its links, and its connection to the hub. */

import type { Pose } from '../../spatial/direction.js'
import type { Machine } from '../machine.js'
import type { HubConnectionEvent, HubConnectionState } from './hub-way/states.js'
import type { Participant } from './participants/participant.js'

/** A page's connection to the hub. */
export interface HubConnection {
  readonly progress: Machine<HubConnectionState, HubConnectionEvent>
  /** `undefined` before its offer came. */
  peerId: string | undefined
  /** When it was to connect. */
  readonly wantedAt: number
  /** When media could flow. */
  readyAt: number | undefined
  /** What its page was told last. */
  slots: readonly (string | null)[]
}

export interface Participation {
  /** Another one when the same avatar comes by another page or viewer. */
  participant: Participant
  readonly index: number
  /** By the other one's agent id. */
  readonly links: Map<string, Link>
  /** When it was said which links the participant kept from before. */
  keptSince: number
  /** The pose that the room was told last. */
  told: Pose
  /** Its page's connection to the media hub, where the room goes through that. */
  hub: HubConnection | undefined
}

export interface Link {
  readonly id: string
  readonly ends: readonly [Participation, Participation]
  readonly relayOnly: boolean
}
