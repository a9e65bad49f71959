/** `hub-offer` and `hub-candidate`: the page's connection to the media hub. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection.js'

/** @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable` */
export async function hubOffer(
  { participation, send }: Connection,
  { sdp }: ClientMessages['hub-offer'],
): Promise<void> {
  if (!participation) throw new VoiceError('not-in-room', 'Join first: there is no room to hear yet.')
  send({ type: 'hub-answer', sdp: await participation.connectHub(sdp) })
}

export function hubCandidate(
  { participation }: Connection,
  { candidate }: ClientMessages['hub-candidate'],
): void {
  participation?.addHubCandidate({ candidate: candidate.candidate, sdpMid: candidate.sdpMid })
}
