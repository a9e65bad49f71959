/** `description` and `candidate`: handed to the one participant they are for, stamped with the sender. */

import { VoiceError } from '../../errors.js'
import type {
  ClientMessages,
  IceCandidate,
  ServerMessage,
  SessionDescription,
} from '../../protocol/messages.js'
import type { Connection } from '../connection.js'

/** What travels through the core without it looking inside. */
export type SignalPayload =
  | { readonly description: SessionDescription }
  | { readonly candidate: IceCandidate }

/** @throws VoiceError `not-in-room`, `peer-unreachable` */
export function description(connection: Connection, message: ClientMessages['description']): void {
  relay(connection, message, { description: message.description })
}

/** @throws VoiceError `not-in-room`, `peer-unreachable` */
export function candidate(connection: Connection, message: ClientMessages['candidate']): void {
  relay(connection, message, { candidate: message.candidate })
}

function relay(
  { participation }: Connection,
  { to, link }: { to: string; link: string },
  payload: SignalPayload,
) {
  if (!participation) throw new VoiceError('not-in-room', 'Join first: there is nobody to connect to yet.')
  participation.signal(to, link, payload)
}

/** The message that tells a page what another one sent it. */
export function signalMessage(signal: {
  from: string
  linkId: string
  payload: SignalPayload
}): ServerMessage {
  const { from, linkId: link, payload } = signal
  if ('description' in payload) return { type: 'description', from, link, description: payload.description }
  return { type: 'candidate', from, link, candidate: payload.candidate }
}
