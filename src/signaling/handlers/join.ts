/** `join`: the resident wants to talk; the room is the one its avatar stands in. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'

/** @throws VoiceError `relay-unavailable` when an address is to be hidden that cannot be */
export function join(connection: Connection, message: ClientMessages['join']): void {
  const { addressesCanHide, participation, reporter, joins, guarded } = connection
  const { links, resumes = false, hideAddress = false } = message
  if (!participation) reporter.joining({ resumed: resumes || (links !== undefined && links.length > 0) })
  if (hideAddress && !addressesCanHide) {
    reporter.noteFailure('relay-unavailable')
    throw new VoiceError(
      'relay-unavailable',
      'This service has neither a TURN server nor a media hub, so your network address cannot be hidden. Nobody has learnt it yet.',
    )
  }
  joins.change(guarded('join', () => enter(connection, message)))
}

function enter(connection: Connection, message: ClientMessages['join']): void {
  const { session, rooms, tell, participation, microphone } = connection
  const { muted, links, resumes = false, hideAddress: addressHidden = false } = message
  // What it says now is newer.
  microphone.cancel()
  if (participation) {
    participation.setMuted(muted)
    return participation.setAddressHidden(addressHidden)
  }
  const { agentId, name } = session
  const claims = new Map(links?.map((link) => [link.agentId, link.link]))
  connection.participation = rooms.join({ agentId, name, muted, addressHidden, tell, resumes, claims })
}
