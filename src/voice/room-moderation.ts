/** Moderation of the people in rooms, and the mutes that outlive their presence. */

import type { Moderation } from './moderation.js'
import type { Room } from './room.js'

/** A moderator's mutes by channel: sticky, until they are taken back or the channel is deleted. */
export type Mutes = ReturnType<typeof createMutes>

export function createMutes() {
  const channels = new Map<number, { all: boolean; agents: Set<string> }>()
  const of = (channelId: number) => {
    const known = channels.get(channelId) ?? { all: false, agents: new Set<string>() }
    channels.set(channelId, known)
    return known
  }
  return {
    isMuted(channelId: number, agentId: string): boolean {
      const muted = channels.get(channelId)
      return muted !== undefined && (muted.all || muted.agents.has(agentId))
    },
    setMuted(channelId: number, agentId: string, muted: boolean): void {
      if (muted) of(channelId).agents.add(agentId)
      else channels.get(channelId)?.agents.delete(agentId)
    },
    /** Taking everybody's mute back takes back those of single avatars too. */
    setAllMuted(channelId: number, muted: boolean): void {
      if (muted) of(channelId).all = true
      else channels.delete(channelId)
    },
    forget(channelId: number): void {
      channels.delete(channelId)
    },
  }
}

export interface RoomModerationOptions {
  readonly mutes: Mutes
  readonly roomOf: (channelId: number) => Room | undefined
  /** Ends the voice session of an avatar. */
  readonly end: (agentId: string) => void
}

export function createRoomModeration({ mutes, roomOf, end }: RoomModerationOptions): Moderation {
  function kick(channelId: number, agentId: string): boolean {
    if (!roomOf(channelId)?.has(agentId)) return false
    end(agentId)
    return true
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
      const room = roomOf(channelId)
      for (const agentId of room?.agentIds() ?? []) room?.memberChanged(agentId)
    },
  }
}
