/** Who is in voice, by page and by viewer, and where, by the best source there is. Part of the composition. */

import type { InVoice } from '../opensim/remote-admin/remote-admin.js'
import type { Standing } from '../robust/land/land-watch.js'
import { type Avatar, type Grid, regionKey } from '../voice/grids/grid.js'
import type { Presence } from '../voice/presence/presence.js'
import type { Rooms } from '../voice/rooms/rooms.js'

export interface PeopleInVoice extends InVoice {
  /** Where each of them stands, those included whom a page keeps at the door; some may be told of twice. */
  standing(): Iterable<Standing>
}

export function createPeopleInVoice(
  rooms: Pick<Rooms, 'list' | 'pageAvatars'>,
  presence: Pick<Presence, 'viewerReport' | 'find' | 'gridWord' | 'regionsByGrid'>,
  grids: () => readonly Grid[],
): PeopleInVoice {
  function standingOf(avatar: Avatar): Standing | undefined {
    const told = presence.viewerReport(avatar) ?? presence.find(avatar)
    if (told) {
      const { grid, regionId, parcelId, position } = told
      return { grid, regionId, parcelId, position }
    }
    const word = presence.gridWord(avatar)
    return word && { grid: word.grid, regionId: word.regionId, parcelId: null, position: undefined }
  }

  function* inRooms(): Iterable<Avatar> {
    for (const { channel, agentIds } of rooms.list()) {
      for (const agentId of agentIds()) yield { grid: channel.grid, agentId }
    }
  }

  function keysOf(avatars: Iterable<Avatar>): Set<string> {
    const keys = new Set<string>()
    for (const avatar of avatars) {
      const standing = standingOf(avatar)
      if (standing) keys.add(regionKey(standing))
    }
    return keys
  }

  return {
    regions: () => keysOf(inRooms()),
    peopled() {
      const keys = keysOf(inRooms())
      for (const key of keysOf(rooms.pageAvatars())) keys.add(key)
      for (const { id: grid } of grids())
        for (const regionId of presence.regionsByGrid(grid)) keys.add(regionKey({ grid, regionId }))
      return keys
    },
    includes: ({ grid, agentId }) =>
      rooms.list().some(({ channel, agentIds }) => channel.grid === grid && agentIds().includes(agentId)),
    *standing() {
      for (const avatars of [rooms.pageAvatars(), inRooms()]) {
        for (const avatar of avatars) {
          const standing = standingOf(avatar)
          if (standing) yield standing
        }
      }
    },
  }
}
