/** A participant's part in one room: its number there, its links, and its connection to the hub. */

import type { Machine } from '../../pure/state-machine.js'
import type { Pose } from '../../spatial/direction.js'
import type { HubConnectionEvent, HubConnectionState } from './hub-way/states.js'
import type { Participant } from './participants/participant.js'

/** A page's connection to the hub. */
export interface PageHubConnection {
  readonly progress: Machine<HubConnectionState, HubConnectionEvent>
  /** `undefined` before its offer came. */
  peerId: string | undefined
  /** When its page was asked to connect, by the stopwatch. */
  readonly wantedAt: number
  /** When media could first flow. */
  readyAt: number | undefined
  /** The page has the answer to its offer: until then it takes slots for those of the connection before. */
  isAnswered: boolean
  /** The slots that its page was told last, or is told with its answer. */
  slots: readonly (string | null)[]
}

export interface Participation {
  /** Replaced when the same avatar comes by another page or viewer. */
  participant: Participant
  /** Another one in another room, into which the same participation is carried over. */
  index: number
  /** When the avatar came, by the stopwatch; it stays when its page or viewer is replaced. */
  enteredAt: number
  /** It is on its way in, and has not been told of the room yet. */
  isArriving?: boolean
  /** By the other participant's agent id. */
  readonly links: Map<string, Link>
  /** When the participant told which links it had kept. */
  keptSince: number
  /** The pose that the room was told last. */
  told: Pose
  /** Its page's connection to the media hub, if the room goes through the hub. */
  hub: PageHubConnection | undefined
}

export interface Link {
  readonly id: string
  readonly ends: readonly [Participation, Participation]
  readonly relayOnly: boolean
}
