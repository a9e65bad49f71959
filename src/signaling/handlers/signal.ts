/** `description` and `candidate`: handed to the one participant they are for, stamped with the sender. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages, ServerMessage } from '../../protocol/messages.js'
import type { SignalPayload } from '../../voice/rooms/participant.js'
import type { Connection } from '../connection-state.js'

/** @throws VoiceError `not-in-room`, `peer-unreachable`, `rate-limited` when it is too much for who gets it */
export function description(connection: Connection, message: ClientMessages['description']): void {
  relay(connection, message, { description: message.description })
}

/** @throws VoiceError `not-in-room`, `peer-unreachable`, `rate-limited` when it is too much for who gets it */
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

/** Leaves nothing of a signal that tells its sender's network address; `undefined`: nothing at all is left. */
export interface AddressFilter {
  description(sdp: string): string
  candidate(line: string): string | undefined
}

/** The message that tells a page what another one sent it; `undefined` for what it must not see. */
export function signalMessage(
  signal: { from: string; linkId: string; relayOnly: boolean; payload: SignalPayload },
  filter: AddressFilter,
): ServerMessage | undefined {
  const { from, linkId: link, relayOnly, payload } = signal
  if ('description' in payload) {
    const { type, sdp } = payload.description
    const description = { type, sdp: relayOnly ? filter.description(sdp) : sdp }
    return { type: 'description', from, link, description }
  }
  const line = payload.candidate.candidate
  const candidate = relayOnly ? filter.candidate(line) : line
  if (candidate === undefined) return undefined
  return { type: 'candidate', from, link, candidate: { ...payload.candidate, candidate } }
}
