/** Moderation of the people in rooms, and the mutes that outlive their presence. */

import type { Bans } from './bans.js'
import type { ChannelSettings } from './channel.js'
import type { ChannelModeration } from './moderation.js'
import type { Room } from './room.js'

/** A moderator's mutes by channel: sticky, until they are taken back or the channel is deleted. */
export type Mutes = ReturnType<typeof createMutes>

export function createMutes() {
  const channels = new Map<number, { all: boolean; agents: Set<string>; floor: Set<string> }>()
  const of = (channelId: number) => {
    const known = channels.get(channelId) ?? {
      all: false,
      agents: new Set<string>(),
      floor: new Set<string>(),
    }
    channels.set(channelId, known)
    return known
  }
  return {
    /** Muting everybody does not mean the moderators; muting one of them does. */
    isMuted(
      channelId: number,
      agentId: string,
      { moderators }: Pick<ChannelSettings, 'moderators'>,
    ): boolean {
      const muted = channels.get(channelId)
      if (!muted) return false
      return muted.agents.has(agentId) || (muted.all && !moderators.includes(agentId))
    },
    /** Whether the channel's mode lets that avatar speak at all. */
    maySpeak(
      channelId: number,
      agentId: string,
      { mode, moderators }: Pick<ChannelSettings, 'mode' | 'moderators'>,
    ): boolean {
      if (mode === 'open' || moderators.includes(agentId)) return true
      return mode !== 'lecture' && this.hasFloor(channelId, agentId)
    },
    hasFloor: (channelId: number, agentId: string) => channels.get(channelId)?.floor.has(agentId) ?? false,
    setFloor(channelId: number, agentId: string, given: boolean): void {
      if (given) of(channelId).floor.add(agentId)
      else channels.get(channelId)?.floor.delete(agentId)
    },
    areAllMuted: (channelId: number) => channels.get(channelId)?.all ?? false,
    setMuted(channelId: number, agentId: string, muted: boolean): void {
      if (muted) of(channelId).agents.add(agentId)
      else channels.get(channelId)?.agents.delete(agentId)
    },
    /** Taking everybody's mute back takes back those of single avatars too. */
    setAllMuted(channelId: number, muted: boolean): void {
      of(channelId).all = muted
      if (!muted) of(channelId).agents.clear()
    },
    forget(channelId: number): void {
      channels.delete(channelId)
    },
  }
}

export interface RoomModerationOptions {
  readonly mutes: Mutes
  readonly bans: Bans
  readonly roomOf: (channelId: number) => Room | undefined
  /** Ends the voice session of an avatar. */
  readonly end: (agentId: string) => void
}

export function createRoomModeration({ mutes, bans, roomOf, end }: RoomModerationOptions): ChannelModeration {
  function kick(channelId: number, agentId: string): boolean {
    if (!roomOf(channelId)?.has(agentId)) return false
    end(agentId)
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
    ban(ban) {
      bans.add(ban)
      return kick(ban.channelId, ban.agentId)
    },
    unban: bans.remove,
    bans: bans.list,
  }
}
