/** Moderation of the people in rooms. */

import type { Ban } from '../admins/admin-ports.js'
import type { Room } from '../rooms/room.js'
import type { Expulsion } from '../rooms/room-event.js'
import type { Bans } from './bans.js'
import type { ChannelModeration } from './moderation.js'
import type { Mutes } from './mutes.js'

export interface RoomModerationOptions {
  readonly mutes: Mutes
  readonly bans: Bans
  readonly roomOf: (channelId: number) => Room | undefined
  /** Whose viewers hear the room, whether they take part or not. */
  readonly listening: (channelId: number) => readonly string[]
  /** Ends the voice session of an avatar, also one that only listens; whether there was any. */
  readonly end: (channelId: number, agentId: string, expulsion: Expulsion) => boolean
}

/** What a banned one is told. */
export function expulsionOf({ until, explanation = '' }: Ban): Expulsion {
  return { until, ...(explanation !== '' && { explanation }) }
}

export function createRoomModeration(options: RoomModerationOptions): ChannelModeration {
  const { mutes, bans, roomOf, listening, end } = options
  const kick = (channelId: number, agentId: string, expulsion: Expulsion = {}) =>
    end(channelId, agentId, expulsion)

  /** Everybody is told anew who may be heard. */
  function changed(channelId: number): void {
    const room = roomOf(channelId)
    for (const agentId of room?.agentIds() ?? []) room?.memberChanged(agentId)
  }

  return {
    kick,
    kickAll(channelId) {
      const present = new Set([...(roomOf(channelId)?.agentIds() ?? []), ...listening(channelId)])
      return [...present].filter((agentId) => kick(channelId, agentId)).length
    },
    setMuted(channelId, agentId, muted) {
      mutes.setMuted(channelId, agentId, muted)
      roomOf(channelId)?.memberChanged(agentId)
    },
    setAllMuted(channelId, muted) {
      mutes.setAllMuted(channelId, muted)
      changed(channelId)
    },
    setFloor(channelId, agentId, given) {
      mutes.setFloor(channelId, agentId, given)
      roomOf(channelId)?.memberChanged(agentId)
    },
    hasFloor: mutes.hasFloor,
    areAllMuted: mutes.areAllMuted,
    isMutedAlone: mutes.isMutedAlone,
    ban(ban) {
      bans.add(ban)
      return kick(ban.channelId, ban.agentId, expulsionOf(ban))
    },
    unban: bans.remove,
    bans: bans.list,
  }
}
