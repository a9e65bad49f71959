/** Ends all that an avatar has open, at once: sessions, rooms, viewers. It may sign in again unless something else forbids that. */

import type { Avatar } from '../grids/grid.js'
import type { Rooms } from '../rooms/rooms.js'
import type { Sessions } from './sessions.js'

export interface SignOutOptions {
  readonly sessions: Pick<Sessions, 'revokeAllOf'>
  readonly rooms: Pick<Rooms, 'list' | 'kick'>
  readonly endViewersOf: (avatar: Avatar) => void
}

export type SignOut = (avatar: Avatar) => Promise<void>

export function createSignOut({ sessions, rooms, endViewersOf }: SignOutOptions): SignOut {
  return async ({ grid, agentId }) => {
    await sessions.revokeAllOf({ grid, agentId })
    for (const { channel } of rooms.list()) if (channel.grid === grid) rooms.kick(channel, agentId)
    endViewersOf({ grid, agentId })
  }
}
