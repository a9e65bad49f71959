/** The boards of all rooms that viewers listen to, and the beat at which they tell. */

import type { Timers } from '../../voice/ports.js'
import type { HubLevel } from '../../voice/rooms/hub.js'
import { createRoomBoard, type RoomBoard, type RoomBoardOptions } from './room-people.js'

/** Viewers are told about so often, when something changed. */
export const TELL_INTERVAL_MS = 100

export interface BoardsOptions extends Omit<RoomBoardOptions, 'people'> {
  readonly people: (channelId: number) => ReturnType<RoomBoardOptions['people']>
  readonly timers: Timers
}

export interface Boards {
  add(channelId: number, peerId: string, agentId: string): void
  remove(channelId: number, peerId: string): void
  levels(channelId: number, levels: readonly HubLevel[]): void
  close(): void
}

export function createBoards({ people, tell, version, timers }: BoardsOptions): Boards {
  const boards = new Map<number, RoomBoard>()
  let stop: (() => void) | undefined

  function beat(): void {
    for (const board of boards.values()) board.flush()
    stop = boards.size > 0 ? timers.after(TELL_INTERVAL_MS, beat) : undefined
  }

  return {
    add(channelId, peerId, agentId) {
      let board = boards.get(channelId)
      if (!board) {
        board = createRoomBoard({ people: () => people(channelId), tell, version })
        boards.set(channelId, board)
      }
      board.add(peerId, agentId)
      stop ??= timers.after(TELL_INTERVAL_MS, beat)
    },
    remove(channelId, peerId) {
      const board = boards.get(channelId)
      board?.remove(peerId)
      if (board?.isEmpty) boards.delete(channelId)
    },
    levels: (channelId, levels) => boards.get(channelId)?.levels(levels),
    close() {
      boards.clear()
      stop?.()
    },
  }
}
