/** The media hub as the core and the edges see it: who is connected to it, what it is told, what it reports. */

import type { EventEmitter } from 'node:events'
import type { AttenuationSettings } from '../../spatial/attenuation.js'
import type { Pose } from '../../spatial/direction.js'

/**
 * What a peer gets: `mix` a stereo mix of its own (native viewers), `forward` the speakers' packets as
 * they came, each in a slot of its own (pages).
 */
export type HubPeerKind = 'mix' | 'forward'

export interface HubPeerRequest {
  /** Made by the caller, unique for the life of the process. */
  readonly peerId: string
  /** Id of the room's channel; `undefined`: it hears nobody and is heard by nobody until it is let in by `enter`. */
  readonly roomId: number | undefined
  /** The avatar whose ear and mouth it is, lower case. */
  readonly agentId: string
  readonly kind: HubPeerKind
  /** The SDP offer of the peer. */
  readonly offer: string
}

export interface HubCandidate {
  readonly candidate: string
  readonly sdpMid: string | null
}

/** Somebody who may be heard in a room. */
export interface HubSpeaker {
  readonly agentId: string
  /** Where it stands (mouth and, unless set otherwise, ear); metres in the frame of the room. */
  readonly pose: Pose
  /** False while muted by a moderator or by the channel's mode. */
  readonly maySpeak: boolean
}

/** All that the hub needs to know of a room; sent whole at each change, so nothing can go stale in it. */
export interface HubRoom {
  readonly attenuation: AttenuationSettings
  /** Whether voices come from where they are; else they are heard as if everybody stood in one spot. */
  readonly directional: boolean
  readonly speakers: readonly HubSpeaker[]
}

export interface HubLevel {
  readonly agentId: string
  /** Power of the voice, linear 0..1. */
  readonly level: number
  readonly speaking: boolean
}

/** How a peer's connection does; counted since it began. */
export interface HubPeerStatus {
  readonly peerId: string
  readonly roomId: number | undefined
  readonly agentId: string
  readonly kind: HubPeerKind
  readonly state: 'connecting' | 'connected'
  readonly packetsReceived: number
  readonly packetsSent: number
  /** Of the packets expected from it, the share that never came, 0..1. */
  readonly lossShare: number
  /** Of the last packets sent to it, the share that it says it lost, 0..1; `undefined` before it says anything. */
  readonly sentLossShare: number | undefined
  /** RFC 3550 §6.4.1, milliseconds. */
  readonly jitterMs: number
  /** When its last packet came, by the service's stopwatch; `undefined`: none ever did. */
  readonly heardAt: number | undefined
  /** The same of the last packet that held any sound; `null`: none did; `undefined`: packets do not tell their level. */
  readonly soundAt: number | null | undefined
  /** Remote address and kind of the candidate pair in use. */
  readonly remote: string | undefined
}

export interface HubEvents {
  /** Media can flow to and from the peer. */
  connected: [peerId: string]
  /** It is gone: hung up, lost, or the hub went down. Not told for one that was disconnected from here. */
  closed: [peerId: string]
  /** It was given up before it ever got through. */
  unreached: [peerId: string]
  /** The data channel is open: texts may be sent. */
  channelOpen: [peerId: string]
  /** What a peer said in its data channel; at most 16 kB and a bounded number a second. */
  text: [peerId: string, text: string]
  /** Everybody of that room whose level changed; about every 100 ms. */
  levels: [roomId: number, levels: readonly HubLevel[]]
  /** Whose voice a page gets in each slot from now on; `null` an empty one. */
  slots: [peerId: string, agentIds: readonly (string | null)[]]
  /** The hub has started, or started again after a crash: it knows no room and no peer. */
  ready: []
}

export interface Hub {
  readonly events: EventEmitter<HubEvents>
  /** Somebody will need it soon: starts it where it is not up yet. */
  prepare(): void
  /** It has ended, and is not up again: `ready` will tell. */
  isDown(): boolean
  /**
   * Answers a peer's offer, as soon as the hub is up; the answer holds every candidate of ours.
   * @throws VoiceError `offer-invalid`, `hub-unavailable` (took too long, or ended meanwhile)
   */
  connect(request: HubPeerRequest): Promise<string>
  /** Unknown peers and bad candidates are passed over. */
  addCandidate(peerId: string, candidate: HubCandidate): void
  /** Takes a peer out of its room, and into another one where one is named. */
  enter(peerId: string, roomId: number | undefined): void
  disconnect(peerId: string): void
  /** `undefined`: the room is over; its peers are disconnected. */
  setRoom(roomId: number, room: HubRoom | undefined): void
  /** An ear that is not where its avatar's mouth is; needed for listeners who are no speakers of the room. */
  setEar(peerId: string, ear: Pose): void
  /** How loud that listener wants single persons, by agent id: a factor, 1 unchanged, 0 muted. All at once. */
  setPersonalGains(peerId: string, gains: ReadonlyMap<string, number>): void
  /** Sends a text through the data channels of those peers. */
  tell(peerIds: readonly string[], text: string): void
  /** As of the last second or two. */
  statuses(): readonly HubPeerStatus[]
  close(): Promise<void>
}
