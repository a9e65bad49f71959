/** Tells viewers about the people in their rooms: for all rooms with viewers, at one interval. */

import type { Timers } from '../../voice/ports.js'
import type { HubLevel } from '../../voice/rooms/hub.js'
import type { RoomKey, RoomSubject } from '../../voice/rooms/room-key.js'
import { createPeopleList, type PeopleList, type PeopleListOptions } from './people-list.js'

/** Viewers are told at most this often, when something has changed. */
export const TELL_INTERVAL_MS = 100

export interface PeopleUpdatesOptions extends Omit<PeopleListOptions, 'people' | 'mayKnow'> {
  readonly peopleOf: (room: RoomKey) => ReturnType<PeopleListOptions['people']>
  /** Whether an avatar that listens in a room may know who is there. */
  readonly mayKnow: (room: RoomKey, agentId: string) => boolean
  readonly timers: Timers
}

export interface PeopleUpdates {
  add(room: RoomSubject, peerId: string, agentId: string): void
  remove(room: RoomSubject, peerId: string): void
  levels(room: RoomKey, levels: readonly HubLevel[]): void
  close(): void
}

export function createPeopleUpdates({
  peopleOf,
  mayKnow,
  tell,
  version,
  timers,
}: PeopleUpdatesOptions): PeopleUpdates {
  const rooms = new Map<RoomKey, PeopleList>()
  let stop: (() => void) | undefined

  function flush(): void {
    for (const people of rooms.values()) people.flush()
    stop = rooms.size > 0 ? timers.after(TELL_INTERVAL_MS, flush) : undefined
  }

  return {
    add({ key }, peerId, agentId) {
      let people = rooms.get(key)
      if (!people) {
        people = createPeopleList({
          people: () => peopleOf(key),
          mayKnow: (listener) => mayKnow(key, listener),
          tell,
          version,
        })
        rooms.set(key, people)
      }
      people.add(peerId, agentId)
      stop ??= timers.after(TELL_INTERVAL_MS, flush)
    },
    remove({ key }, peerId) {
      const people = rooms.get(key)
      people?.remove(peerId)
      if (people?.isEmpty) rooms.delete(key)
    },
    levels: (room, levels) => rooms.get(room)?.levels(levels),
    close() {
      rooms.clear()
      stop?.()
    },
  }
}
