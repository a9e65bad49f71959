/** Who may come into a room by viewer: checked before anything is connected. */

import type { Presence } from '../../voice/presence/presence.js'
import { placeOf } from '../../voice/rooms/room-key.js'
import type { SessionPlace } from '../sessions/session-place.js'
import type { ViewerRooms } from '../sessions/viewer-rooms.js'
import type { RefusedRetries } from './refused-retries.js'
import type { Requester } from './requests.js'

export interface ViewerAdmissionOptions {
  readonly rooms: Pick<ViewerRooms, 'find' | 'admission'>
  readonly presence: Presence
  readonly refusedRetries: RefusedRetries
}

/**
 * Returns if the avatar may come in.
 * @throws VoiceError `not-allowed`, `session-replaced`, `channel-full`
 */
export function requireAdmission(
  requester: Requester,
  place: SessionPlace,
  { rooms, presence, refusedRetries }: ViewerAdmissionOptions,
): void {
  // Nobody can be in a channel that is not stored yet.
  if (place.channel.id === undefined) return
  const subject = place.kind === 'call' ? place.room : placeOf(place.channel)
  const present = rooms.find(subject.key)?.has(requester.agentId) ?? false
  refusedRetries.check(requester, subject.key, present)
  const state = presence.find(requester)
  const isNeighbour = state !== undefined && state.regionId !== requester.regionId
  rooms.admission.require(requester, subject, isNeighbour)
}
