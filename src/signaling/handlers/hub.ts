/** `hub-offer` and `hub-candidate`: the page's connection to the media hub. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { findParticipation, participationIn } from '../participation.js'

/** @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable`, `rate-limited` when it comes too often */
export async function hubOffer(connection: Connection, message: ClientMessages['hub-offer']): Promise<void> {
  const { hubBudget, send } = connection
  const { sdp, call } = message
  const page = participationIn(connection, message)
  if (!hubBudget.spend()) throw new VoiceError('rate-limited', 'Too many offers to the hub: wait a moment.')
  send({ type: 'hub-answer', sdp: await page.connectHub(sdp), ...(call !== undefined && { call }) })
}

export function hubCandidate(connection: Connection, message: ClientMessages['hub-candidate']): void {
  const { candidate, sdpMid } = message.candidate
  findParticipation(connection, message)?.addHubCandidate({ candidate, sdpMid })
}
