/** The core's channels and participants as signalling messages. */

import type { ChannelMessage, ParticipantMessage } from '../protocol/messages.js'
import type { Vector3 } from '../spatial/direction.js'
import { attenuationOf, type Channel, settingsOf, titleOf } from '../voice/channels/channel.js'
import type { ParticipantView } from '../voice/rooms/room-event.js'

/** A channel as residents see it: its title, and how gain is computed. */
export function channelMessage(channel: Channel): ChannelMessage {
  const settings = settingsOf(channel)
  return {
    id: channel.id,
    name: titleOf(channel),
    mode: settings.mode,
    ...attenuationOf(settings),
  }
}

/**
 * A participant as a page sees it. Only their own page learns why a participant is not heard.
 * @param reader the agent whose page it is
 */
export function participantMessage(view: ParticipantView, reader: string): ParticipantMessage {
  const { agentId, name, index, muted, mutedByModerator: listensOnly, silence, position, look } = view
  return {
    agentId,
    name,
    index,
    muted,
    listensOnly,
    ...(agentId === reader && { silence: silence ?? null }),
    position: tuple(position),
    look: tuple(look),
  }
}

function tuple([x, y, z]: Vector3): [number, number, number] {
  return [x, y, z]
}
