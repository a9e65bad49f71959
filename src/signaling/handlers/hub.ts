/** `hub-offer` and `hub-candidate`: the page's connection to the media hub. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'

/** @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable`, `rate-limited` when it comes too often */
export async function hubOffer(
  { participations, hubBudget, send }: Connection,
  { sdp }: ClientMessages['hub-offer'],
): Promise<void> {
  if (!participations.place) throw new VoiceError('not-in-room', 'Join first: there is no room to hear yet.')
  if (!hubBudget.spend()) throw new VoiceError('rate-limited', 'Too many offers to the hub: wait a moment.')
  send({ type: 'hub-answer', sdp: await participations.place.connectHub(sdp) })
}

export function hubCandidate(
  { participations }: Connection,
  { candidate }: ClientMessages['hub-candidate'],
): void {
  participations.place?.addHubCandidate({ candidate: candidate.candidate, sdpMid: candidate.sdpMid })
}
