/** `effort`: the resident whispers, talks or shouts from now on; the others hear it and see it. */

import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { participationIn } from '../participation.js'

/** @throws VoiceError `not-in-room` before a join */
export function effort(connection: Connection, message: ClientMessages['effort']): void {
  const participant = participationIn(connection, {})
  connection.efforts.change(() => participant.setEffort(message.effort))
}
