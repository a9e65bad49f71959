/** Who may come into a room by viewer: checked before anything is connected. */

import type { Presence } from '../../voice/presence/presence.js'
import { placeOf } from '../../voice/rooms/room-key.js'
import type { SessionPlace } from '../sessions/session-place.js'
import type { ViewerRooms } from '../sessions/viewer-rooms.js'
import type { RefusedRetries } from './refused-retries.js'
import type { Caller } from './requests.js'

export interface ViewerAdmissionOptions {
  readonly rooms: Pick<ViewerRooms, 'list' | 'admission'>
  readonly presence: Presence
  readonly refusedRetries: RefusedRetries
}

/**
 * Returns if the avatar may come in.
 * @throws VoiceError `not-allowed`, `session-replaced`, `channel-full`
 */
export function requireAdmission(
  caller: Caller,
  place: SessionPlace,
  { rooms, presence, refusedRetries }: ViewerAdmissionOptions,
): void {
  // Nobody can be in a channel that is not stored yet.
  if (place.channel.id === undefined) return
  const subject = place.kind === 'call' ? place.room : placeOf(place.channel)
  const present = rooms.list().some((room) => room.key === subject.key && room.has(caller.agentId))
  refusedRetries.check(caller, subject.key, present)
  const state = presence.find(caller)
  const isNeighbour = state !== undefined && state.regionId !== caller.regionId
  rooms.admission.require(caller, subject, isNeighbour)
}
