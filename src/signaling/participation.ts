/** Which of a page's participations a message is about: that of its place, or that of its call. */

import { VoiceError } from '../errors.js'
import type { PageParticipant } from '../voice/rooms/participants/page-participant.js'
import type { Connection } from './connection-state.js'

/** A message about a room: of that call, or of the place if it names none. */
interface OfRoom {
  readonly call?: string
}

export function findParticipation(
  { participations, reach, page }: Connection,
  { call }: OfRoom,
): PageParticipant | undefined {
  if (call === undefined) return participations.place
  const inCall = reach.calls.participationOf(page)
  return inCall?.callId === call ? inCall.page : undefined
}

/** @throws VoiceError `not-in-room` */
export function participationIn(connection: Connection, about: OfRoom): PageParticipant {
  const found = findParticipation(connection, about)
  if (!found) throw new VoiceError('not-in-room', 'You are not in that room: join first.')
  return found
}
