/** Viewers retry by themselves, so a retry after a refusal is refused again for a while. */

import { VoiceError } from '../../errors.js'
import { type Avatar, avatarKey } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { Requester } from './requests.js'

/** An avatar that a moderator took out stays out for at least this time. */
export const KICKED_MS = 60_000

/** More than are ever refused at a time; beyond it the oldest may come in again. */
const MAX_KEPT = 10_000

export interface RefusedRetries {
  kicked(avatar: Avatar, room: RoomKey): void
  /** Notes that the page took the voice over from a viewer session of that region. */
  yielded(requester: Requester, room: RoomKey): void
  /** Notes that the resident switched voice off in the viewer: the page's take-over there is forgotten. */
  loggedOut(requester: Requester): void
  /**
   * @param present whether the avatar is already in the room
   * @throws VoiceError `not-allowed` or `session-replaced`
   */
  check(avatar: Avatar, room: RoomKey, present: boolean): void
}

export function createRefusedRetries(stopwatch: Stopwatch): RefusedRetries {
  const kickedUntil = new Map<string, number>()
  const elsewhere = new Map<string, { readonly regionId: string; readonly room: RoomKey }>()
  const keyOf = (avatar: Avatar, room: RoomKey) => `${avatarKey(avatar)} ${room}`

  return {
    kicked: (avatar, room) =>
      remember(kickedUntil, keyOf(avatar, room), stopwatch.now() + KICKED_MS, MAX_KEPT),
    yielded: (requester, room) =>
      remember(elsewhere, avatarKey(requester), { regionId: requester.regionId, room }, MAX_KEPT),
    loggedOut(requester) {
      const key = avatarKey(requester)
      // A viewer also logs out of neighbours that it walks away from, which means nothing for the place where it stands.
      if (elsewhere.get(key)?.regionId === requester.regionId) elsewhere.delete(key)
    },
    check(avatar, room, present) {
      const key = keyOf(avatar, room)
      const owner = avatarKey(avatar)
      if ((kickedUntil.get(key) ?? Number.NEGATIVE_INFINITY) > stopwatch.now()) {
        throw new VoiceError('not-allowed', 'A moderator has taken this avatar out of the channel.')
      }
      kickedUntil.delete(key)
      if (elsewhere.get(owner)?.room !== room) return
      if (present) throw new VoiceError('session-replaced', 'This avatar is in voice on its page.')
      elsewhere.delete(owner)
    },
  }
}
