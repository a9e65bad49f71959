/** What a moderator can do to the people in a room: avatars of the channel's grid. */

import type { Ban, Decision, SpeechRule } from '../admins/admin-ports.js'
import type { ChannelRef } from '../channels/channel.js'
import type { GridId } from '../grids/grid.js'
import type { Expulsion } from '../rooms/room-event.js'

/** Acts on the people in a channel's room, listeners included; an avatar that is not there is ignored. */
export interface Moderation {
  /** Takes an avatar out of the channel's room; false when it is not there. @param expulsion what the resident is told */
  kick(channel: ChannelRef, agentId: string, expulsion?: Expulsion): boolean
  /** Takes everybody out. @returns how many there were */
  kickAll(channel: ChannelRef): number
  /**
   * Mutes an avatar for everybody in the channel, or takes that back. Sticky: it holds for an avatar
   * who comes back, and for listeners who come later.
   */
  setMuted(channel: ChannelRef, agentId: string, muted: boolean, decision?: Decision): void
  /** Mutes everybody in the channel, also those who come later, or takes every mute of the channel back. */
  setAllMuted(channel: ChannelRef, muted: boolean, decision?: Decision): void
}

/** What this service's own moderators can do besides; regions have no requests for these. */
export interface ChannelModeration extends Moderation {
  /** Lets an avatar speak where the channel's mode keeps the floor for moderators, or takes that back. */
  setFloor(channel: ChannelRef, agentId: string, given: boolean, decision?: Decision): void
  /** Mutes what an avatar writes in the channel, or takes that back; their voice stays as it is. */
  setWritingMuted(channel: ChannelRef, agentId: string, muted: boolean, decision?: Decision): void
  /** Puts a rule in force, or takes it back, and tells those whom it concerns. */
  decide(rule: SpeechRule, holds: boolean): void
  /** What is decided about an avatar; the agent id of `all-muted` is empty. */
  decided(channel: ChannelRef, kind: SpeechRule['kind'], agentId: string): SpeechRule | undefined
  /** Everything that is decided about the speech of a channel. */
  speechRules(channel: ChannelRef): readonly SpeechRule[]
  /** The same of a whole grid. */
  speechRulesOf(grid: GridId): readonly SpeechRule[]
  /** Takes back what was decided for a time that is over; to be called every second or so. @param now milliseconds since 1970 */
  endDecisions(now: number): void
  hasFloor(channel: ChannelRef, agentId: string): boolean
  /** Takes everybody's floor. */
  takeFloors(channel: ChannelRef): void
  /** Lowers a raised hand. @returns whether it was raised */
  lowerHand(channel: ChannelRef, agentId: string): boolean
  /** Keeps everybody out of the room who is not inside now, except moderators; or lets them in again. @returns whether there is a room */
  setLocked(channel: ChannelRef, locked: boolean): boolean
  isLocked(channel: ChannelRef): boolean
  areAllMuted(channel: ChannelRef): boolean
  /** Whether that avatar itself was muted, rather than everybody, or by the channel's mode. */
  isMutedAlone(channel: ChannelRef, agentId: string): boolean
  /** Keeps an avatar out of the channel for the ban's time. @returns whether it was in the room */
  ban(ban: Ban): boolean
  unban(channel: ChannelRef, agentId: string): void
  findBan(channel: ChannelRef, agentId: string): Ban | undefined
  /** The bans of a grid in force now. */
  bans(grid: GridId): readonly Ban[]
}
