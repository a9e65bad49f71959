/** What a room is of, and its key: a place room belongs to a stored channel, a call room to a call and is never stored. */

import type { Channel, ChannelRef } from '../channels/channel.js'
import type { Avatar, GridId } from '../grids/grid.js'

/** The key of a room in a map, of all rooms of all grids. */
export type RoomKey = `place:${GridId}/${number}` | `call:${GridId}/${string}`

interface Subject {
  readonly key: RoomKey
  readonly grid: GridId
  /** What holds in the room; that of a call is in memory only, and its id no stored one's. */
  readonly channel: Channel
}

/** The room of a stored channel, for those whose avatars stand where the channel says. */
export interface PlaceSubject extends Subject {
  readonly kind: 'place'
}

/** The room of a call, for those who are in the call. */
export interface CallSubject extends Subject {
  readonly kind: 'call'
  isMember(avatar: Avatar): boolean
}

/** What a room is of. */
export type RoomSubject = PlaceSubject | CallSubject

export const placeKey = ({ grid, id }: ChannelRef): RoomKey => `place:${grid}/${id}`
export const callKey = (grid: GridId, callId: string): RoomKey => `call:${grid}/${callId}`

export function placeOf(channel: Channel): PlaceSubject {
  return { kind: 'place', key: placeKey(channel), grid: channel.grid, channel }
}
