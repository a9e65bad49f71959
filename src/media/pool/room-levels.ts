/** How loud people are, as the processes tell it: where a room goes to another process, what was told goes on. */

import type { HubLevel } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { PoolRoom, PoolState } from './pool-state.js'

export interface RoomLevels {
  /** A process tells what has changed in a room. */
  told(process: number, roomKey: RoomKey, levels: readonly HubLevel[]): void
  /** A room's move is over. Where it succeeded, what the new process has told meanwhile counts from now on. */
  settled(room: PoolRoom, isMoved: boolean): void
  /** The room's process has ended, and the next one begins with silence. */
  ended(room: PoolRoom): void
}

/** @param tell is given what has changed for whoever hears the room */
export function createRoomLevels(
  rooms: PoolState['rooms'],
  tell: (roomKey: RoomKey, levels: HubLevel[]) => void,
): RoomLevels {
  function goOnWith(room: PoolRoom, next: ReadonlyMap<string, HubLevel>): void {
    const agentIds = [...new Set([...room.levels.keys(), ...next.keys()])]
    const levels = agentIds.map((agentId) => next.get(agentId) ?? silent(agentId))
    note(room.levels, levels)
    if (levels.length > 0) tell(room.key, levels)
  }

  return {
    told(process, roomKey, levels) {
      const room = rooms.get(roomKey)
      if (!room) return
      if ((room.leaving ?? room.home) === process) {
        note(room.levels, levels)
        tell(roomKey, [...levels])
      } else if (room.home === process) note(room.nextLevels, levels)
    },
    settled(room, isMoved) {
      if (isMoved) goOnWith(room, room.nextLevels)
      room.nextLevels.clear()
    },
    ended: (room) => goOnWith(room, new Map()),
  }
}

const silent = (agentId: string): HubLevel => ({ agentId, level: 0, speaking: false })

/** Whoever is not noted is silent. */
function note(known: Map<string, HubLevel>, levels: readonly HubLevel[]): void {
  for (const level of levels) {
    if (level.speaking) known.set(level.agentId, level)
    else known.delete(level.agentId)
  }
}
