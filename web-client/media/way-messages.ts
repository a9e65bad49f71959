/** What the service says about the ways of a room's voices: the place's and the call's alike. */

import type { ServerMessage } from '../../src/protocol/messages.js'
import type { UnconfirmedLinks } from './unconfirmed-links.js'
import type { VoiceWays } from './voice-ways.js'

/** @returns whether the message was about a way */
export function receiveForWays(
  {
    peers,
    hub,
    unconfirmed,
  }: Pick<VoiceWays, 'peers' | 'hub'> & { readonly unconfirmed: Pick<UnconfirmedLinks, 'confirm'> },
  message: ServerMessage,
): boolean {
  switch (message.type) {
    case 'peer-connect':
      unconfirmed.confirm(message.agentId)
      if (message.resumed) peers.resume(message)
      else peers.connect(message, message)
      return true
    case 'peer-disconnect':
      peers.disconnect(message)
      return true
    case 'description':
      peers.receiveDescription({ agentId: message.from, link: message.link }, message.description)
      return true
    case 'candidate':
      peers.receiveCandidate({ agentId: message.from, link: message.link }, message.candidate)
      return true
    case 'hub-connect':
      hub.connect()
      return true
    case 'hub-answer':
      hub.receiveAnswer(message.sdp)
      return true
    case 'hub-slots':
      for (const agentId of message.agentIds) if (agentId) unconfirmed.confirm(agentId)
      hub.assign(message.agentIds)
      return true
    case 'hub-disconnect':
      hub.close()
      return true
    default:
      return false
  }
}
