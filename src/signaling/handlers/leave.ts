/** `leave`: the resident leaves voice; the socket stays open for the next join. */

import type { Connection } from '../connection-state.js'

export function leave(connection: Connection): void {
  connection.joins.cancel()
  connection.microphone.cancel()
  connection.hands.cancel()
  connection.participations.place?.leave()
  connection.participations.place = undefined
  connection.reporter.rest()
  connection.send({ type: 'no-room', reason: 'left' })
}
