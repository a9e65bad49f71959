/** Viewers try again by themselves: who was turned away for a reason stays so for a while. */

import { VoiceError } from '../../errors.js'
import { type Avatar, avatarKey } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import type { Caller } from './requests.js'

/** Somebody taken out by a moderator is out for so long at least. */
export const KICKED_MS = 60_000

/** More than are ever turned away at a time; beyond it the oldest may try again. */
const MAX_KEPT = 10_000

export interface RefusedRetries {
  kicked(avatar: Avatar, room: RoomKey): void
  /** The resident has taken its voice to the page, away from a viewer session of that region. */
  yielded(caller: Caller, room: RoomKey): void
  /** The resident has switched its viewer's voice off there: what was yielded there is forgotten. */
  loggedOut(caller: Caller): void
  /**
   * @param present whether the avatar is in the room already
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
    yielded: (caller, room) =>
      remember(elsewhere, avatarKey(caller), { regionId: caller.regionId, room }, MAX_KEPT),
    loggedOut(caller) {
      const key = avatarKey(caller)
      // A viewer also leaves neighbours that it walks away from: that says nothing of the place where it stands.
      if (elsewhere.get(key)?.regionId === caller.regionId) elsewhere.delete(key)
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
