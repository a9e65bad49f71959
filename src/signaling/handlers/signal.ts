/** `description` and `candidate`: handed to their receiver, stamped with the sender; `link-lost`: a link to make anew. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { SignalPayload } from '../../voice/rooms/room-event.js'
import type { Connection } from '../connection-state.js'
import { participationIn } from '../participation.js'
import { picturesIn } from '../pictures-in.js'

/**
 * @throws VoiceError `not-in-room`, `peer-unreachable`, `rate-limited` when it is too much for the receiver; `not-allowed`
 * for pictures where there may be none
 */
export function description(connection: Connection, message: ClientMessages['description']): void {
  const participation = participationIn(connection, message)
  const pictures = picturesIn(message.description.sdp)
  if (pictures !== 'none') participation.requireCall()
  if (pictures === 'sent') participation.requirePictures(message.to)
  relay(connection, message, { description: message.description })
}

/** @throws VoiceError `not-in-room`, `peer-unreachable`, `rate-limited` when it is too much for the receiver */
export function candidate(connection: Connection, message: ClientMessages['candidate']): void {
  relay(connection, message, { candidate: message.candidate })
}

/** @throws VoiceError `not-in-room`, `rate-limited` */
export function linkLost(connection: Connection, message: ClientMessages['link-lost']): void {
  if (!connection.lostLinkBudget.spend())
    throw new VoiceError('rate-limited', 'Too many links are lost: wait a moment.')
  participationIn(connection, message).renewLink(message.to, message.link)
}

function relay(
  connection: Connection,
  message: ClientMessages['description'] | ClientMessages['candidate'],
  payload: SignalPayload,
) {
  participationIn(connection, message).signal(message.to, message.link, payload)
}
