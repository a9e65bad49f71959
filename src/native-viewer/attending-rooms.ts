/** The rooms as this edge uses them. */

import type { Pose } from '../spatial/direction.js'
import type { Channel } from '../voice/channel.js'
import type { ParticipantSink } from '../voice/participant.js'
import type { Room } from '../voice/room.js'

export interface Attendance {
  setPose(pose: Pose): void
  leave(): void
}

export interface AttendingRooms {
  attend(who: {
    readonly agentId: string
    readonly name: string
    readonly channel: Channel
    readonly pose: Pose
    readonly sink: ParticipantSink
  }): Attendance
  listenIn(channel: Channel): () => void
  list(): readonly Pick<Room, 'channel' | 'agentIds' | 'view' | 'has'>[]
  bans(): readonly { readonly channelId: number; readonly agentId: string; readonly until: number }[]
}
