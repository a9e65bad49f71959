/** Hands each message to its own handler. */

import type { ClientMessage } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { hubCandidate, hubOffer } from './hub.js'
import { join } from './join.js'
import { leave } from './leave.js'
import { microphone } from './microphone.js'
import { report } from './report.js'
import { candidate, description } from './signal.js'

/** @throws VoiceError with what the page did wrong, now or as a rejection */
export function handleMessage(connection: Connection, message: ClientMessage): void | Promise<void> {
  switch (message.type) {
    case 'join':
      return join(connection, message)
    case 'leave':
      return leave(connection)
    case 'microphone':
      return microphone(connection, message)
    case 'description':
      return description(connection, message)
    case 'candidate':
      return candidate(connection, message)
    case 'hub-offer':
      return hubOffer(connection, message)
    case 'hub-candidate':
      return hubCandidate(connection, message)
    case 'ping':
      return connection.send({ type: 'pong' })
    case 'report':
      return report(connection, message)
  }
}
