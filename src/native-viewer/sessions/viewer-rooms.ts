/** The rooms as this edge uses them. */

import type { Room } from '../../voice/rooms/room.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { Rooms } from '../../voice/rooms/rooms.js'

export interface ViewerRooms extends Pick<Rooms, 'joinByViewer' | 'listen' | 'admission' | 'pages'> {
  find(key: RoomKey): Pick<Room, 'agentIds' | 'view' | 'has' | 'outsiders' | 'isDeaf'> | undefined
}
