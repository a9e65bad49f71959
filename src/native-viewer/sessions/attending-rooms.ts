/** The rooms as this edge uses them. */

import type { Room } from '../../voice/rooms/room.js'
import type { Rooms } from '../../voice/rooms/rooms.js'

export interface AttendingRooms extends Pick<Rooms, 'attend' | 'listenIn' | 'bans' | 'pages'> {
  list(): readonly Pick<Room, 'channel' | 'agentIds' | 'view' | 'has'>[]
}
