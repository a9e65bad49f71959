/** Moderation of the people in rooms. */

import type { Ban } from '../admins/admin-ports.js'
import type { ChannelRef } from '../channels/channel.js'
import type { Room } from '../rooms/room.js'
import type { Expulsion } from '../rooms/room-event.js'
import type { Bans } from './bans.js'
import type { ChannelModeration } from './moderation.js'
import type { Mutes } from './mutes.js'

export interface RoomModerationOptions {
  readonly mutes: Mutes
  readonly bans: Bans
  readonly roomOf: (channel: ChannelRef) => Room | undefined
  /** The agents whose viewers hear the room, whether they take part or not. */
  readonly listening: (channel: ChannelRef) => readonly string[]
  /** Takes an avatar out of the room, also one that only listens. @returns whether it was there */
  readonly end: (channel: ChannelRef, agentId: string, expulsion: Expulsion) => boolean
}

/** What a banned resident is told. */
export function expulsionOf({ until, explanation = '' }: Ban): Expulsion {
  return { until, ...(explanation !== '' && { explanation }) }
}

export function createRoomModeration(options: RoomModerationOptions): ChannelModeration {
  const { mutes, bans, roomOf, listening, end } = options
  const kick = (channel: ChannelRef, agentId: string, expulsion: Expulsion = {}) =>
    end(channel, agentId, expulsion)

  /** Tells everybody again who may be heard. */
  function changed(channel: ChannelRef): void {
    const room = roomOf(channel)
    for (const agentId of room?.agentIds() ?? []) room?.participantChanged(agentId)
  }

  return {
    kick,
    kickAll(channel) {
      const present = new Set([...(roomOf(channel)?.agentIds() ?? []), ...listening(channel)])
      return [...present].filter((agentId) => kick(channel, agentId)).length
    },
    setMuted(channel, agentId, muted) {
      mutes.setMuted(channel, agentId, muted)
      roomOf(channel)?.participantChanged(agentId)
    },
    setAllMuted(channel, muted) {
      mutes.setAllMuted(channel, muted)
      changed(channel)
    },
    setFloor(channel, agentId, given) {
      mutes.setFloor(channel, agentId, given)
      roomOf(channel)?.participantChanged(agentId)
    },
    hasFloor: mutes.hasFloor,
    areAllMuted: mutes.areAllMuted,
    isMutedAlone: mutes.isMutedAlone,
    ban(ban) {
      bans.add(ban)
      return kick({ grid: ban.grid, id: ban.channelId }, ban.agentId, expulsionOf(ban))
    },
    unban: bans.remove,
    bans: bans.list,
  }
}
