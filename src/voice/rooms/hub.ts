/** The media hub as the core and the edges see it: its peers, what it is told, what it reports. */

import type { EventEmitter } from 'node:events'
import type { Pose } from '../../spatial/direction.js'
import type { Effort } from '../../spatial/effort.js'
import type { SoundSettings } from '../../spatial/heard.js'
import type { GridId } from '../grids/grid.js'
import type { RoomKey } from './room-key.js'

/**
 * What a peer gets. `mix`: a stereo mix of its own (native viewers). `forward`: the speakers' packets unchanged,
 * each speaker in a slot (pages).
 */
export type HubPeerKind = 'mix' | 'forward'

export interface HubPeerRequest {
  /** Made by the caller, unique for the life of the process. */
  readonly peerId: string
  readonly grid: GridId
  /** `undefined`: the peer is in no room until `enter` puts it into one. */
  readonly roomKey: RoomKey | undefined
  /** The room that it will probably enter, where it is in none yet: it is connected where that room is. */
  readonly expectedRoom?: RoomKey
  /** The avatar that speaks and listens by this peer, lower case. */
  readonly agentId: string
  readonly kind: HubPeerKind
  /** The peer's SDP offer. */
  readonly offer: string
}

export interface HubCandidate {
  readonly candidate: string
  readonly sdpMid: string | null
}

/** A speaker of a room. */
export interface HubSpeaker {
  readonly agentId: string
  /** The mouth's pose and, unless set otherwise, the ear's; metres in the frame of the room. */
  readonly pose: Pose
  /** False while muted by a moderator or by the channel's mode. */
  readonly maySpeak: boolean
  /** The agents who must not hear this one, nor be heard by it: one has blocked the other. None if it is missing. */
  readonly apartFrom?: readonly string[]
  /** The room that they take part in, where it is another one: they are heard over a border. */
  readonly from?: RoomKey
  /** Whispers or shouts; missing: talks. */
  readonly effort?: Effort
  /** How they sound, where they take part in another room. */
  readonly attenuation?: SoundSettings
}

/** Everything the hub needs to know about a room; sent whole at each change, so no part of it can be stale. */
export interface HubRoom {
  readonly attenuation: SoundSettings
  /** Whether voices come from their speakers' positions; if not, everybody is heard as if in one spot. */
  readonly directional: boolean
  readonly speakers: readonly HubSpeaker[]
  /** Mixes are made for headphones, unless a listener wants it otherwise; missing: for loudspeakers. */
  readonly headphones?: boolean
  /** The agents who hear nothing here, although they listen. None if it is missing. */
  readonly deaf?: readonly string[]
}

export interface HubLevel {
  readonly agentId: string
  /** Power of the voice, linear 0..1. */
  readonly level: number
  readonly speaking: boolean
}

/** The state of a peer's connection; counts are since it began. */
export interface HubPeerStatus {
  readonly peerId: string
  readonly roomKey: RoomKey | undefined
  readonly agentId: string
  readonly kind: HubPeerKind
  readonly state: 'connecting' | 'connected'
  readonly packetsReceived: number
  readonly packetsSent: number
  /** Share of the packets expected from the peer that never came, 0..1. */
  readonly lossShare: number
  /** Share of the last packets sent to the peer that it reports as lost, 0..1; `undefined` before its first report. */
  readonly sentLossShare: number | undefined
  /** RFC 3550 §6.4.1, milliseconds. */
  readonly jitterMs: number
  /** When the peer's last packet came, by the service's stopwatch; `undefined` if none ever came. */
  readonly heardAt: number | undefined
  /** When its last packet with any sound came; `null` if none had sound; `undefined` if packets do not tell their level. */
  readonly soundAt: number | null | undefined
  /** Remote address and kind of the candidate pair in use. */
  readonly remote: string | undefined
}

/** The state of one of the hub’s processes. */
export interface HubProcessStatus {
  readonly ports: readonly [begin: number, end: number]
  /** `unused`: it was not needed yet. */
  readonly state: 'unused' | 'starting' | 'up' | 'down'
  /** Nobody gets through to its port, as far as is known. */
  readonly closed: boolean
  readonly rooms: number
  readonly peers: number
  readonly restarts: number
  /** `undefined` before its first report. */
  readonly load:
    | {
        readonly cores: number
        readonly droppedTurns: number
        readonly medianTurnMs: number
        readonly turnMs: number
      }
    | undefined
}

export interface HubEvents {
  /** Media can flow to and from the peer. */
  connected: [peerId: string]
  /** The peer is gone: it hung up or was lost, or the hub went down. Not told of peers that `disconnect` ended. */
  closed: [peerId: string]
  /** The peer was given up before it ever connected. */
  unreached: [peerId: string]
  /** The data channel is open: texts may be sent. */
  channelOpen: [peerId: string]
  /** A text from the peer's data channel; at most 16 kB, and a bounded number a second. */
  text: [peerId: string, text: string]
  /** The levels that changed in that room; about every 100 ms. */
  levels: [roomKey: RoomKey, levels: readonly HubLevel[]]
  /** Whose voice a page gets in each slot from now on; `null` for an empty slot. */
  slots: [peerId: string, agentIds: readonly (string | null)[]]
  /**
   * The room of a page is in another process of the hub than its connection. The page is heard as before, and should
   * connect anew when it can: two processes work for it until then.
   */
  moved: [peerId: string]
  /** A process of the hub has started, or started again after a crash: it knows no room and no peer. */
  ready: []
}

export interface Hub {
  readonly events: EventEmitter<HubEvents>
  /** Starts the hub if it is not up yet, because a peer will need it soon. */
  prepare(): void
  /** Whether the hub, or the process that a room is in, has ended and is not up again; the event `ready` tells when it is. */
  isDown(roomKey?: RoomKey): boolean
  /**
   * Answers a peer's offer as soon as the hub is up. The answer holds all candidates of the hub.
   * @throws VoiceError `offer-invalid`, `hub-unavailable` if the hub took too long or ended meanwhile, `grid-full`
   */
  connect(request: HubPeerRequest): Promise<string>
  /** Ignores unknown peers and bad candidates. */
  addCandidate(peerId: string, candidate: HubCandidate): void
  /** Takes a peer out of its room, and into another one if one is named. */
  enter(peerId: string, roomKey: RoomKey | undefined): void
  disconnect(peerId: string): void
  /** Disconnects a peer that has to connect anew somewhere else: it learns of it as soon as that can be. */
  dismiss(peerId: string): void
  /** Describes a room; `undefined` ends it and disconnects its peers. */
  setRoom(roomKey: RoomKey, room: HubRoom | undefined): void
  /** Sets an ear apart from its avatar's mouth; needed for listeners that are not speakers of the room. */
  setEar(peerId: string, ear: Pose): void
  /** The listener's own volume for single people, by agent id: a factor, 1 unchanged, 0 muted. Replaces all earlier ones. */
  setPersonalGains(peerId: string, gains: ReadonlyMap<string, number>): void
  /** Whether the peer's mix is for headphones; `undefined`: as its room has it. */
  setHeadphones(peerId: string, headphones: boolean | undefined): void
  /** Sends a text through the data channels of those peers. */
  tell(peerIds: readonly string[], text: string): void
  /** Statuses of all peers, up to two seconds old. */
  statuses(): readonly HubPeerStatus[]
  close(): Promise<void>
}
