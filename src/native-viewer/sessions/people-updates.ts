/** What viewers are told of the people of their rooms: of all rooms that any listens to, at one beat. */

import type { Timers } from '../../voice/ports.js'
import type { HubLevel } from '../../voice/rooms/hub.js'
import type { RoomKey, RoomSubject } from '../../voice/rooms/room-key.js'
import { createRoomPeople, type RoomPeople, type RoomPeopleOptions } from './room-people.js'

/** Viewers are told about so often, when something changed. */
export const TELL_INTERVAL_MS = 100

export interface PeopleUpdatesOptions extends Omit<RoomPeopleOptions, 'people'> {
  readonly peopleOf: (room: RoomKey) => ReturnType<RoomPeopleOptions['people']>
  readonly timers: Timers
}

export interface PeopleUpdates {
  add(room: RoomSubject, peerId: string, agentId: string): void
  remove(room: RoomSubject, peerId: string): void
  levels(hubRoom: number, levels: readonly HubLevel[]): void
  close(): void
}

export function createPeopleUpdates({
  peopleOf,
  tell,
  version,
  timers,
}: PeopleUpdatesOptions): PeopleUpdates {
  /** By the number that the hub knows the room by. */
  const rooms = new Map<number, RoomPeople>()
  let stop: (() => void) | undefined

  function beat(): void {
    for (const people of rooms.values()) people.flush()
    stop = rooms.size > 0 ? timers.after(TELL_INTERVAL_MS, beat) : undefined
  }

  return {
    add({ key, channel }, peerId, agentId) {
      let people = rooms.get(channel.id)
      if (!people) {
        people = createRoomPeople({ people: () => peopleOf(key), tell, version })
        rooms.set(channel.id, people)
      }
      people.add(peerId, agentId)
      stop ??= timers.after(TELL_INTERVAL_MS, beat)
    },
    remove({ channel }, peerId) {
      const people = rooms.get(channel.id)
      people?.remove(peerId)
      if (people?.isEmpty) rooms.delete(channel.id)
    },
    levels: (hubRoom, levels) => rooms.get(hubRoom)?.levels(levels),
    close() {
      rooms.clear()
      stop?.()
    },
  }
}
