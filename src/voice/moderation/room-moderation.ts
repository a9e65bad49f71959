/** Moderation of the people in rooms. */

import type { Ban, SpeechRule } from '../admins/admin-ports.js'
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
  /** Lets those in who wait for a room. */
  readonly letWaitingIn: () => void
  /** Takes an avatar out of the room, also one that only listens. @returns whether it was there */
  readonly end: (channel: ChannelRef, agentId: string, expulsion: Expulsion) => boolean
}

/** What a banned resident is told. */
export function expulsionOf({ until, explanation = '' }: Ban): Expulsion {
  return { until, ...(explanation !== '' && { explanation }) }
}

export function createRoomModeration(options: RoomModerationOptions): ChannelModeration {
  const { mutes, bans, roomOf, listening, letWaitingIn, end } = options

  function kick(channel: ChannelRef, agentId: string, expulsion: Expulsion = {}): boolean {
    roomOf(channel)?.shutOut(agentId)
    return end(channel, agentId, expulsion)
  }

  /** Tells everybody again who may be heard. */
  function changed(channel: ChannelRef): void {
    const room = roomOf(channel)
    for (const agentId of room?.agentIds() ?? []) room?.participantChanged(agentId)
  }

  function decide(rule: SpeechRule, holds: boolean): void {
    const channel = { grid: rule.grid, id: rule.channelId }
    mutes.decide(channel, rule, holds)
    if (rule.kind !== 'all-muted') return roomOf(channel)?.participantChanged(rule.agentId)
    changed(channel)
    roomOf(channel)?.rulesChanged()
  }

  return {
    kick,
    kickAll(channel) {
      const present = new Set([...(roomOf(channel)?.agentIds() ?? []), ...listening(channel)])
      return [...present].filter((agentId) => kick(channel, agentId)).length
    },
    setMuted(channel, agentId, muted, decision) {
      mutes.setMuted(channel, agentId, muted, decision)
      roomOf(channel)?.participantChanged(agentId)
    },
    setAllMuted(channel, muted, decision) {
      mutes.setAllMuted(channel, muted, decision)
      changed(channel)
      roomOf(channel)?.rulesChanged()
    },
    setFloor(channel, agentId, given, decision) {
      mutes.setFloor(channel, agentId, given, decision)
      roomOf(channel)?.participantChanged(agentId)
    },
    setWritingMuted: mutes.setWritingMuted,
    decide,
    decided: mutes.find,
    speechRules: mutes.of,
    speechRulesOf: mutes.list,
    endDecisions(now) {
      for (const rule of mutes.over(now)) decide(rule, false)
    },
    takeFloors(channel) {
      mutes.takeFloors(channel)
      changed(channel)
    },
    lowerHand(channel, agentId) {
      const room = roomOf(channel)
      if (!room?.hands().includes(agentId)) return false
      room.setHand(agentId, false)
      return true
    },
    setLocked(channel, locked) {
      const room = roomOf(channel)
      room?.setLocked(locked, listening(channel))
      if (!locked) letWaitingIn()
      return room !== undefined
    },
    isLocked: (channel) => roomOf(channel)?.locked ?? false,
    hasFloor: mutes.hasFloor,
    areAllMuted: mutes.areAllMuted,
    isMutedAlone: mutes.isMutedAlone,
    ban(ban) {
      bans.add(ban)
      const channel = { grid: ban.grid, id: ban.channelId }
      const wasThere = kick(channel, ban.agentId, expulsionOf(ban))
      roomOf(channel)?.barsChanged()
      return wasThere
    },
    unban(channel, agentId) {
      bans.remove(channel, agentId)
      roomOf(channel)?.barsChanged()
    },
    findBan: bans.find,
    bans: bans.list,
  }
}
