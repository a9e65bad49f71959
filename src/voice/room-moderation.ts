/** Moderation of the people in rooms. */

import type { Ban } from './admin-ports.js'
import type { Bans } from './bans.js'
import type { ChannelModeration } from './moderation.js'
import type { Mutes } from './mutes.js'
import type { Expulsion } from './participant.js'
import type { Room } from './room.js'

export interface RoomModerationOptions {
  readonly mutes: Mutes
  readonly bans: Bans
  readonly roomOf: (channelId: number) => Room | undefined
  /** Ends the voice session of an avatar. */
  readonly end: (channelId: number, agentId: string, expulsion: Expulsion) => void
}

/** What a banned one is told. */
export function expulsionOf({ until, explanation = '' }: Ban): Expulsion {
  return { until, ...(explanation !== '' && { explanation }) }
}

export function createRoomModeration({ mutes, bans, roomOf, end }: RoomModerationOptions): ChannelModeration {
  function kick(channelId: number, agentId: string, expulsion: Expulsion = {}): boolean {
    if (!roomOf(channelId)?.has(agentId)) return false
    end(channelId, agentId, expulsion)
    return true
  }

  /** Everybody is told anew who may be heard. */
  function changed(channelId: number): void {
    const room = roomOf(channelId)
    for (const agentId of room?.agentIds() ?? []) room?.memberChanged(agentId)
  }

  return {
    kick,
    kickAll: (channelId) =>
      (roomOf(channelId)?.agentIds() ?? []).filter((agentId) => kick(channelId, agentId)).length,
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
