/** Native viewers and the media hub as the console sees them; an interface, because edges do not know each other. */

import type { VoiceConnection } from '../../protocol/admin-api.js'
import type { Avatar, GridId } from '../../voice/grids/grid.js'
import type { HubPeerStatus, HubProcessStatus } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'

/** A session of a native viewer. */
export interface ViewerState extends Avatar {
  readonly peerId: string
  /** The region that asked for the session; the avatar may be in a neighbour. */
  readonly regionId: string
  /** `null` for a call, and for a channel that is not stored until somebody is let in. */
  readonly channelId: number | null
  readonly channelName: string
  readonly state: 'connecting' | 'waiting-for-position' | 'listening' | 'in-room' | 'aside'
  readonly positionSource: 'viewer' | 'feed' | 'none'
  /** When the session began, by the stopwatch. */
  readonly since: number
}

export interface MediaSource {
  /** Of all grids. */
  viewers(): readonly ViewerState[]
  /** Ends all viewer sessions of an avatar, including those that only listen or are about to connect. */
  endViewersOf(avatar: Avatar): void
  peers(): readonly HubPeerStatus[]
  /** The hub's load; `undefined` if the hub is not up. */
  load():
    | {
        readonly cores: number
        /** Those of the process that takes most. */
        readonly busiestCores: number
        readonly droppedTurns: number
        readonly turnMs: number
        readonly lateMs: number
      }
    | undefined
  /** The hub's processes; none where there is no hub. */
  processes(): readonly HubProcessStatus[]
}

/** The source of a service without a hub. */
export const NO_MEDIA: MediaSource = {
  viewers: () => [],
  endViewersOf: () => undefined,
  peers: () => [],
  load: () => undefined,
  processes: () => [],
}

/** A snapshot of one grid, looked up person by person. */
export interface MediaMoment {
  readonly viewers: readonly ViewerState[]
  connectionsOf(agentId: string): readonly VoiceConnection[]
}

/** @param channelIds those of the grid's place rooms: the hub knows rooms, not channels */
export function mediaMoment(
  media: MediaSource,
  { grid, channelIds }: { readonly grid: GridId; readonly channelIds: ReadonlyMap<RoomKey, number> },
  now: number,
): MediaMoment {
  const viewers = media.viewers().filter((viewer) => viewer.grid === grid)
  const peers = new Map(media.peers().map((peer) => [peer.peerId, peer]))
  const found = new Map<string, VoiceConnection[]>()
  const add = (agentId: string, connection: VoiceConnection) =>
    found.set(agentId, [...(found.get(agentId) ?? []), connection])
  for (const viewer of viewers) {
    const { agentId, channelId, regionId, state, positionSource, since } = viewer
    add(agentId, {
      client: 'viewer',
      channelId,
      regionId,
      state,
      positionSource,
      seconds: Math.max(0, now - since) / 1000,
      ...countsOf(peers.get(viewer.peerId), now),
    })
  }
  for (const peer of peers.values()) {
    const channelId = peer.roomKey && channelIds.get(peer.roomKey)
    if (peer.kind !== 'forward' || channelId === undefined) continue
    add(peer.agentId, {
      client: 'page',
      channelId,
      regionId: null,
      state: 'in-room',
      positionSource: null,
      seconds: null,
      ...countsOf(peer, now),
    })
  }
  return { viewers, connectionsOf: (agentId) => found.get(agentId) ?? [] }
}

/** A peer's counts. The hub reports every two seconds; a peer that is not in a report yet is about to connect. */
function countsOf(peer: HubPeerStatus | undefined, now: number) {
  const ageSeconds = (at: number | null | undefined) =>
    at === undefined || at === null ? null : Math.max(0, now - at) / 1000
  return {
    connected: peer?.state === 'connected',
    packetsReceived: peer?.packetsReceived ?? 0,
    packetsSent: peer?.packetsSent ?? 0,
    lossShare: peer?.lossShare ?? 0,
    sentLossShare: peer?.sentLossShare ?? null,
    jitterMs: peer?.jitterMs ?? 0,
    packetAgeSeconds: ageSeconds(peer?.heardAt),
    tellsLevel: peer?.soundAt !== undefined,
    soundAgeSeconds: ageSeconds(peer?.soundAt),
  }
}
