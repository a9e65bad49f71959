/** What the core knows, in the words of the signalling protocol. */

import type { ChannelMessage, ParticipantMessage } from '../protocol/messages.js'
import type { Vector3 } from '../spatial/direction.js'
import { attenuationOf, type Channel, settingsOf } from '../voice/channel.js'
import type { ParticipantView } from '../voice/participant.js'

/** A channel as its people see it: the name a person would call it by, and how gain is computed. */
export function channelMessage(channel: Channel): ChannelMessage {
  const settings = settingsOf(channel)
  return {
    id: channel.id,
    name: channel.description || channel.name,
    mode: settings.mode,
    ...attenuationOf(settings),
  }
}

export function participantMessage(view: ParticipantView): ParticipantMessage {
  return { ...view, position: tuple(view.position), look: tuple(view.look) }
}

function tuple([x, y, z]: Vector3): [number, number, number] {
  return [x, y, z]
}
