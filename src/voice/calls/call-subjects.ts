/** What the rooms of calls belong to: every call has a channel of its own, in memory only. */

import type { Channel } from '../channels/channel.js'
import type { Avatar, GridId } from '../grids/grid.js'
import type { Clock } from '../ports.js'
import { type CallBy, type CallSubject, callKey } from '../rooms/room-key.js'

/** @returns makes the subject of a new call's room, flat and without distance. @param admits whether an avatar is in the call */
export type CallSubjects = (
  by: CallBy,
  grid: GridId,
  callId: string,
  admits: (avatar: Avatar) => boolean,
) => CallSubject

export function createCallSubjects(clock: Clock): CallSubjects {
  return (by, grid, callId, admits) => ({
    kind: 'call',
    key: callKey(by, grid, callId),
    grid,
    channel: channelOf(grid, clock()),
    admits,
  })
}

/** No stored channel has this id: what is decided about channels concerns no call. */
const NOT_STORED = 0

/** The name is meaningless on purpose: a private call's id would give away the two agents. */
function channelOf(grid: GridId, now: number): Channel {
  return {
    grid,
    id: NOT_STORED,
    name: 'call',
    parentId: null,
    description: '',
    regionSettings: { type: 'conference' },
    adminSettings: {},
    pinned: false,
    createdAt: now,
    lastUsedAt: now,
  }
}
