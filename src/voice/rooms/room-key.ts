/** What a room belongs to, and its key: a place room to a stored channel, a call room to a call that is never stored. */

import type { Channel, ChannelRef } from '../channels/channel.js'
import type { Avatar, GridId } from '../grids/grid.js'

/** The key of a room, unique over all grids. */
export type RoomKey = `place:${GridId}/${number}` | `call:${GridId}/${CallBy}/${string}`

/** Who keeps a call: pages, or regions for their native viewers, whose ids of calls are anything. */
export type CallBy = 'page' | 'viewer'

interface SubjectBase {
  readonly key: RoomKey
  readonly grid: GridId
  /** The channel whose settings hold in the room; a call's channel is in memory only, and no stored channel has its id. */
  readonly channel: Channel
}

/** The room of a stored channel, for avatars that stand in its parcel or region. */
export interface PlaceSubject extends SubjectBase {
  readonly kind: 'place'
}

/** The room of a call, for the avatars in the call. */
export interface CallSubject extends SubjectBase {
  readonly kind: 'call'
  /** Whether that avatar is in the call. */
  admits(avatar: Avatar): boolean
}

/** What a room belongs to. */
export type RoomSubject = PlaceSubject | CallSubject

export const placeKey = ({ grid, id }: ChannelRef): RoomKey => `place:${grid}/${id}`
export const callKey = (by: CallBy, grid: GridId, callId: string): RoomKey => `call:${grid}/${by}/${callId}`

/** The grid of a room, by its key. */
export const gridOfRoom = (key: RoomKey): GridId => key.slice(key.indexOf(':') + 1, key.indexOf('/'))

export function placeOf(channel: Channel): PlaceSubject {
  return { kind: 'place', key: placeKey(channel), grid: channel.grid, channel }
}
