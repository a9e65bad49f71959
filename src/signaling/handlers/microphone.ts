/** `microphone`: the resident switched their microphone on or off; the others see it. */

import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { participationIn } from '../participation.js'

/** @throws VoiceError `not-in-room` before a join */
export function microphone(connection: Connection, message: ClientMessages['microphone']): void {
  const participant = participationIn(connection, message)
  const { microphone, callMicrophone } = connection
  const changes = message.call === undefined ? microphone : callMicrophone
  changes.change(() => participant.setMuted(message.muted))
}
