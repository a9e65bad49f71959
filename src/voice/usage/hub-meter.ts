/** What grids use of the media hub, by what it reports of its peers again and again. */

import type { GridId } from '../grids/grid.js'
import type { HubPeerStatus } from '../rooms/hub.js'
import { gridOfRoom } from '../rooms/room-key.js'

/** What the hub did for a grid since the last look. */
export interface HubUse {
  readonly grid: GridId
  /** How long peers were connected, all together. */
  readonly seconds: number
  readonly bytes: number
}

export type SeenPeer = Pick<HubPeerStatus, 'peerId' | 'roomKey' | 'state' | 'bytesReceived' | 'bytesSent'>

interface KnownPeer {
  readonly grid: GridId
  readonly bytes: number
}

/** @returns a function that is told of all peers at each look, and how long ago the last one was */
export function createHubMeter(): (peers: readonly SeenPeer[], seconds: number) => readonly HubUse[] {
  let before = new Map<string, KnownPeer>()
  return (peers, seconds) => {
    const now = new Map<string, KnownPeer>()
    const uses: HubUse[] = []
    for (const { peerId, roomKey, state, bytesReceived, bytesSent } of peers) {
      const past = before.get(peerId)
      // Between two rooms a peer is in none.
      const grid = roomKey === undefined ? past?.grid : gridOfRoom(roomKey)
      if (grid === undefined) continue
      const bytes = bytesReceived + bytesSent
      now.set(peerId, { grid, bytes })
      uses.push({
        grid,
        seconds: state === 'connected' ? seconds : 0,
        // A peer that is known by that name counts from zero where it connected anew.
        bytes: past && past.bytes <= bytes ? bytes - past.bytes : bytes,
      })
    }
    before = now
    return uses
  }
}
