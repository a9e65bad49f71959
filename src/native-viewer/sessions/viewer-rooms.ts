/** The rooms as this edge uses them. */

import type { Room } from '../../voice/rooms/room.js'
import type { Rooms } from '../../voice/rooms/rooms.js'

export interface ViewerRooms extends Pick<Rooms, 'joinByViewer' | 'listen' | 'admission' | 'pages'> {
  list(): readonly Pick<Room, 'key' | 'agentIds' | 'view' | 'has'>[]
}
