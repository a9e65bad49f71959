/** `join`: the resident wants to talk; the room is the one its avatar stands in. */

import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection.js'

export function join(connection: Connection, { muted, links }: ClientMessages['join']): void {
  const { session, rooms, sink } = connection
  if (connection.participation) return connection.participation.setMuted(muted)
  const { agentId, name } = session
  const claims = new Map(links?.map((link) => [link.agentId, link.link]))
  connection.participation = rooms.join({ agentId, name, muted, sink, claims })
}
