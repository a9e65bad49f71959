/** What a moderator can do to the people of a room: avatars of the grid that its channel is of. */

import type { Ban } from '../admins/admin-ports.js'
import type { ChannelRef } from '../channels/channel.js'
import type { GridId } from '../grids/grid.js'
import type { Expulsion } from '../rooms/room-event.js'

/** Acts on the people really in a channel's room, listeners among them; an avatar who is not there makes no difference. */
export interface Moderation {
  /** Takes an avatar out of the channel's room; false when it is not in it. @param expulsion what it is told */
  kick(channel: ChannelRef, agentId: string, expulsion?: Expulsion): boolean
  /** Takes everybody out; how many there were. */
  kickAll(channel: ChannelRef): number
  /**
   * Mutes an avatar for everybody in the channel, or takes that back. Sticky: it holds for an avatar
   * who comes back, and for listeners who come later.
   */
  setMuted(channel: ChannelRef, agentId: string, muted: boolean): void
  /** Mutes everybody in the channel, also those who come later, or takes every mute of the channel back. */
  setAllMuted(channel: ChannelRef, muted: boolean): void
}

/** What only this service's own moderators can do; regions know no such calls. */
export interface ChannelModeration extends Moderation {
  /** Lets an avatar speak where the channel's mode keeps the floor for moderators, or takes that back. */
  setFloor(channel: ChannelRef, agentId: string, given: boolean): void
  hasFloor(channel: ChannelRef, agentId: string): boolean
  areAllMuted(channel: ChannelRef): boolean
  /** Whether that very avatar was muted, not everybody and not by the channel's mode. */
  isMutedAlone(channel: ChannelRef, agentId: string): boolean
  /** Keeps an avatar out of the channel until then; whether it was in it. */
  ban(ban: Ban): boolean
  unban(channel: ChannelRef, agentId: string): void
  /** Those of a grid that are not over. */
  bans(grid: GridId): readonly Ban[]
}
