/** What the service and the hub's process tell each other. */

import type { Pose } from '../spatial/direction.js'
import type { GridId } from '../voice/grids/grid.js'
import type {
  HubCandidate,
  HubLevel,
  HubPeerKind,
  HubPeerRequest,
  HubPeerStatus,
  HubRoom,
} from '../voice/rooms/hub.js'
import type { RoomKey } from '../voice/rooms/room-key.js'
import type { PeerNetwork } from './peers/held-connection.js'

/** To the hub. */
export type HubOrder =
  | { readonly type: 'start'; readonly network: PeerNetwork; readonly carrierPath: string | undefined }
  | { readonly type: 'announced'; readonly addresses: readonly string[] }
  | { readonly type: 'connect'; readonly request: HubPeerRequest }
  | { readonly type: 'candidate'; readonly peerId: string; readonly candidate: HubCandidate }
  | { readonly type: 'enter'; readonly peerId: string; readonly roomKey: RoomKey | undefined }
  | { readonly type: 'disconnect'; readonly peerId: string }
  /** The same, and it is told so that it notices at once. */
  | { readonly type: 'dismiss'; readonly peerId: string }
  | { readonly type: 'room'; readonly roomKey: RoomKey; readonly room: HubRoom | undefined }
  | { readonly type: 'ear'; readonly peerId: string; readonly ear: Pose }
  | { readonly type: 'gains'; readonly peerId: string; readonly gains: ReadonlyMap<string, number> }
  | { readonly type: 'headphones'; readonly peerId: string; readonly headphones: boolean | undefined }
  | { readonly type: 'tell'; readonly peerIds: readonly string[]; readonly text: string }
  | { readonly type: 'bandwidth'; readonly grid: GridId; readonly bytesPerSecond: number | undefined }
  | { readonly type: 'host'; readonly guest: HubGuest }
  | { readonly type: 'unhost'; readonly peerId: string }
  | ({ readonly type: 'carry' } & HubCarriage)

/** A peer that is in a room of this process, and connected to another one, which carries its packets. */
export interface HubGuest {
  readonly peerId: string
  readonly grid: GridId
  readonly agentId: string
  readonly kind: HubPeerKind
  readonly roomKey: RoomKey
  /** Names the peer between the two processes; its connection's process is told the same number. */
  readonly carriageId: number
  /** Where the process of its connection listens. */
  readonly from: string
  /** How many streams it gets. */
  readonly outlets: number
  readonly ear: Pose | undefined
  readonly gains: ReadonlyMap<string, number>
  /** Missing: as its room has it. */
  readonly headphones?: boolean | undefined
  /** Whose voice the page has in each slot; empty where it has none. */
  readonly slots: readonly (string | null)[]
}

/** Peers of this process whose room is in another one from now on. */
export interface HubCarriage {
  /** Where that process listens. */
  readonly to: string
  readonly peers: readonly { readonly peerId: string; readonly carriageId: number }[]
  /** False: that process gets to hear them, so that it is ready, and they still hear this one. True: they are all its own. */
  readonly isWhole: boolean
}

/** How busy the hub is, over the last seconds. */
export interface HubLoad {
  /** Share of one core, 0..1 and beyond. */
  readonly cores: number
  /** Share of its time in which the hub's thread has something to do, turns and forwarding alike, 0..1. */
  readonly busy: number
  /** Turns so late that they were left out. */
  readonly droppedTurns: number
  /** How long half of the turns took at most. */
  readonly medianTurnMs: number
  /** How long 99 % of the turns took at most, of the 20 ms that each has. */
  readonly turnMs: number
  /** How late 99 % of the turns began at most, in milliseconds. */
  readonly lateMs: number
  readonly encodedFrames: number
}

/** What the hub reports on a grid: what it did for it since the report before. */
export interface GridWork {
  readonly grid: GridId
  /** Turns and packets of its rooms. */
  readonly busyMs: number
  /** Sent, as RTP. */
  readonly bytes: number
  /** What it would have sent: packets that were dropped count, too. */
  readonly wantedBytes: number
  /** Turns of its rooms that were left out. */
  readonly turnsLeftOut: number
  /** Packets that were not sent, or not forwarded. */
  readonly packetsDropped: number
}

/** What the hub reports on a room. */
export interface HubRoomReport {
  readonly roomKey: RoomKey
  readonly peers: number
  /** Share of the hub's time that it takes, 0..1. */
  readonly busy: number
}

/** What the hub reports on a peer. Times are how many milliseconds ago something was: its stopwatch is not the service's. */
export interface HubPeerReport extends Omit<HubPeerStatus, 'heardAt' | 'soundAt'> {
  readonly heardAgoMs: number | undefined
  readonly soundAgoMs: number | null | undefined
}

/** From the hub. */
export type HubReport =
  | { readonly type: 'started' }
  | {
      readonly type: 'answer'
      readonly peerId: string
      readonly sdp: string
      /** How many streams the peer gets. */
      readonly outlets: number
    }
  | { readonly type: 'hosted'; readonly peerId: string }
  | {
      readonly type: 'refused'
      readonly peerId: string
      readonly code: 'offer-invalid' | 'internal'
      readonly message: string
    }
  | { readonly type: 'connected'; readonly peerId: string }
  | { readonly type: 'closed'; readonly peerId: string; readonly wasConnected: boolean }
  /** These were dismissed, and have been told, as far as that was possible. */
  | { readonly type: 'dismissed'; readonly peerIds: readonly string[] }
  | { readonly type: 'channel-open'; readonly peerId: string }
  | { readonly type: 'text'; readonly peerId: string; readonly text: string }
  | { readonly type: 'levels'; readonly roomKey: RoomKey; readonly levels: readonly HubLevel[] }
  | { readonly type: 'slots'; readonly peerId: string; readonly agentIds: readonly (string | null)[] }
  | {
      readonly type: 'statuses'
      readonly peers: readonly HubPeerReport[]
      readonly rooms: readonly HubRoomReport[]
      readonly grids: readonly GridWork[]
      readonly load: HubLoad
    }
  | { readonly type: 'fault'; readonly message: string; readonly stack: string | undefined }
