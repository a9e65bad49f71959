/** `join`: the resident wants to talk; the room is the one its avatar stands in. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { picturesIn } from '../pictures-in.js'

/** @throws VoiceError `relay-unavailable` when an address is to be hidden that cannot be; `not-allowed` for an offer of pictures */
export function join(connection: Connection, message: ClientMessages['join']): void {
  const { addressesCanHide, participations, reporter, joins, guarded } = connection
  const { links, resumes = false, hideAddress = false, offer = '' } = message
  if (!participations.place)
    reporter.joining({ resumed: resumes || (links !== undefined && links.length > 0) })
  if (hideAddress && !addressesCanHide) {
    reporter.noteFailure('relay-unavailable')
    throw new VoiceError(
      'relay-unavailable',
      'This service has neither a TURN server nor a media hub, so your network address cannot be hidden. Nobody has learnt it yet.',
    )
  }
  if (picturesIn(offer) !== 'none') {
    throw new VoiceError('not-allowed', 'Pictures are for calls of two: an offer for a place has none.')
  }
  joins.change(guarded('join', () => enter(connection, message)))
}

function enter(connection: Connection, message: ClientMessages['join']): void {
  const { session, rooms, confined, tell, participations, microphone, efforts } = connection
  const { place } = participations
  const {
    offer,
    muted,
    effort = 'talk',
    links,
    resumes = false,
    hideAddress: addressHidden = false,
  } = message
  // The join tells the microphone's state and the effort, too, and is newer.
  microphone.cancel()
  efforts.cancel()
  if (place) {
    place.setMuted(muted)
    place.setEffort(effort)
    return place.setAddressHidden(addressHidden)
  }
  const { grid, agentId, name } = session
  const keptLinks = new Map(links?.map((link) => [link.agentId, link.link]))
  const confinement = confined.of(session)
  participations.place = rooms.join({
    grid,
    agentId,
    name,
    muted,
    effort,
    addressHidden,
    tell,
    resumes,
    keptLinks,
    ...(offer !== undefined && { offer }),
    ...(confinement && { confinement }),
  })
}
