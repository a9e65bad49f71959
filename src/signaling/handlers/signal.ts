/** `description` and `candidate`: handed to their receiver, stamped with the sender. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { SignalPayload } from '../../voice/rooms/room-event.js'
import type { Connection } from '../connection-state.js'

/** @throws VoiceError `not-in-room`, `peer-unreachable`, `rate-limited` when it is too much for the receiver */
export function description(connection: Connection, message: ClientMessages['description']): void {
  relay(connection, message, { description: message.description })
}

/** @throws VoiceError `not-in-room`, `peer-unreachable`, `rate-limited` when it is too much for the receiver */
export function candidate(connection: Connection, message: ClientMessages['candidate']): void {
  relay(connection, message, { candidate: message.candidate })
}

function relay(
  { participations }: Connection,
  { to, link }: { to: string; link: string },
  payload: SignalPayload,
) {
  if (!participations.place)
    throw new VoiceError('not-in-room', 'Join first: there is nobody to connect to yet.')
  participations.place.signal(to, link, payload)
}
