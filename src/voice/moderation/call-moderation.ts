/** Mutes in the room of a call: they end with it, and are stored nowhere. */

import type { Room } from '../rooms/room.js'
import type { Mutes } from './mutes.js'

export interface CallModeration {
  isMutedAlone(agentId: string): boolean
  /** Mutes somebody for everybody in the call, also when they come back to it, or takes that back. */
  setMuted(agentId: string, muted: boolean): void
  /** Mutes everybody, also those who come later, or takes every mute back. @param sparedId who goes on speaking */
  setAllMuted(muted: boolean, sparedId: string): void
}

/** @param mutes of this call alone */
export function createCallModeration(room: Room, mutes: Mutes): CallModeration {
  const { channel } = room
  return {
    isMutedAlone: (agentId) => mutes.isMutedAlone(channel, agentId),
    setMuted(agentId, muted) {
      mutes.setMuted(channel, agentId, muted)
      room.participantChanged(agentId)
    },
    setAllMuted(muted, sparedId) {
      mutes.setAllMuted(channel, muted)
      if (muted) mutes.setMuted(channel, sparedId, false)
      for (const agentId of room.agentIds()) room.participantChanged(agentId)
      room.rulesChanged()
    },
  }
}
