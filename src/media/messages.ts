/** What the service and the hub's process tell each other. */

import type { Pose } from '../spatial/direction.js'
import type { HubCandidate, HubLevel, HubPeerRequest, HubPeerStatus, HubRoom } from '../voice/rooms/hub.js'
import type { PeerNetwork } from './peers/held-connection.js'

/** To the hub. */
export type HubOrder =
  | { readonly type: 'start'; readonly network: PeerNetwork }
  | { readonly type: 'announced'; readonly addresses: readonly string[] }
  | { readonly type: 'connect'; readonly request: HubPeerRequest }
  | { readonly type: 'candidate'; readonly peerId: string; readonly candidate: HubCandidate }
  | { readonly type: 'enter'; readonly peerId: string; readonly roomId: number | undefined }
  | { readonly type: 'disconnect'; readonly peerId: string }
  | { readonly type: 'room'; readonly roomId: number; readonly room: HubRoom | undefined }
  | { readonly type: 'ear'; readonly peerId: string; readonly ear: Pose }
  | { readonly type: 'gains'; readonly peerId: string; readonly gains: ReadonlyMap<string, number> }
  | { readonly type: 'tell'; readonly peerIds: readonly string[]; readonly text: string }

/** How busy the hub is, over the last seconds. */
export interface HubLoad {
  /** Share of one core, 0..1 and beyond. */
  readonly cores: number
  /** Turns so late that they were left out. */
  readonly droppedTurns: number
  /** How long 99 % of the turns took at most, of the 20 ms that each has. */
  readonly turnMs: number
  /** How late 99 % of the turns began at most, in milliseconds. */
  readonly lateMs: number
  readonly encodedFrames: number
}

/** What the hub reports on a peer. Times are how many milliseconds ago something was: its stopwatch is not the service's. */
export interface HubPeerReport extends Omit<HubPeerStatus, 'heardAt' | 'soundAt'> {
  readonly heardAgoMs: number | undefined
  readonly soundAgoMs: number | null | undefined
}

/** From the hub. */
export type HubReport =
  | { readonly type: 'started' }
  | { readonly type: 'answer'; readonly peerId: string; readonly sdp: string }
  | {
      readonly type: 'refused'
      readonly peerId: string
      readonly code: 'offer-invalid' | 'internal'
      readonly message: string
    }
  | { readonly type: 'connected'; readonly peerId: string }
  | { readonly type: 'closed'; readonly peerId: string; readonly wasConnected: boolean }
  | { readonly type: 'channel-open'; readonly peerId: string }
  | { readonly type: 'text'; readonly peerId: string; readonly text: string }
  | { readonly type: 'levels'; readonly roomId: number; readonly levels: readonly HubLevel[] }
  | { readonly type: 'slots'; readonly peerId: string; readonly agentIds: readonly (string | null)[] }
  | { readonly type: 'statuses'; readonly peers: readonly HubPeerReport[]; readonly load: HubLoad }
  | { readonly type: 'fault'; readonly message: string; readonly stack: string | undefined }
