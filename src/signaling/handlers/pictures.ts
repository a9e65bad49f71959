/** `pictures`: whether the page takes pictures in its call, and what it shows; the other side sees it. */

import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { participationIn } from '../participation.js'

/** @throws VoiceError `not-in-room` */
export function pictures(connection: Connection, message: ClientMessages['pictures']): void {
  const { accepts, shows } = message
  participationIn(connection, message)
  connection.pictures.change(
    connection.guarded('pictures', () =>
      participationIn(connection, message).setPictures({ accepts, ...(shows && { shows }) }),
    ),
  )
}
